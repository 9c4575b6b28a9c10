/** Quantisation: weights → one byte each and a table of levels. */

/** A value is `levels[code]`. */
export interface Quantised {
  readonly codes: Uint8Array;
  readonly levels: Float32Array;
}

/**
 * Gives each value the nearest of the levels `first` to `last` (codes from 0 to 255; levels outside stay 0).
 *
 * If single precision has no more distinct values than levels, the levels are these values, and nothing is lost. Otherwise
 * they are evenly spaced from the smallest value to the largest or a little beyond, so that one of them is 0 if values have both signs, and no
 * value moves by more than half a step.
 */
export function quantise(values: Float64Array, first: number, last: number): Quantised {
  const levels = new Float32Array(256);
  const codes = new Uint8Array(values.length);
  const distinct = fewDistinct(values, last - first + 1);
  if (distinct) {
    levels.set(distinct, first);
    const codeOf = new Map(distinct.map((value, i) => [value, first + i]));
    values.forEach((value, i) => {
      codes[i] = codeOf.get(Math.fround(value))!;
    });
    return { codes, levels };
  }
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    min = Math.min(min, Math.fround(value));
    max = Math.max(max, Math.fround(value));
  }
  const hasBothSigns = min < 0 && max > 0;
  const step = (max - min) / (last - first - (hasBothSigns ? 1 : 0));
  const steps = hasBothSigns ? Math.floor(min / step) : min / step;
  for (let code = first; code <= last; code++) levels[code] = (steps + code - first) * step;
  values.forEach((value, i) => {
    codes[i] = first + Math.round(Math.fround(value) / step - steps);
  });
  return { codes, levels };
}

/** The distinct values in single precision, ascending; undefined if there are more than `max`. */
function fewDistinct(values: Float64Array, max: number): number[] | undefined {
  const distinct = new Set<number>();
  for (const value of values) {
    distinct.add(Math.fround(value));
    if (distinct.size > max) return undefined;
  }
  return [...distinct].sort((a, b) => a - b);
}
