/** What is refused of transformers, unions and pipelines: each once, with its whole message: the place, what is there, what to do. */

import { describe, expect, it } from "vitest";
import type { PyObject, PyValue } from "../../../src/import/pickle/values.js";
import { plansOf } from "./plans.js";
import {
  bayes,
  counts,
  dict,
  float,
  floats,
  instance,
  ints,
  pipeline,
  refusalOf,
  tfidfTransformer,
} from "./python-values.js";

type Case = readonly [what: string, steps: readonly PyValue[], code: string, message: string];

const IN_TEXT = "step 'text'";
const AGAIN = "fit the pipeline again with that, and save it";
const scaler = (attributes: Record<string, PyValue>): PyObject =>
  instance("sklearn.preprocessing._data.MaxAbsScaler", attributes);
const union = (attributes: Record<string, PyValue>): PyObject =>
  instance("sklearn.pipeline.FeatureUnion", { _sklearn_version: "1.9.1", ...attributes });

/** The refusal of a pipeline with these steps before a model; the first is called text, the second next. */
const refused = (steps: readonly PyValue[]) => {
  const named = steps.map((step, i) => [["text", "next"][i]!, step] as const);
  return refusalOf(() => plansOf(pipeline(...named, ["model", bayes()])));
};

const TRANSFORMERS: readonly Case[] = [
  [
    "weights for another vocabulary",
    [counts(), tfidfTransformer({}, 4)],
    "mismatch",
    "step 'next': idf is for 4 features, and the steps before give 3; import parts that were fitted together",
  ],
  [
    "weights that are no diagonal matrix",
    [counts(), tfidfTransformer({ idf_: null, _idf_diag: floats([1, 2, 3]) })],
    "damaged",
    "step 'next': _idf_diag is not a diagonal matrix; save the pipeline again",
  ],
  [
    "weights that are infinite",
    [counts(), tfidfTransformer({ idf_: floats([1, Number.POSITIVE_INFINITY, 1]) })],
    "parameter",
    "step 'next': idf has a number that is not finite, or beyond 1000000000000000; fit it again, naive Bayes with alpha above 0",
  ],
  [
    "a normalizer without a norm",
    [counts(), instance("sklearn.preprocessing._data.Normalizer", { norm: null })],
    "parameter",
    `step 'next': norm=None is not supported; expected 'l1', 'l2', 'max'; ${AGAIN}`,
  ],
  [
    "scales for other features",
    [counts(), scaler({ scale_: floats([1, 2]) })],
    "mismatch",
    "step 'next': scale_ is for 2 features, and the steps before give 3; import parts that were fitted together",
  ],
  [
    "a scaler that is not fitted",
    [counts(), scaler({})],
    "not-fitted",
    "step 'next' (MaxAbsScaler): MaxAbsScaler is not fitted: it has no scale_; save it after fit, and import that file",
  ],
  [
    "a transformer of another class",
    [counts(), instance("sklearn.decomposition._truncated_svd.TruncatedSVD")],
    "class",
    "step 'next': sklearn.decomposition._truncated_svd.TruncatedSVD is not supported here; docs/import.md lists the classes that are: fit a " +
      "pipeline of them, or keep this model in Python",
  ],
  [
    "a second vectorizer behind the first",
    [counts(), counts()],
    "class",
    "step 'next': sklearn.feature_extraction.text.CountVectorizer is not supported here; docs/import.md lists the classes that are: fit a " +
      "pipeline of them, or keep this model in Python",
  ],
];

const UNIONS: readonly Case[] = [
  [
    "a union of nothing",
    [
      union({
        transformer_list: [
          ["a", "drop"],
          ["b", null],
        ],
      }),
    ],
    "no-vectorizer",
    `${IN_TEXT} (FeatureUnion): it has no vectorizers; import a union of vectorizers`,
  ],
  [
    "a union of what is no estimator",
    [union({ transformer_list: [["a", "passthrough"]] })],
    "class",
    `${IN_TEXT}: 'a': expected a vectorizer, got 'passthrough'; import a union of vectorizers`,
  ],
  [
    "a union with a part that takes numbers",
    [
      union({
        transformer_list: [
          ["a", counts()],
          ["b", tfidfTransformer()],
        ],
      }),
    ],
    "class",
    `${IN_TEXT}: 'b': expected a vectorizer, got sklearn.feature_extraction.text.TfidfTransformer; import a union of vectorizers`,
  ],
  [
    "a union with an empty pipeline",
    [union({ transformer_list: [["a", pipeline()]] })],
    "class",
    `${IN_TEXT}: 'a': expected a vectorizer, got an empty pipeline; import a union of vectorizers`,
  ],
  [
    "a union with weights that are no numbers",
    [union({ transformer_list: [["a", counts()]], transformer_weights: dict(["a", "much"]) })],
    "parameter",
    `${IN_TEXT}: transformer_weights=dict of 1 is not supported; expected numbers; ${AGAIN}`,
  ],
  [
    "a union within a union, with a step behind it",
    [
      union({
        transformer_list: [
          [
            "a",
            pipeline(
              union({
                transformer_list: [
                  ["b", counts()],
                  ["c", counts()],
                ],
              }),
              tfidfTransformer({}, 6),
            ),
          ],
        ],
      }),
    ],
    "class",
    `${IN_TEXT}: 'a': a union within a union, with steps behind it, is not supported; put its parts into one union`,
  ],
];

const PIPELINES: readonly Case[] = [
  [
    "a step that is a text",
    ["tfidf"],
    "class",
    `${IN_TEXT}: expected an estimator, got 'tfidf'; save a pipeline of estimators`,
  ],
];

describe.each([
  ["a transformer", TRANSFORMERS],
  ["a union", UNIONS],
  ["a pipeline", PIPELINES],
] as const)("%s", (_name, cases) => {
  it.each(cases)("is refused: %s", (_what, steps, code, message) => {
    expect(refused(steps)).toMatchObject({ code, message });
  });
});

describe("an estimator within itself", () => {
  it("is refused as nested too deeply: a union", () => {
    const endless = union({});
    (endless.state as Map<PyValue, PyValue>).set("transformer_list", [["a", endless]]);
    expect(refused([endless]).code).toBe("limit");
  });

  it("is refused as nested too deeply: a pipeline, and a search", () => {
    const endless = pipeline();
    (endless.get("steps") as PyValue[]).push(["again", endless]);
    expect(refused([endless])).toMatchObject({
      code: "limit",
      message: "step 'again' (Pipeline): nested too deeply; save a plain pipeline",
    });
    const search = instance("sklearn.model_selection._search.GridSearchCV");
    (search.state as Map<PyValue, PyValue>).set("best_estimator_", search);
    expect(refused([search])).toMatchObject({
      code: "limit",
      message: `${IN_TEXT} (GridSearchCV): nested too deeply; save the estimator within by itself`,
    });
  });

  it("is no reason to refuse numbers of either kind", () => {
    expect(
      plansOf(pipeline(counts({ vocabulary_: dict(["a", float(0)], ["b", ints(1)], ["c", 2]) }), bayes())),
    ).toBeDefined();
  });
});
