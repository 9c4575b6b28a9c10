/** Informative terms: the measure against sums over the counts, the order, and what they are in words. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WEIGHT_ONE } from "../../../../src/core/text/term-weight.js";
import { dump } from "../../../../src/library/dump.js";
import { load } from "../../../../src/library/load.js";
import { train } from "../../../../src/library/train.js";
import { decodeCounts } from "../../../../src/train/counts/counts.js";
import { wordAt } from "../../../../src/train/tables/words.js";
import { classifierOf, decodeFlat, scoresOf } from "../../../support/flat-model.js";
import type { Labelled } from "../../../support/labelled.js";
import { asFitted } from "../../../support/linear-model.js";
import { ANIMALS, artifactOf } from "../../../support/model-corpora.js";
import { entriesOf } from "../../../support/model-entries.js";

const ESTIMATORS = ["complement", "multinomial"] as const;
const WORDS = "orbit rocket lunar puck goalie rink engine wheel naïve 東京".split(" ");

const corpora: fc.Arbitrary<Labelled[]> = fc
  .array(
    fc.record({
      label: fc.constantFrom("autos", "hockey", "space"),
      text: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 }).map((words) => words.join(" ")),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .filter((corpus) => new Set(corpus.map(({ label }) => label)).size > 1);

describe.each(ESTIMATORS)("Classifier.terms of %s naive Bayes", (estimator) => {
  it("has for each word its mean weight in the category's documents times its lead there", async () => {
    await fc.assert(
      fc.asyncProperty(corpora, async (corpus) => {
        const bytes = await train(corpus);
        const counts = decodeCounts(bytes, "counts");
        const artifact = await dump(bytes, { estimator });
        const classifier = load(artifact);
        const { targets, bias } = decodeFlat(artifact);
        const expected = targets.map(() => new Map<string, number>());
        for (const rows = counts.rows(); rows.next(); ) {
          if (rows.second !== 0) continue;
          const word = Buffer.from(wordAt(counts.words, rows.first)).toString();
          // The score of a text of this word alone is the word's weight.
          const weights = scoresOf(classifier, word).map((score, category) => score - bias[category]!);
          const mean = weights.reduce((sum, weight) => sum + weight, 0) / targets.length;
          for (let i = 0; i < rows.postings; i++) {
            const category = rows.categories[i]!;
            const share = (rows.sums[i]! / WEIGHT_ONE / counts.documents[category]!) * (weights[category]! - mean);
            expected[category]!.set(word, share);
          }
        }
        targets.forEach((target, category) => {
          const found = new Map(classifier.terms(target).map(({ term, share }) => [term, share]));
          for (const [word, share] of expected[category]!) {
            if (share > 1e-5) expect(found.get(word)! / share).toBeCloseTo(1, 3);
            if (share < -1e-5) expect(found.has(word)).toBe(false);
          }
          const strangers = [...found.keys()].filter((term) => !term.includes(" ") && !expected[category]!.has(term));
          expect(strangers).toEqual([]);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("lists the greatest shares first, and as many as are asked for", async () => {
    const classifier = load(await artifactOf(ANIMALS, { estimator }));
    for (const target of classifier.targets) {
      const all = classifier.terms(target);
      const shares = all.map(({ share }) => share);
      expect(shares.length).toBeGreaterThan(5);
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      for (const most of [0, 1, 5]) expect(classifier.terms(target, most)).toEqual(all.slice(0, most));
    }
  });

  it("puts first what the documents of a category are about, however rare other words of it are", async () => {
    const classifier = load(await artifactOf(ANIMALS, { estimator }));
    const first = classifier.targets.map((target) => [target, classifier.terms(target, 2).map(({ term }) => term)]);
    expect(Object.fromEntries(first)).toEqual({
      birds: expect.arrayContaining(["falcon", "heron"]),
      fish: expect.arrayContaining(["trout"]),
      mammals: expect.arrayContaining(["zebra"]),
    });
  });
});

describe("Classifier.terms of a model that was fitted as a linear one", () => {
  // Of 9 documents, 1 to 8 contain the words, as their factors say: idf = 1 + ln((1 + 9) ⁄ (1 + df)).
  const frequencies = new Map(WORDS.slice(0, 8).map((word, i) => [word, i + 1]));
  const idfOf = (word: string): number => 1 + Math.log(10 / (1 + frequencies.get(word)!));

  it("has for each word the standard deviation of its weight over all documents times its lead", async () => {
    const corpus = ["autos", "hockey", "space"].map((label, i) => ({
      label,
      text: [...frequencies.keys()].filter((_, word) => word % 3 !== i).join(" "),
    }));
    const naiveBayes = decodeFlat(await artifactOf(corpus, { estimator: "complement" }));
    const { words } = entriesOf(naiveBayes);
    const model = {
      ...asFitted(naiveBayes),
      bias: new Float32Array(3),
      factorCodes: naiveBayes.commonCodes.map((code, term) => (code === 0 ? 0 : 1 + term)),
      factorLevels: Float32Array.from({ length: 256 }, (_, code) => {
        const word = words[code - 1];
        return word === undefined ? 1 : idfOf(word);
      }),
    };
    const classifier = classifierOf(model);
    let listed = 0;
    model.targets.forEach((target, category) => {
      const found = new Map(classifier.terms(target).map(({ term, share }) => [term, share]));
      for (const word of frequencies.keys()) {
        // The score of a text of this word alone is the word's weight.
        const weights = scoresOf(classifier, word);
        const lead = weights[category]! - (weights[0]! + weights[1]! + weights[2]!) / 3;
        const share = (1 + frequencies.get(word)!) / 10;
        const deviation = idfOf(word) * Math.sqrt(share * (1 - share));
        const hasPosting = entriesOf(model).terms.get(word)!.deltas[category] !== 0;
        if (lead > 0 && hasPosting) expect(found.get(word)! / (deviation * lead)).toBeCloseTo(1, 5);
        else expect(found.has(word)).toBe(false);
        if (found.has(word)) listed++;
      }
    });
    expect(listed).toBeGreaterThan(5);
  });

  it("takes a pair of words for as common as the pair is, though it weighs less than a word", async () => {
    const fitted = asFitted(decodeFlat(await artifactOf(ANIMALS, { estimator: "complement" })));
    const { terms } = entriesOf(fitted);
    const classifier = classifierOf(fitted);
    fitted.targets.forEach((target, category) => {
      const pairs = classifier.terms(target).filter(({ term }) => term.includes(" "));
      expect(pairs.length).toBeGreaterThan(5);
      for (const { term, share } of pairs) {
        const { common, factor, deltas } = terms.get(term)!;
        const weights = deltas.map((delta, c) => fitted.scale[c]! * (common + fitted.offset[c]! + delta));
        const lead = weights[category]! - (weights[0]! + weights[1]! + weights[2]!) / 3;
        const part = Math.exp(1 - factor / 1.4);
        // termWeight halves a pair.
        expect(share / ((factor / 2) * Math.sqrt(part * (1 - part)) * lead)).toBeCloseTo(1, 9);
      }
    });
  });

  it("lists nothing that all documents contain", async () => {
    const fitted = asFitted(decodeFlat(await artifactOf(ANIMALS, { estimator: "complement" })));
    const withoutFactors = { factorCodes: new Uint8Array(), factorLevels: new Float32Array() };
    for (const change of [{ factorLevels: new Float32Array(256).fill(1) }, withoutFactors]) {
      const classifier = classifierOf({ ...fitted, ...change });
      for (const target of classifier.targets) expect(classifier.terms(target)).toEqual([]);
    }
  });
});

describe("Classifier.terms", () => {
  it("writes a bigram as two words", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    expect(classifier.terms("mammals").map(({ term }) => term)).toContain("striped zebra");
  });

  it("throws an error that names the targets if it is asked about another one", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    for (const target of ["bird", "", "__proto__"]) {
      expect(() => classifier.terms(target)).toThrow(
        expect.objectContaining({ code: "usage", message: expect.stringContaining("birds, fish, mammals") }),
      );
    }
  });
});
