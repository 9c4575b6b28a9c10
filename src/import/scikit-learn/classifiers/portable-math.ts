/** Logarithm and exponential of + − × ÷ alone, which every engine rounds alike: `Math.log` and `Math.exp` differ in the last bit. */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Coefficients of the remainder of (2 + f) ⁄ f · ln(1 + f), lowest power first: FreeBSD msun, e_log.c (Sun Microsystems). */
const LOG: readonly number[] = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
];

/** Coefficients of x · (e^x + 1) ⁄ (e^x − 1) − 2, lowest power first: FreeBSD msun, e_exp.c. */
const EXP: readonly number[] = [
  0.16666666666666602, -0.0027777777777015593, 6.613756321437934e-5, -1.6533902205465252e-6, 4.1381367970572385e-8,
];

/** Σ coefficients[i] · x^(i + 1). */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => (sum + coefficient) * x, 0);
}

const view = new DataView(new ArrayBuffer(8));

/** Returns ln x, to within a few units in the last place. @param x above 0, and not subnormal. */
export function portableLog(x: number): number {
  view.setFloat64(0, x);
  // x = 2^k · m with m from √½ to √2.
  const high = view.getUint32(0);
  const isUpper = (high & 0xfffff) >= 0x6a09e;
  const k = (high >>> 20) - 1023 + (isUpper ? 1 : 0);
  view.setUint32(0, (high & 0xfffff) | ((isUpper ? 1022 : 1023) << 20));
  const f = view.getFloat64(0) - 1;
  const s = f / (2 + f);
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + polynomial(LOG, s * s)) + k * LN2_LOW) - f);
}

/** Returns e^x, to within a few units in the last place. @param x from −700 to 700. */
export function portableExp(x: number): number {
  const k = Math.round(x / Math.LN2);
  const [high, low] = [x - k * LN2_HIGH, k * LN2_LOW];
  const r = high - low;
  const c = r - polynomial(EXP, r * r);
  return (1 - (low - (r * c) / (2 - c) - high)) * 2 ** k;
}
