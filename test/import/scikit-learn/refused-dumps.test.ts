/** What is refused of whole dumps: each once, with its whole message: the place, what is there, what to do. */

import { describe, expect, it } from "vitest";
import type { PyValue } from "../../../src/import/pickle/values.js";
import { plansOf } from "./plans.js";
import {
  bayes,
  counts,
  dict,
  floats,
  instance,
  logistic,
  pipeline,
  refusalOf,
  tfidf,
  tfidfTransformer,
} from "./python-values.js";

type Case = readonly [what: string, value: PyValue, code: string, message: string];

const FIT = "save it after fit, and import that file";
const UNSUPPORTED =
  "is not supported here; docs/import.md lists the classes that are: fit a pipeline of them, or keep this model in Python";

const WHOLE: readonly Case[] = [
  ["a text", "model.pkl", "no-model", "it holds 'model.pkl'; expected a fitted pipeline, or a vectorizer and a model"],
  ["None", null, "no-model", "it holds None; expected a fitted pipeline, or a vectorizer and a model"],
  [
    "a dict of numbers",
    dict(["accuracy", 1], ["weights", floats([1, 2])]),
    "no-model",
    "it holds dict of 2; expected a fitted pipeline, or a vectorizer and a model",
  ],
  [
    "a vectorizer alone",
    tfidf(),
    "no-model",
    "TfidfVectorizer: a vectorizer without its model; give the file of the model too",
  ],
  [
    "a pipeline of vectorizer and transformer alone",
    pipeline(["text", counts()], ["weights", tfidfTransformer()]),
    "no-model",
    "step 'text' (CountVectorizer): a vectorizer without its model; give the file of the model too",
  ],
  [
    "a model alone",
    bayes(),
    "no-vectorizer",
    "MultinomialNB: a model without its vectorizer; give the file of the vectorizer too, or save both as a pipeline",
  ],
  [
    "a model of numbers",
    pipeline(["scale", instance("sklearn.preprocessing._data.StandardScaler")], ["model", logistic()]),
    "no-vectorizer",
    "step 'scale': sklearn.preprocessing._data.StandardScaler takes numbers, not text, and no vectorizer comes before it; import a model " +
      "of text",
  ],
  [
    "the author's own step before the vectorizer",
    pipeline(["clean", instance("__main__.Cleaner")], ["text", tfidf()], ["model", bayes()]),
    "class",
    `step 'clean': __main__.Cleaner ${UNSUPPORTED}`,
  ],
  [
    "two models",
    [pipeline(["text", tfidf()], ["model", bayes()]), logistic()],
    "ambiguous",
    "2 parts with a classifier: step 'text' (TfidfVectorizer), item 1 (LogisticRegression); save the one that you mean by itself",
  ],
  [
    "two vectorizers",
    dict(["a", tfidf()], ["b", counts()], ["model", bayes()]),
    "ambiguous",
    "2 parts with a vectorizer: item 'a' (TfidfVectorizer), item 'b' (CountVectorizer); save the one that you mean by itself",
  ],
  [
    "two transformers",
    [counts(), tfidfTransformer(), tfidfTransformer(), bayes()],
    "ambiguous",
    "2 parts with a transformer: item 1 (TfidfTransformer), item 2 (TfidfTransformer); save the one that you mean by itself",
  ],
  [
    "a function by cloudpickle",
    instance("cloudpickle.cloudpickle._make_function"),
    "pickled-code",
    "_make_function: cloudpickle.cloudpickle._make_function: code in the file, and no code of a file is ever run; save the pipeline itself",
  ],
  [
    "a vectorizer beside a function by dill",
    dict(["vec", tfidf()], ["predict", instance("dill._dill._create_function")]),
    "pickled-code",
    "item 'predict': dill._dill._create_function: code in the file, and no code of a file is ever run; save the pipeline itself",
  ],
  [
    "an object of the author's class",
    instance("app.models.TextModel"),
    "class",
    `TextModel: app.models.TextModel ${UNSUPPORTED}`,
  ],
  [
    "a search that did not keep its best estimator",
    instance("sklearn.model_selection._search.GridSearchCV", { refit: false }),
    "not-fitted",
    `GridSearchCV: GridSearchCV is not fitted: it has no best_estimator_; ${FIT}`,
  ],
];

describe("a dump", () => {
  it.each(WHOLE)("is refused: %s", (_what, value, code, message) => {
    expect(refusalOf(() => plansOf(value))).toMatchObject({ code, message });
  });

  it("of several files is refused by the names of those files", () => {
    expect(refusalOf(() => plansOf(tfidf(), counts(), bayes())).message).toBe(
      "2 parts with a vectorizer: file1.pkl (TfidfVectorizer), file2.pkl (CountVectorizer); save the one that you mean by itself",
    );
    expect(refusalOf(() => plansOf("a", 7)).message).toBe(
      "it holds 'a' and 7; expected a fitted pipeline, or a vectorizer and a model",
    );
    expect(refusalOf(() => plansOf(tfidf(), bayes({ feature_log_prob_: null }))).message).toContain("file2.pkl");
  });
});
