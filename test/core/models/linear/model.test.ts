/** A linear model at work: its scores against the formula written out, term by term. */

import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { termWeight, WEIGHT_ONE } from "../../../../src/core/text/term-weight.js";
import { classifierOf, decodeFlat, type FlatModel, scoresOf } from "../../../support/flat-model.js";
import { asFitted } from "../../../support/linear-model.js";
import { artifactOf } from "../../../support/model-corpora.js";
import { entriesOf } from "../../../support/model-entries.js";

const WORDS = "orbit rocket lunar probe puck goalie rink engine wheel brake".split(" ");
const CORPUS = [
  { label: "autos", text: "engine wheel brake engine orbit" },
  { label: "hockey", text: "puck goalie rink puck probe wheel" },
  { label: "space", text: "orbit rocket lunar probe orbit lunar" },
];

let naiveBayes: FlatModel;
let fitted: FlatModel;
beforeAll(async () => {
  naiveBayes = decodeFlat(await artifactOf(CORPUS, { estimator: "multinomial" }));
  fitted = asFitted(naiveBayes);
});

/** The formula at `LinearArrays`, for a text of words parted by blanks. */
function expectedScores(model: FlatModel, text: string): number[] {
  const { terms } = entriesOf(model);
  const words = text.split(" ");
  const frequencies = new Map<string, number>();
  for (const term of [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)]) {
    if (terms.has(term)) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }
  const found = Array.from(frequencies, ([term, frequency]) => {
    const entry = terms.get(term)!;
    return { ...entry, x: (entry.factor * termWeight(frequency, term.includes(" "))) / WEIGHT_ONE };
  });
  const length = Math.hypot(...found.map(({ x }) => x));
  return model.targets.map((_, c) => {
    const inner = found.reduce((sum, { x, common, deltas }) => sum + x * (common + model.offset[c]! + deltas[c]!), 0);
    return model.bias[c]! + (model.scale[c]! * inner) / length;
  });
}

const texts = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 20 }).map((words) => words.join(" "));

describe("LinearModel", () => {
  it("scores a text by its formula, with factors and without", () => {
    expect(fitted.factorCodes.length).toBe(fitted.commonCodes.length);
    expect(naiveBayes.factorCodes.length).toBe(0);
    for (const model of [fitted, naiveBayes]) {
      const classifier = classifierOf(model);
      fc.assert(
        fc.property(texts, (text) => {
          const expected = expectedScores(model, text);
          expect(scoresOf(classifier, text)).toEqual(expected.map((score) => expect.closeTo(score, 9)));
        }),
      );
    }
  });

  it("answers the same if all factors are the same, whatever they are, as if there were none", () => {
    const factorCodes = naiveBayes.commonCodes.map((code) => (code === 0 ? 0 : 7));
    for (const factor of [0.001, 1, 1000]) {
      const factorLevels = new Float32Array(256).fill(factor);
      const same = classifierOf({ ...naiveBayes, factorCodes, factorLevels });
      fc.assert(
        fc.property(texts, (text) => {
          const expected = scoresOf(classifierOf(naiveBayes), text);
          expect(scoresOf(same, text)).toEqual(expected.map((score) => expect.closeTo(score, 9)));
        }),
        { numRuns: 20 },
      );
    }
  });

  it("gives finite probabilities with the greatest and the smallest factors", () => {
    const least = 2 ** -149;
    const greatest = 3.4e38;
    const factorLevels = Float32Array.from({ length: 256 }, (_, code) => (code % 2 === 0 ? least : greatest));
    const classifier = classifierOf({ ...fitted, factorLevels });
    fc.assert(
      fc.property(texts, (text) => {
        const { top } = classifier.predict(text, 3);
        expect(top.reduce((sum, { probability }) => sum + probability!, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("falls back on how common each category is where it knows no term, whatever the biases say", () => {
    const documents = [1, 1, 2];
    const classifier = classifierOf({ ...fitted, documents });
    const { category, probability, knownTerms } = classifier.predict("unheard of");
    expect([category, knownTerms]).toEqual(["space", 0]);
    expect(probability).toBeCloseTo(2 / 4, 12);
  });
});
