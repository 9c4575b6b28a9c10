/** Leave-one-out: what is computed by taking a document out is what training without it gives. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NAIVE_BAYES_ESTIMATORS, type NaiveBayesEstimator } from "../../../src/core/models/linear/choices.js";
import { WEIGHT_ONE } from "../../../src/core/text/term-weight.js";
import { dump } from "../../../src/library/dump.js";
import { load } from "../../../src/library/load.js";
import { type HeldOutScores, leaveOneOut } from "../../../src/train/calibrate/leave-one-out.js";
import { type Counts, decodeCounts } from "../../../src/train/counts/counts.js";
import { fingerprintAt } from "../../../src/train/documents/document-set.js";
import { fingerprintOf } from "../../../src/train/documents/fingerprint.js";
import { fit as fitted } from "../../../src/train/fit/fit.js";
import { selectTerms, termValue } from "../../../src/train/fit/select.js";
import {
  countsFile,
  fingerprints,
  growing,
  readWhole,
  section,
  TRUE,
  trainedOn,
  vectorsOf,
} from "../../support/counts-files.js";
import { scoreOf } from "../../support/dense-naive-bayes.js";
import type { Labelled } from "../../support/labelled.js";
import { wordsOf } from "../../support/words.js";

const everything = (alpha: number) =>
  ({ alpha, maxTerms: Number.MAX_SAFE_INTEGER, keepEmails: true, stopWords: "keep" }) as const;

/** Scores of a vector by the counts of others, with nothing pruned. */
function scoresBy(others: Counts, vector: ReadonlyMap<string, number>, estimator: NaiveBayesEstimator, alpha: number) {
  const terms = selectTerms(others, everything(alpha));
  const words = wordsOf(others.words);
  const row = Array.from(terms.first, (first, term) => {
    const second = terms.second[term]!;
    return vector.get(second === 0 ? words[first]! : `${words[first]} ${words[second - 1]}`) ?? 0;
  });
  const norm = Math.hypot(...row);
  const weights = fitted(terms, others.documents, estimator, alpha);
  return {
    isKnown: norm > 0,
    scores: others.labels.map((_, category) =>
      norm === 0
        ? Math.log(others.documents[category]! / others.documents.reduce((sum, n) => sum + n, 0))
        : scoreOf(
            weights,
            terms,
            category,
            row.map((x) => x / norm),
          ),
    ),
  };
}

/** What training on all others makes of each document that can be heldOut, in the order of the document set. */
async function retrained(
  documents: readonly Labelled[],
  counts: Counts,
  estimator: NaiveBayesEstimator,
  alpha: number,
) {
  const { documentSet, labels } = counts;
  const heldOut: HeldOutScores[] = [];
  for (const [at, vector] of vectorsOf(counts).entries()) {
    const category = documentSet.categories[at]!;
    if (vector.size === 0 || counts.documents[category]! < 2) continue;
    const fingerprint = JSON.stringify(fingerprintAt(documentSet, at));
    const isIt = ({ label, text }: Labelled): boolean =>
      label === labels[category] && JSON.stringify(fingerprintOf(text)) === fingerprint;
    const others = documents.toSpliced(documents.findIndex(isIt), 1);
    const copies = documents.filter(isIt).length;
    const model = decodeCounts(await trainedOn(others), "");
    // All of it, and an eighth and a 64th from an index that its fingerprint gives.
    for (const share of [1, 8, 64]) {
      const size = Math.ceil(vector.size / share);
      const start = Math.floor((documentSet.low[at]! / 2 ** 32) * (vector.size - size + 1));
      const part = new Map([...vector].slice(start, start + size));
      const { scores, isKnown } = scoresBy(model, part, estimator, alpha);
      heldOut.push({ isWhole: share === 1, category, copies, scores: Float64Array.from(scores), isKnown });
    }
  }
  return heldOut;
}

describe("leaveOneOut", () => {
  it.each(NAIVE_BAYES_ESTIMATORS)("gives for `%s` the scores of training on all others", async (estimator) => {
    let known = 0;
    await fc.assert(
      fc.asyncProperty(growing, fc.constantFrom(1e-3, 0.05, 1, 100), async ({ before, later }, alpha) => {
        const documents = [...before, ...later];
        const counts = decodeCounts(await trainedOn(documents), "");
        const found = leaveOneOut(counts, selectTerms(counts, everything(alpha)), estimator, alpha);
        const expected = await retrained(documents, counts, estimator, alpha);
        expect(found.map(({ scores: _, ...rest }) => rest)).toEqual(expected.map(({ scores: _, ...rest }) => rest));
        for (const [i, { scores }] of found.entries()) {
          for (const [c, score] of scores.entries()) {
            expect(Math.abs(score - expected[i]!.scores[c]!)).toBeLessThan(1e-9 * Math.max(1, Math.abs(score)));
          }
        }
        known += found.filter(({ isKnown }) => isKnown).length;
      }),
      { numRuns: 60 },
    );
    expect(known).toBeGreaterThan(100);
  });

  it("leaves out a term that would not be selected without the document", () => {
    // Of oil 10,000 of 70,000 are left without the document; with is worth more than that.
    const counts = decodeCounts(
      countsFile({
        header: { ...TRUE.header, documents: [2, 2], terms: 3 },
        terms: section(...[0, 0, 2, 1, 0, 70_000], ...[0, 2, 1, 1, 0, 3], ...[1, 0, 4, 2, 0, 60_000, 1, 60_000]),
        fingerprints: fingerprints([1, 0, 0, 0, 1], [2, 0, 0, 0, 1], [3, 0, 0, 1, 2]),
        sample: section(...[2, 0, 0, 60_000, 1, 0, 5000], ...[1, 1, 0, 4000], 0),
      }),
      "",
    );
    const all = selectTerms(counts, everything(1));
    const value = termValue(70_000 / WEIGHT_ONE, 70_000 / WEIGHT_ONE, 1, 1);
    const left = termValue(10_000 / WEIGHT_ONE, 10_000 / WEIGHT_ONE, 1, 1);
    const scoresWith = (minValue: number) => leaveOneOut(counts, { ...all, minValue }, "complement", 1)[0]!;
    expect(scoresWith(left)).toEqual(scoresWith(0));
    expect(scoresWith((left + value) / 2).scores).not.toEqual(scoresWith(0).scores);
    // And if that is all that it knew, its scores are the priors.
    const priors = [Math.log(1 / 3), Math.log(2 / 3)];
    expect(scoresWith(value * 2)).toMatchObject({ isKnown: false, scores: Float64Array.from(priors) });
  });

  it("leaves out a document that is the only one of its category, or has no terms", async () => {
    const counts = decodeCounts(
      await trainedOn([
        { label: "a", text: "engine" },
        { label: "b", text: "engine oil" },
        { label: "b", text: "---" },
      ]),
      "",
    );
    const heldOut = leaveOneOut(counts, selectTerms(counts, everything(1)), "complement", 1);
    const [one, ...others] = heldOut.filter(({ isWhole }) => isWhole);
    expect(others).toEqual([]);
    expect([one!.category, one!.copies, one!.isKnown]).toEqual([1, 1, true]);
  });

  it("holds out fewer documents if there are very many categories", async () => {
    const labels = Array.from({ length: 4096 }, (_, i) => `c${i}`);
    const documents = [0, 1].flatMap((i) => labels.map((label) => ({ label, text: `word${i} ${label}` })));
    const counts = decodeCounts(await trainedOn(documents), "");
    expect(vectorsOf(counts).length).toBeGreaterThan(300);
    expect(leaveOneOut(counts, selectTerms(counts, everything(1)), "complement", 1)).toHaveLength(11 * 3);
  });

  it("makes a working model of counts whose sample does not fit their terms", async () => {
    await fc.assert(
      fc.asyncProperty(
        misfits,
        fc.constantFrom(1e-10, 0.05, 1e6),
        fc.constantFrom(...NAIVE_BAYES_ESTIMATORS),
        async (file, alpha, estimator) => {
          const { counts } = readWhole(file);
          const heldOut = leaveOneOut(counts, selectTerms(counts, everything(alpha)), estimator, alpha);
          expect(heldOut.every(({ scores }) => scores.every(Number.isFinite))).toBe(true);
          const { probability } = load(await dump(file, { alpha, estimator })).predict("oil with");
          expect(probability).toBeGreaterThan(0);
          expect(probability).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

/** Terms of two words: unigrams and bigrams in their order. */
const TERMS = [0, 1].flatMap((first) => [0, 1, 2].map((second) => [first, second] as const));

/** Each of the terms given as its steps from the one before, with what follows it. */
function stepped(terms: readonly (readonly [term: (typeof TERMS)[number], ...rest: number[]])[]): number[] {
  return terms.flatMap(([[first, second], ...rest], i) => {
    const [before, secondBefore] = terms[i - 1]?.[0] ?? [0, 0];
    return [first - before, first === before ? second - secondBefore : second, ...rest];
  });
}

/** Counts files in which each number is possible, but need not fit the others. */
const misfits: fc.Arbitrary<Uint8Array> = fc
  .record({
    vectors: fc.array(
      fc.dictionary(fc.nat({ max: TERMS.length - 1 }).map(String), fc.integer({ min: 1, max: WEIGHT_ONE })),
      { minLength: 3, maxLength: 3 },
    ),
    rows: fc.dictionary(
      fc.nat({ max: TERMS.length - 1 }).map(String),
      fc.uniqueArray(fc.tuple(fc.nat({ max: 1 }), fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 2 ** 19 }))), {
        selector: ([category]) => category,
        minLength: 1,
        maxLength: 2,
      }),
      { minKeys: 1 },
    ),
  })
  .map(({ vectors, rows }) => {
    const listed = Object.entries(rows).map(
      ([term, sums]) => [TERMS[Number(term)]!, 8, sums.length, ...postings(sums)] as const,
    );
    return countsFile({
      header: { ...TRUE.header, documents: [5, 3], terms: listed.length },
      terms: section(...stepped(listed)),
      fingerprints: fingerprints([1, 0, 0, 0, 2], [2, 0, 0, 0, 3], [3, 0, 0, 1, 3]),
      sample: section(
        ...vectors.flatMap((vector) => {
          const terms = Object.entries(vector).map(([term, one]) => [TERMS[Number(term)]!, one] as const);
          return [terms.length, ...stepped(terms)];
        }),
      ),
    });
  });

/** Of two categories the second is one step from the first, so that a step is the category's number. */
function postings(sums: readonly (readonly [category: number, sum: number])[]): number[] {
  return sums.toSorted(([a], [b]) => a - b).flat();
}
