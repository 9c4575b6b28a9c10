/** A whole import of small dumps: what it reports, and that whatever it writes can be loaded. */

import { describe, expect, it } from "vitest";
import { NewsgroupsError } from "../../src/core/errors.js";
import { importDumps } from "../../src/import/import-dumps.js";
import type { PyObject, PyValue } from "../../src/import/pickle/values.js";
import { check } from "../../src/library/check.js";
import { importModel } from "../../src/library/import.js";
import { load } from "../../src/library/load.js";
import { pickleOf } from "./scikit-learn/pickle-of.js";
import {
  bayes,
  counts,
  dict,
  float,
  floats,
  hashing,
  instance,
  ints,
  logistic,
  pipeline,
  texts,
  tfidf,
  tfidfTransformer,
} from "./scikit-learn/python-values.js";

const imported = async (value: PyValue): Promise<Uint8Array> => importModel(pickleOf(value));
const reported = async (value: PyValue) => (await importDumps([{ name: "test.pkl", bytes: pickleOf(value) }])).report;
const rejection = async (value: PyValue): Promise<NewsgroupsError> => {
  try {
    await imported(value);
  } catch (error) {
    if (error instanceof NewsgroupsError) return error;
    throw error;
  }
  throw new Error("it was imported");
};

describe("the report of an import", () => {
  it("tells files, steps, terms, categories and sizes", async () => {
    const bytes = pickleOf([
      pipeline(tfidf({ ngram_range: [1, 2] }), bayes({ classes_: ints(0, 1) })),
      ["ham", "spam"],
    ]);
    const { artifact, report } = await importDumps([{ name: "/home/somebody/model.pkl", bytes }]);
    const bytesAfter = artifact.reduce((sum, { length }) => sum + length, 0);
    expect(report).toEqual({
      files: [{ name: "model.pkl", bytes: bytes.length, container: "raw", writer: "pickle", protocol: 4 }],
      version: "1.9.1",
      steps: ["TfidfVectorizer(ngram_range=(1, 2))", "MultinomialNB()"],
      terms: 3,
      features: 3,
      categories: ["ham", "spam"],
      hints: [],
      bytesBefore: bytes.length,
      bytesAfter,
    });
  });

  it("says no more of an author's machine than the names of the files", async () => {
    const dumps = [
      { name: "C:\\Users\\somebody\\vec.pkl", bytes: pickleOf(tfidf()) },
      { name: "/home/somebody/model.pkl", bytes: pickleOf(bayes()) },
    ];
    const { artifact, report } = await importDumps(dumps);
    expect(report.files.map(({ name }) => name)).toEqual(["vec.pkl", "model.pkl"]);
    expect(Buffer.concat(artifact).includes("somebody")).toBe(false);
  });

  it("tells terms from hashed features, and all versions where parts have different ones", async () => {
    const union = instance("sklearn.pipeline.FeatureUnion", {
      transformer_list: [
        ["a", counts()],
        ["b", hashing({ n_features: 8 })],
      ],
    });
    const model = bayes({ _sklearn_version: "1.2.2" }, 2, 11);
    expect(await reported([union, model])).toMatchObject({ terms: 3, features: 11, version: "1.2.2" });
    expect((await reported([tfidf(), bayes({ _sklearn_version: "1.2.2" })])).version).toBe("1.9.1 and 1.2.2");
    expect(
      (await reported([counts({ _sklearn_version: null }), bayes({ _sklearn_version: null })])).version,
    ).toBeNull();
  });

  it("has no hint about stems for n-grams of characters", async () => {
    const sentence =
      "the quick brown animals considered their original positions; adding little to familiar traditions in distant cities, " +
      "which publish political opinions on social media and invite every citizen to visit regional festivals";
    const grams = new Set<string>();
    for (let n = 4; n <= 6; n++) for (let i = 0; i + n <= sentence.length; i++) grams.add(sentence.slice(i, i + n));
    const terms = [...grams].sort();
    expect(terms.filter((term) => /^[a-z]{4,}$/.test(term)).length).toBeGreaterThan(200);
    const vectorizer = counts({ analyzer: "char", ngram_range: [4, 6] }, terms);
    expect((await reported([vectorizer, bayes({}, 2, terms.length)])).hints).toEqual([]);
  });
});

describe("names of categories", () => {
  it("given in the call win", async () => {
    const bytes = pickleOf([tfidf(), bayes({ classes_: ints(0, 1) }), ["a", "b"]]);
    expect(load(await importModel(bytes)).targets).toEqual(["a", "b"]);
    expect(load(await importModel(bytes, { targets: ["no", "yes"] })).targets).toEqual(["no", "yes"]);
    await expect(importModel(bytes, { targets: ["no"] })).rejects.toMatchObject({ code: "usage" });
  });
});

describe("whatever is imported", () => {
  const sigmoid = (): PyObject => instance("sklearn.calibration._SigmoidCalibration", { a_: float(-1), b_: float(0) });
  const calibrated = (within: PyObject): PyObject =>
    instance("sklearn.calibration.CalibratedClassifierCV", {
      classes_: texts("ham", "spam"),
      calibrated_classifiers_: [
        instance("sklearn.calibration._CalibratedClassifier", { estimator: within, calibrators: [sigmoid()] }),
      ],
    });
  const rest = (within: PyObject): PyObject =>
    instance("sklearn.multiclass.OneVsRestClassifier", { classes_: texts("ham", "spam"), estimators_: [within] });
  const normalizer = (): PyObject => instance("sklearn.preprocessing._data.Normalizer", { norm: "l1" });

  const LONG = Array.from({ length: 2200 }, (_, i) => `${i}`.padEnd(1000, "x"));
  const CASES: readonly (readonly [string, PyObject])[] = [
    ["a pipeline", pipeline(tfidf(), bayes())],
    ["counts and their weights", pipeline(counts(), tfidfTransformer(), logistic())],
    ["hashed terms", pipeline(hashing(), logistic())],
    ["a calibration", pipeline(tfidf(), calibrated(logistic()))],
    ["a calibration within one against the rest", pipeline(tfidf(), rest(calibrated(logistic())))],
    ["a calibration of a calibration", pipeline(tfidf(), calibrated(calibrated(logistic())))],
    ["five classifiers within each other", pipeline(tfidf(), rest(rest(rest(rest(logistic())))))],
    ["thirteen normalizers", pipeline(tfidf(), ...Array<PyValue>(13).fill(normalizer()), logistic())],
    [
      "terms with halves of surrogate pairs",
      pipeline(counts({ analyzer: "char" }, ["\udce9", "\udce8", "x"]), bayes()),
    ],
    ["a name of 4 MiB", pipeline(["x".repeat(2 ** 22), tfidf()], bayes())],
    ["a token pattern of 2 KiB", pipeline(tfidf({ token_pattern: `(?:${"ab|".repeat(600)}c)` }), bayes())],
    ["names of categories of 2.1 MiB", pipeline(tfidf(), bayes({ classes_: texts(...LONG) }, LONG.length))],
  ];

  it.each(CASES)("can be loaded and checked, or is refused: %s", async (_what, value) => {
    let artifact: Uint8Array;
    try {
      artifact = await imported(value);
    } catch (error) {
      expect(error).toBeInstanceOf(NewsgroupsError);
      return;
    }
    expect(check(artifact).recordedPredictions).toBeGreaterThan(0);
    expect(load(artifact).predict("ham prize", 2).top).toHaveLength(2);
  });

  it("is refused if a small file makes a large model of one estimator that stands in many places", async () => {
    const [classes, features] = [4000, 3000];
    const weights = Array.from({ length: features }, (_, f) => f + 1);
    const one = logistic({ coef_: floats(weights, [1, features]) });
    const many = instance("sklearn.multiclass.OneVsRestClassifier", {
      classes_: floats(Array.from({ length: classes }, (_, c) => c)),
      estimators_: Array<PyValue>(classes).fill(one),
    });
    const terms = weights.map((weight) => `t${weight}`);
    const file = pickleOf(pipeline(counts({}, terms), many));
    expect(file.length).toBeLessThan(2 ** 17);
    // Not the model itself: to print it would take minutes.
    const outcome = await importModel(file).then(
      ({ length }) => `a model of ${length} bytes`,
      ({ code }) => code,
    );
    expect(outcome).toBe("limit");
  });

  it("gives the same bytes again", async () => {
    const value = pipeline(tfidf(), logistic());
    expect(Buffer.compare(await imported(value), await imported(value))).toBe(0);
  });
});

describe("the message of a refusal", () => {
  it("is one line that begins with the name of the file, and has no control characters, whatever the dump names", async () => {
    const CLEAR = "\u001b[2J";
    for (const odd of [
      instance(`own${CLEAR}.Model\nSecond line`),
      pipeline([`a\n${CLEAR}`, instance("x.Y")], bayes()),
      pipeline(counts({ analyzer: `\r${CLEAR}` }), bayes()),
      pipeline(counts({ vocabulary_: dict([CLEAR, "x"]) }), bayes()),
      pipeline(tfidf(), bayes({ class_log_prior_: `\u202e${CLEAR}` })),
    ]) {
      const { message } = await rejection(odd);
      expect(message).toMatch(/^dump 1: /);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
      expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    }
  });

  it("names all files where it is about all", async () => {
    const files = [pickleOf(tfidf()), pickleOf(counts()), pickleOf(bayes({ coef_: floats([1]) }))];
    await expect(importModel(files)).rejects.toMatchObject({
      code: "ambiguous",
      message: expect.stringMatching(
        /^dump 1, dump 2, dump 3: 2 parts with a vectorizer: dump 1 \(TfidfVectorizer\), dump 2/,
      ),
    });
  });
});
