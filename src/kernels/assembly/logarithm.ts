/** The natural logarithm in additions, multiplications and divisions alone: as in `src/train/fit/logarithm.ts`, to the last bit. */

const SQRT2: f64 = NativeMath.SQRT2;
const LN2: f64 = NativeMath.LN2;

/** Returns ln x. @param x above 0, finite, and not subnormal. */
export function logarithm(x: f64): f64 {
  const bits = reinterpret<u64>(x);
  let exponent = <i32>((bits >> 52) & 0x7ff) - 1023;
  let mantissa = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (mantissa > SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const z = s * s;
  let series: f64 = 1.0 / 19.0;
  for (let odd = 17; odd >= 1; odd -= 2) series = series * z + 1.0 / <f64>odd;
  return <f64>exponent * LN2 + 2 * s * series;
}
