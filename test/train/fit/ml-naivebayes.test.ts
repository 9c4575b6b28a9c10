/** The sparse classifier against ml-naivebayes on dense matrices: all the way from documents to predictions. */

import fc from "fast-check";
import { MultinomialNB } from "ml-naivebayes";
import { describe, expect, it } from "vitest";
import { NAIVE_BAYES_ESTIMATORS, type NaiveBayesEstimator } from "../../../src/core/models/linear/choices.js";
import { dump } from "../../../src/library/dump.js";
import { load } from "../../../src/library/load.js";
import { train } from "../../../src/library/train.js";
import { complementOf, normalised } from "../../support/dense-naive-bayes.js";
import { decodeFlat, scoresOf } from "../../support/flat-model.js";
import { entriesOf, weightsOf } from "../../support/model-entries.js";
import { denseVector, trainingVectorOf, type Vector, vectorOf } from "../../support/vectors.js";

interface Labelled {
  readonly label: string;
  readonly text: string;
}

/** "the" and "of" are stop words to wink-nlp, the others are no words of any language. */
const STOP_WORDS = ["the", "of"];
const texts: fc.Arbitrary<string> = fc
  .array(fc.constantFrom("qzx", "kqx", "zzkb", "bkq", "xqbk", "kkz", "bxz", "zbq", "the", "of"), { maxLength: 8 })
  .map((words) => words.join(" "));
/** Two or three categories, each with at least one text that has terms. */
const corpora: fc.Arbitrary<Labelled[]> = fc
  .array(fc.record({ label: fc.constantFrom("a", "b", "c"), text: texts }), { maxLength: 6 })
  .map((others) => [{ label: "b", text: "kqx the zbq" }, { label: "a", text: "qzx kqx" }, ...others]);
/** Texts to predict, with words that no corpus has. */
const questions: fc.Arbitrary<string[]> = fc.array(
  fc
    .array(fc.oneof({ weight: 3, arbitrary: texts }, { weight: 1, arbitrary: fc.constantFrom("jjq", "vvx") }), {
      maxLength: 3,
    })
    .map((parts) => parts.join(" ")),
  { minLength: 1, maxLength: 4 },
);
const alphas: fc.Arbitrary<number> = fc.constantFrom(0.05, 0.3, 1, 2.5);

/** Requires that a sparse score is within `tolerance` of the best for the category that ml-naivebayes predicts. */
function expectSame(oracle: MultinomialNB, vector: readonly number[], scores: Float64Array, tolerance: number): void {
  const [predicted] = oracle.predict([vector]);
  expect(scores[predicted!]).toBeGreaterThanOrEqual(Math.max(...scores) - tolerance);
}

/** ml-naivebayes trained on one row for each category: its summed document vectors, by complements or not. */
function trainedOracle(
  corpus: readonly Labelled[],
  terms: readonly string[],
  estimator: NaiveBayesEstimator,
  alpha: number,
): MultinomialNB {
  const labels = [...new Set(corpus.map(({ label }) => label))].sort();
  const sums = labels.map((own) => {
    const vectors: Vector[] = corpus.filter(({ label }) => label === own).map(({ text }) => trainingVectorOf(text));
    return terms.map((term) => vectors.reduce((sum, vector) => sum + (vector.get(term) ?? 0), 0));
  });
  const rows = (estimator === "complement" ? complementOf(sums) : sums).map((row) => row.map((n) => n / alpha));
  const trained = new MultinomialNB();
  trained.train(
    rows,
    rows.map((_, category) => category),
  );
  const logs = labels.map((_, c) => terms.map((_, t) => trained.conditionalProbability.get(c, t)));
  const priors = labels.map((own) => Math.log(corpus.filter(({ label }) => label === own).length / corpus.length));
  return MultinomialNB.load({
    name: "MultinomialNB",
    priorProbability: priors.map((prior) => [estimator === "complement" ? 0 : prior]),
    conditionalProbability: estimator === "complement" ? normalised(logs.map((row) => row.map((log) => -log))) : logs,
  });
}

describe.each(NAIVE_BAYES_ESTIMATORS)("MultinomialNB, with the parameters of a loaded %s model", (estimator) => {
  it("predicts what the classifier does, whatever was left out of the model", async () => {
    const property = fc.asyncProperty(
      corpora,
      questions,
      alphas,
      fc.integer({ min: 2, max: 40 }),
      fc.constantFrom("keep", "drop"),
      async (corpus, asked, alpha, maxTerms, stopWords) => {
        const artifact = await dump(await train(corpus), { estimator, alpha, maxTerms, stopWords });
        const [classifier, model] = [load(artifact), decodeFlat(artifact)];
        const entries = entriesOf(model);
        const words = new Set(entries.words);
        if (stopWords === "drop") for (const word of STOP_WORDS) expect(words).not.toContain(word);
        const weights = weightsOf(model, entries);
        const oracle = MultinomialNB.load({
          name: "MultinomialNB",
          priorProbability: Array.from(model.bias, (prior) => [prior]),
          conditionalProbability: weights,
        });
        for (const text of [...asked, ...corpus.map((document) => document.text)]) {
          const vector = vectorOf(
            text,
            (word) => words.has(word),
            (term) => entries.terms.has(term),
          );
          const { category, knownTerms } = classifier.predict(text);
          expect(knownTerms).toBe(vector.size);
          if (knownTerms === 0) continue;
          const dense = denseVector(vector, entries.terms.keys());
          const scores = Float64Array.from(scoresOf(classifier, text));
          scores.forEach((score, c) => {
            const expected = dense.reduce((sum, x, t) => sum + x * weights[c]![t]!, model.bias[c]!);
            expect(Math.abs(score - expected)).toBeLessThan(1e-9);
          });
          expectSame(oracle, dense, scores, 1e-9);
          expect(scores[model.targets.indexOf(category)]).toBe(Math.max(...scores));
        }
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });
});

describe.each(NAIVE_BAYES_ESTIMATORS)("MultinomialNB, trained on the same documents by %s", (estimator) => {
  it("predicts what the classifier does after training, quantising, writing and loading", async () => {
    const property = fc.asyncProperty(corpora, questions, alphas, async (corpus, asked, alpha) => {
      const artifact = await dump(await train(corpus), { estimator, alpha });
      const classifier = load(artifact);
      const vectors = corpus.map(({ text }) => trainingVectorOf(text));
      const terms = [...new Set(vectors.flatMap((vector) => [...vector.keys()]))];
      const words = new Set(terms.flatMap((term) => term.split(" ")));
      expect([...entriesOf(decodeFlat(artifact)).terms.keys()].sort()).toEqual(terms.toSorted());
      const oracle = trainedOracle(corpus, terms, estimator, alpha);
      for (const text of [...asked, ...corpus.map((document) => document.text)]) {
        const vector = vectorOf(
          text,
          (word) => words.has(word),
          (term) => terms.includes(term),
        );
        if (vector.size === 0) continue;
        expectSame(oracle, denseVector(vector, terms), Float64Array.from(scoresOf(classifier, text)), 1e-5);
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });
});
