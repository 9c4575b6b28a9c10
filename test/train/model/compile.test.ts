/** Compilation: options, their limits and defaults, and what a model says of how it was made. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  NAIVE_BAYES_ESTIMATORS,
  type NaiveBayesEstimator,
  type StopWords,
} from "../../../src/core/models/linear/choices.js";
import { compile } from "../../../src/train/model/compile.js";
import type { CompileOptions } from "../../../src/train/model/options.js";
import { DEFAULT_ALPHA, DEFAULT_MAX_TERMS, DEFAULT_STOP_WORDS } from "../../../src/train/model/options.js";
import { errorOrNone } from "../../support/errors.js";
import { classifierOf, scoresOf } from "../../support/flat-model.js";
import { handCounts } from "../../support/hand-counts.js";
import { entriesOf } from "../../support/model-entries.js";

const COUNTS = handCounts(
  [
    { words: ["zebra"], sums: [3, 0] },
    { words: ["quartz"], sums: [0, 2] },
    { words: ["quartz", "vein"], sums: [0, 1] },
    { words: ["shared"], sums: [1, 1] },
    { words: ["the"], sums: [2, 1] },
    { words: ["the", "quartz"], sums: [0, 1] },
  ],
  [2, 6],
  ["the"],
);

/** The code of the error that a call throws; undefined if it returns. */
const codeOf = (call: () => unknown): string | undefined => errorOrNone(call)?.code;

describe("compile", () => {
  it("records how the model was made, with defaults for what was not chosen", () => {
    const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
    expect(compile(COUNTS, {}).provenance).toEqual({
      estimator: "complement",
      alpha: DEFAULT_ALPHA,
      maxTerms: DEFAULT_MAX_TERMS,
      keepEmails: false,
      stopWords: DEFAULT_STOP_WORDS,
      sentiment: false,
      settings: {
        features: 2,
        "ml-naivebayes": manifest.dependencies["ml-naivebayes"],
        newsgroups: manifest.version,
      },
      choice: "complement, because the counts keep no documents",
    });
    const chosen: CompileOptions = {
      estimator: "multinomial",
      alpha: 2,
      maxTerms: 3,
      keepEmails: true,
      stopWords: "drop",
    };
    expect(compile(COUNTS, chosen).provenance).toMatchObject(chosen);
  });

  it("takes targets and numbers of documents from the counts", () => {
    const model = compile(COUNTS, {});
    expect(model.targets).toEqual(COUNTS.labels);
    expect(model.documents).toEqual([2, 6]);
  });

  it("keeps words that only bigrams need", () => {
    const { words, terms } = entriesOf(compile(COUNTS, {}));
    expect(words.toSorted()).toEqual(["quartz", "shared", "the", "vein", "zebra"]);
    expect([...terms.keys()].sort()).toEqual(["quartz", "quartz vein", "shared", "the", "the quartz", "zebra"]);
  });

  it("drops stop words with all of their bigrams if it is to", () => {
    const { words, terms } = entriesOf(compile(COUNTS, { stopWords: "drop" }));
    expect(words.toSorted()).toEqual(["quartz", "shared", "vein", "zebra"]);
    expect([...terms.keys()].sort()).toEqual(["quartz", "quartz vein", "shared", "zebra"]);
  });

  it("has log priors if multinomial, and no priors if complement", () => {
    const bias = Array.from(compile(COUNTS, { estimator: "multinomial" }).bias);
    expect(bias).toEqual([Math.log(2 / 8), Math.log(6 / 8)].map(Math.fround));
    expect(Array.from(compile(COUNTS, { estimator: "complement" }).bias)).toEqual([0, 0]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e6 + 1])("refuses alpha %d with `usage`", (alpha) => {
    expect(codeOf(() => compile(COUNTS, { alpha }))).toBe("usage");
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 53])("refuses %d as max-terms with `usage`", (maxTerms) => {
    expect(codeOf(() => compile(COUNTS, { maxTerms }))).toBe("usage");
  });

  it("refuses an unknown estimator with `usage`", () => {
    expect(codeOf(() => compile(COUNTS, { estimator: "gaussian" as NaiveBayesEstimator }))).toBe("usage");
  });

  it.each(NAIVE_BAYES_ESTIMATORS)("either refuses an alpha or makes a %s model of finite numbers", (estimator) => {
    for (const alpha of [1e6, 1e-3, 1e-9, 1e-100, 1e-300, 1e-310, Number.MIN_VALUE]) {
      let areFinite = true;
      const code = codeOf(() => {
        const { commonLevels, deltaLevels, offset, scale, bias } = compile(COUNTS, { estimator, alpha });
        areFinite = [commonLevels, deltaLevels, offset, scale, bias].every((numbers) => numbers.every(Number.isFinite));
      });
      expect(code === "usage" || areFinite, `alpha ${alpha}`).toBe(true);
    }
  });

  it.each(NAIVE_BAYES_ESTIMATORS)("makes a %s model of a single term", (estimator) => {
    const model = compile(COUNTS, { estimator, maxTerms: 1 });
    expect(entriesOf(model).terms.size).toBe(1);
    for (const score of scoresOf(classifierOf(model), "zebra quartz")) expect(score).toSatisfy(Number.isFinite);
  });

  it("refuses counts of other features, whose terms it would not see in texts, with `settings`", () => {
    const old = { ...COUNTS, settings: { features: 1 } };
    expect(errorOrNone(() => compile(old, {}))).toMatchObject({
      code: "settings",
      message: expect.stringMatching(/features version 1, .* by version 2; train again from the documents$/),
    });
  });

  it("refuses counts of fewer than two categories with `input`", () => {
    expect(codeOf(() => compile(handCounts([{ words: ["zebra"], sums: [1] }], [1]), {}))).toBe("input");
    expect(codeOf(() => compile(handCounts([], []), {}))).toBe("input");
  });

  it("refuses anything but `keep` and `drop` for stop words with `usage`", () => {
    expect(codeOf(() => compile(COUNTS, { stopWords: "english" as StopWords }))).toBe("usage");
  });

  it("refuses counts without terms with `input`, also if all terms are addresses, or stop words to drop", () => {
    expect(codeOf(() => compile(handCounts([], [1, 1]), {}))).toBe("input");
    const stopWords = handCounts([{ words: ["the"], sums: [1, 0] }], [1, 1], ["the"]);
    expect(codeOf(() => compile(stopWords, {}))).toBeUndefined();
    expect(codeOf(() => compile(stopWords, { stopWords: "drop" }))).toBe("input");
    const addresses = handCounts([{ words: ["bob@example.com"], sums: [1, 0] }], [1, 1]);
    expect(codeOf(() => compile(addresses, {}))).toBe("input");
  });
});
