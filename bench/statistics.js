// @ts-check
/** Figures of repeated runs. Medians, for one run that something else disturbed should not move a result. */

/** The middle value; of an even number of values the mean of the two in the middle; NaN of none. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The median of a[i] / b[i]. Runs of the same round stand side by side in time, so a machine that slows down over a
 * measurement slows down both. Where one side has fewer runs, those that both have count.
 */
export function pairedRatio(a, b) {
  return median(a.slice(0, b.length).map((value, i) => value / b[i]));
}

/**
 * The latency of a task of tinybench, in milliseconds.
 *
 * @param {import("tinybench").Bench} bench
 * @param {string} name
 */
export function latencyOf(bench, name) {
  const { result } = bench.getTask(name);
  if (!("latency" in result)) throw new Error(`${name}: not measured: ${result.state}`);
  return result.latency;
}
