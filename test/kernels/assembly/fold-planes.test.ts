/** Folding by the kernel against its plain twin, to the last bit. That it gives the scores of both parts: `test/train/fit/stack.test.ts`. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Kernels } from "../../../src/kernels/kernels.js";
import type { Hyperplane } from "../../../src/train/fit/dual-coordinate-descent.js";
import type { Weights } from "../../../src/train/fit/fit.js";
import { type Fitted, FoldedModel } from "../../../src/train/fit/folded-model.js";
import type { TermSums } from "../../../src/train/fit/select.js";
import { seeded } from "../../support/random.js";
import { matrixOf, type Shape, shapes, sumsOf } from "../../support/sparse-matrix.js";

const DEVIATION = 1.7;

function problemOf(shape: Shape) {
  const random = seeded(shape.seed + 2);
  const terms = sumsOf(matrixOf(shape), shape.terms);
  const numbers = (length: number): Float64Array => Float64Array.from({ length }, () => random() - 0.5);
  const bayes: Weights = {
    common: numbers(shape.terms),
    delta: numbers(terms.categories.length),
    offset: numbers(shape.categories),
    scale: numbers(shape.categories),
    bias: numbers(shape.categories),
  };
  const planes = Array.from({ length: shape.categories === 2 ? 1 : shape.categories }, (): Hyperplane => {
    const weights = Float32Array.from(numbers(shape.terms), (weight) => (weight > 0.4 ? 0 : weight));
    return { weights, featureWeight: random(), bias: random() - 0.5 };
  });
  return { terms, bayes, planes };
}

/** One weight after the other, term by term. */
function plainFold(
  shape: Shape,
  terms: TermSums,
  bayes: Weights,
  planes: readonly Hyperplane[],
  isFull: boolean,
): Fitted {
  const targets = shape.categories;
  const meanOffset = bayes.offset.reduce((total, offset) => total + offset / targets, 0);
  const signed = targets === 2 ? [negative(planes[0]!), planes[0]!] : planes;
  const factors = signed.map(({ featureWeight }) => featureWeight / DEVIATION);
  const [starts, categories, delta, common]: [number[], number[], number[], number[]] = [[0], [], [], []];
  for (let term = 0; term < shape.terms; term++) {
    const own = new Map<number, number>();
    for (let i = terms.starts[term]!; i < terms.starts[term + 1]!; i++) own.set(terms.categories[i]!, bayes.delta[i]!);
    let mean = 0;
    for (const one of own.values()) mean += one / targets;
    const values = signed.map(({ weights }, c) => weights[term]! + factors[c]! * ((own.get(c) ?? 0) - mean));
    const absent = values.filter((_, c) => !isFull && !own.has(c));
    const shared = absent.length === 0 ? 0 : absent.reduce((sum, value) => sum + value, 0) / absent.length;
    values.forEach((value, c) => {
      if (!isFull && !own.has(c)) return;
      categories.push(c);
      delta.push(value - shared);
    });
    starts.push(categories.length);
    common.push(shared);
  }
  return {
    starts: Uint32Array.from(starts),
    categories: Uint16Array.from(categories),
    common: Float64Array.from(common),
    delta: Float64Array.from(delta),
    offset: Float64Array.from(factors, (factor, c) => factor * (bayes.offset[c]! - meanOffset)),
    scale: new Float64Array(targets).fill(1),
    bias: Float64Array.from(signed, ({ bias }) => bias),
  };
}

/** The same plane seen from the other side. */
const negative = ({ weights, featureWeight, bias }: Hyperplane): Hyperplane => ({
  weights: weights.map((weight) => -weight),
  featureWeight,
  bias: -bias,
});

function expectTwin(shape: Shape, isFull: boolean, atATime: number): void {
  const { terms, bayes, planes } = problemOf(shape);
  const model = new FoldedModel(new Kernels(), terms, shape.categories, bayes, DEVIATION, isFull);
  for (let i = 0; i < planes.length; i += atATime) model.add(planes.slice(i, i + atATime));
  expect(model.finish()).toEqual(plainFold(shape, terms, bayes, planes, isFull));
}

describe("foldPlanes", () => {
  it("folds as its plain twin does, however many planes come at a time", () => {
    fc.assert(fc.property(shapes, fc.boolean(), fc.integer({ min: 1, max: 5 }), expectTwin));
  });

  it.each([true, false])("folds two categories, which have one plane (all pairs: %s)", (isFull) => {
    expectTwin({ rows: 40, terms: 20, categories: 2, seed: 6 }, isFull, 1);
  });

  it("folds terms of several tasks", () => {
    expectTwin({ rows: 2000, terms: 9000, categories: 4, seed: 7 }, false, 4);
  });
});
