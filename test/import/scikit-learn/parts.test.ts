/** Parts: what is in the files is told by what it is, whatever is around it and in whatever order it comes. */

import { describe, expect, it } from "vitest";
import type { PyValue } from "../../../src/import/pickle/values.js";
import { findParts } from "../../../src/import/scikit-learn/parts.js";
import {
  bayes,
  counts,
  dict,
  hashing,
  instance,
  ints,
  logistic,
  pipeline,
  refusalOf,
  texts,
  tfidf,
  tfidfTransformer,
} from "./python-values.js";

/** The parts of a dump, or of several dumps whose files are called a.pkl, b.pkl and so on. */
const partsOf = (...values: PyValue[]) =>
  findParts(values.map((value, i) => ({ value, place: values.length > 1 ? `${"abcdef"[i]}.pkl` : "" })));

function classNames(...values: PyValue[]): string[] {
  const { vectorizer, transformers, classifier } = partsOf(...values);
  return [...(vectorizer ? [vectorizer] : []), ...transformers, classifier].map(({ className }) => className);
}

const NAMES = ["rec.autos", "sci.space"];
const WHOLE = ["TfidfVectorizer", "MultinomialNB"];
const IN_THREE = ["CountVectorizer", "TfidfTransformer", "MultinomialNB"];
const search = (best: PyValue, className = "GridSearchCV"): PyValue =>
  instance(`sklearn.model_selection._search.${className}`, { best_estimator_: best });

describe("one dump", () => {
  it.each<readonly [string, PyValue]>([
    ["a pipeline", pipeline(tfidf(), bayes())],
    ["a tuple of a pipeline and names", [pipeline(tfidf(), bayes()), NAMES]],
    ["a list of a vectorizer and a model", [tfidf(), bayes()]],
    ["a list in which the model comes first", [bayes(), tfidf()]],
    [
      "a dict of parts and other things",
      dict(["model", bayes()], ["accuracy", 1], ["vectorizer", tfidf()], ["notes", null]),
    ],
    ["a dict of a dict of parts", dict(["artifacts", dict(["v", tfidf()], ["m", bayes()])])],
    ["a pipeline with steps of None and passthrough", pipeline(null, tfidf(), "passthrough", bayes())],
    ["a pipeline in a pipeline", pipeline(pipeline(tfidf()), pipeline(pipeline(bayes())))],
    ["a vectorizer, and a pipeline of the model alone", [tfidf(), pipeline(bayes())]],
    ["a search of pipelines", search(pipeline(tfidf(), bayes()))],
    ["a search within a pipeline", pipeline(tfidf(), search(bayes(), "RandomizedSearchCV"))],
    ["a halving search", search(pipeline(tfidf(), bayes()), "HalvingGridSearchCV")],
    ["a frozen model", [tfidf(), instance("sklearn.frozen._frozen.FrozenEstimator", { estimator: bayes() })]],
    ["a pipeline beside a thing of another class", [pipeline(tfidf(), bayes()), instance("datetime.datetime")]],
  ])("%s", (_what, value) => {
    expect(classNames(value)).toEqual(WHOLE);
  });

  it("four lists deep, and no deeper", () => {
    const nested = (depth: number): PyValue => (depth === 0 ? pipeline(tfidf(), bayes()) : [nested(depth - 1)]);
    expect(classNames(nested(4))).toEqual(WHOLE);
    expect(refusalOf(() => partsOf(nested(6))).code).toBe("no-model");
  });

  it("takes an object that is there twice once", () => {
    const [vectorizer, model] = [tfidf(), bayes()];
    expect(classNames([vectorizer, model, dict(["again", vectorizer], ["model", model])])).toEqual(WHOLE);
    const whole = pipeline(tfidf(), bayes());
    expect(classNames([whole, whole])).toEqual(WHOLE);
  });

  it("names the place of a part by its step, else by its key, else by its class", () => {
    const { vectorizer, classifier } = partsOf(pipeline(["text", tfidf()], ["model", bayes()]));
    expect([vectorizer!.where, classifier.where]).toEqual(["step 'text'", "step 'model'"]);
    const inDict = partsOf(dict(["vec", tfidf()], ["clf", bayes()]));
    expect([inDict.vectorizer!.where, inDict.classifier.where]).toEqual(["item 'vec'", "item 'clf'"]);
    const inList = partsOf([[tfidf()], bayes()]);
    expect([inList.vectorizer!.where, inList.classifier.where]).toEqual(["item 0: item 0", "item 1"]);
  });

  it("gives parts that do not say their version that of the pipeline", () => {
    const whole = pipeline(tfidf(), instance("sklearn.naive_bayes.MultinomialNB"));
    expect(partsOf(whole).classifier.version).toMatchObject({ text: "1.9.1", major: 1, minor: 9 });
  });

  it("may have its vectorizers within the members of the classifier", () => {
    const member = instance("sklearn.calibration._CalibratedClassifier", { estimator: pipeline(tfidf(), logistic()) });
    const calibrated = instance("sklearn.calibration.CalibratedClassifierCV", { calibrated_classifiers_: [member] });
    expect(partsOf(calibrated)).toMatchObject({
      vectorizer: undefined,
      transformers: [],
      classifier: { object: calibrated },
    });
    const rest = instance("sklearn.multiclass.OneVsRestClassifier", { estimators_: [pipeline(counts(), bayes())] });
    expect(classNames([rest, NAMES])).toEqual(["OneVsRestClassifier"]);
  });
});

describe("several dumps", () => {
  const three = [counts(), tfidfTransformer(), bayes()];

  it("have the vectorizer, transformers and model in any order", () => {
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      expect(classNames(...order.map((i) => three[i]!))).toEqual(IN_THREE);
    }
    expect(classNames(bayes(), tfidf())).toEqual(WHOLE);
  });

  it("may have a pipeline of vectorizer and transformer, or of transformer and model", () => {
    expect(classNames(bayes(), pipeline(counts(), tfidfTransformer()))).toEqual(IN_THREE);
    expect(classNames(pipeline(tfidfTransformer(), bayes()), counts())).toEqual(IN_THREE);
  });

  it("name the file of each part", () => {
    const { vectorizer, classifier } = partsOf(bayes(), dict(["vec", hashing()]));
    expect([classifier.where, vectorizer!.where]).toEqual(["a.pkl", "b.pkl: item 'vec'"]);
  });
});

describe("candidates for names", () => {
  it("are all lists, dicts and arrays, and the classes of label encoders and binarizers", () => {
    const encoder = instance("sklearn.preprocessing._label.LabelEncoder", { classes_: texts(...NAMES) });
    const binarizer = instance("sklearn.preprocessing._label.LabelBinarizer", { classes_: ints(0, 1) });
    const byNumber = dict([0, "ham"], [1, "spam"]);
    const value: PyValue = [pipeline(tfidf(), bayes()), NAMES, byNumber, encoder, binarizer, ints(7, 8)];
    const { candidates } = partsOf(value);
    for (const candidate of [NAMES, byNumber]) expect(candidates).toContain(candidate);
    for (const names of [NAMES, ["0", "1"]]) expect(candidates).toContainEqual(names);
    expect(candidates).toHaveLength(6);
  });

  it("may be in a file of their own", () => {
    const encoder = instance("sklearn.preprocessing.label.LabelEncoder", { classes_: texts(...NAMES) });
    expect(partsOf(encoder, tfidf(), bayes()).candidates).toEqual([NAMES]);
  });

  it("have none in a label encoder that is not fitted, or is another program's", () => {
    const unfitted = instance("sklearn.preprocessing._label.LabelEncoder");
    const own = instance("__main__.LabelEncoder", { classes_: texts(...NAMES) });
    expect(partsOf(unfitted, own, tfidf(), bayes()).candidates).toEqual([]);
  });
});

describe("hostile values", () => {
  const timed = (call: () => unknown): number => {
    const start = performance.now();
    refusalOf(call);
    return performance.now() - start;
  };
  /** `depth` lists, each of which holds the next one `width` times: a few bytes for each time in a pickle. */
  const fan = (depth: number, width: number): PyValue => (depth === 0 ? "x" : Array(width).fill(fan(depth - 1, width)));

  it("that contain themselves are looked at once", () => {
    const list: PyValue[] = [];
    list.push(list);
    expect(refusalOf(() => partsOf(list)).code).toBe("no-model");
    const whole = pipeline(tfidf());
    (whole.get("steps") as PyValue[]).push(["again", whole]);
    expect(refusalOf(() => partsOf(whole)).code).toBe("limit");
  });

  it("that hold one list many times over do not take a second", () => {
    expect(timed(() => partsOf(fan(4, 80)))).toBeLessThan(1000);
  });

  it("that hold one pipeline many times over do not take a second", () => {
    let inner = bayes();
    for (let depth = 0; depth < 6; depth++) inner = pipeline(...Array<PyValue>(11).fill(inner));
    expect(timed(() => partsOf(inner))).toBeLessThan(1000);
  });
});
