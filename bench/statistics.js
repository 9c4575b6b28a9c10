// @ts-check
/** Statistics of repeated runs. Medians, so that a single disturbed run does not move a result. */

/** The middle value, or the mean of the two middle values; NaN if there are none. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The median of a[i] / b[i]. Runs of the same round follow each other directly, so a machine that slows down slows down
 * both. Only rounds that both sides have are counted.
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
