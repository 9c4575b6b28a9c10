/** Quantisation: weights → one byte each and a table of levels. */

/** A value is `levels[code]`. */
export interface Quantised {
  readonly codes: Uint8Array;
  readonly levels: Float32Array;
}

/**
 * Gives each value the nearest of the levels `first` to `last` (codes from 0 to 255; levels outside stay 0).
 *
 * If there are no more distinct values in single precision than levels, the levels are those values and nothing is
 * lost; otherwise they are evenly spaced from the smallest to the largest, and no value moves by more than half a step.
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
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    least = Math.min(least, Math.fround(value));
    most = Math.max(most, Math.fround(value));
  }
  const step = (most - least) / (last - first);
  for (let code = first; code <= last; code++) levels[code] = least + (code - first) * step;
  values.forEach((value, i) => {
    codes[i] = first + Math.round((Math.fround(value) - least) / step);
  });
  return { codes, levels };
}

/** The distinct values in single precision, ascending; undefined if there are more than `most`. */
function fewDistinct(values: Float64Array, most: number): number[] | undefined {
  const distinct = new Set<number>();
  for (const value of values) {
    distinct.add(Math.fround(value));
    if (distinct.size > most) return undefined;
  }
  return [...distinct].sort((a, b) => a - b);
}
