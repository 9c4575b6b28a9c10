/** The natural logarithm in additions, multiplications and divisions alone. */

const number = new Float64Array(1);
const halves = new Uint32Array(number.buffer);

const EXPONENT_BIAS = 1023;
/** Replaces the exponent of a normal number by that of 1, in its upper half. */
const MANTISSA_BITS = 0x000fffff;
const EXPONENT_OF_ONE = 0x3ff00000;

/**
 * Returns ln x, within 4 units in the last place. Engines disagree in the last bit of `Math.log`, and fitting a linear model amplifies last
 * bits; IEEE 754 fixes the four operations used here.
 *
 *     x = 2^k · m with √½ < m ≤ √2,   s = (m − 1) ⁄ (m + 1),   ln x = k · ln 2 + 2 (s + s³⁄3 + s⁵⁄5 + … + s¹⁹⁄19)
 *
 * @param x above 0, finite, and not subnormal.
 */
export function logarithm(x: number): number {
  number[0] = x;
  let exponent = (halves[1]! >>> 20) - EXPONENT_BIAS;
  halves[1] = (halves[1]! & MANTISSA_BITS) | EXPONENT_OF_ONE;
  let mantissa = number[0]!;
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const z = s * s;
  let series = 1 / 19;
  for (let odd = 17; odd >= 1; odd -= 2) series = series * z + 1 / odd;
  return exponent * Math.LN2 + 2 * s * series;
}
