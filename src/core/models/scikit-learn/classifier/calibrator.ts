/** Calibrators: a score → a probability. */

import type { CalibratorSettings } from "../settings.js";
import { logistic } from "./numerics.js";
import type { Calibration } from "./scorer.js";

export type Calibrator = (score: number) => number;

/** Number of numbers that a calibrator has: a and b of a sigmoid, all x and then all y of the points, or a factor. */
export function numbersOf({ kind, points }: CalibratorSettings): number {
  return kind === "isotonic" ? 2 * points : kind === "sigmoid" ? 2 : 1;
}

/** Makes a calibrator; of a temperature, the product with its factor. */
export function createCalibrator({ kind, points, isSingle }: CalibratorSettings, calibration: Calibration): Calibrator {
  if (kind === "temperature") {
    const [factor] = calibration.take(1) as unknown as [number];
    return (score) => factor * score;
  }
  if (kind === "sigmoid") {
    const [a, b] = calibration.take(2) as unknown as [number, number];
    return sigmoid(a, b);
  }
  const line = interpolation(calibration.take(points), calibration.take(points));
  return isSingle ? (score) => Math.fround(line(Math.fround(score))) : line;
}

/** Platt's sigmoid, 1 ⁄ (1 + e^(a·x + b)). */
function sigmoid(a: number, b: number): Calibrator {
  return (score) => logistic(-(a * score + b));
}

/** Isotonic regression: straight lines between points (x, y), and level outside them. @param xs ascending. */
function interpolation(xs: Float64Array, ys: Float64Array): Calibrator {
  return (score) => {
    const last = xs.length - 1;
    if (score <= xs[0]!) return ys[0]!;
    if (score >= xs[last]!) return ys[last]!;
    // The last point at or below the score.
    let [low, high] = [0, last];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (xs[middle]! <= score) low = middle;
      else high = middle;
    }
    const slope = (ys[high]! - ys[low]!) / (xs[high]! - xs[low]!);
    const value = slope * (score - xs[low]!) + ys[low]!;
    // The slope overflows where two points are nearly one.
    return Number.isFinite(value) ? value : ys[low]!;
  };
}
