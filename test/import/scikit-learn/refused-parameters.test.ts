/** What is refused of a vectorizer's vocabulary and parameters: each once, with its whole message. */

import { describe, expect, it } from "vitest";
import type { PyObject, PyValue } from "../../../src/import/pickle/values.js";
import { plansOf } from "./plans.js";
import { bayes, counts, dict, hashing, instance, named, pipeline, refusalOf, tfidf } from "./python-values.js";

type Case = readonly [what: string, vectorizer: PyObject, code: string, message: string];

const IN_TEXT = "step 'text'";
const OWN =
  "fit a pipeline that uses scikit-learn's own analysis of text, or do that step before you call predict and leave it out of the pipeline";
const AGAIN = "fit the pipeline again with that, and save it";
const lowerOf = (owner: PyValue): PyObject => instance("builtins.getattr", {}, [owner, "lower"]);

/** The refusal of a pipeline of this vectorizer, which is called text, and a model. */
const refused = (vectorizer: PyValue) => refusalOf(() => plansOf(pipeline(["text", vectorizer], ["model", bayes()])));

const VOCABULARIES: readonly Case[] = [
  [
    "a vectorizer that is not fitted",
    counts({ vocabulary_: null }),
    "not-fitted",
    `${IN_TEXT} (CountVectorizer): CountVectorizer is not fitted: it has no vocabulary_; save it after fit, and import that file`,
  ],
  [
    "an empty vocabulary",
    counts({ vocabulary_: dict() }),
    "not-fitted",
    `${IN_TEXT} (CountVectorizer): its vocabulary is empty; fit it to texts, and save it again`,
  ],
  [
    "a vocabulary that is a list",
    counts({ vocabulary_: ["ham", "prize"] }),
    "damaged",
    `${IN_TEXT}: vocabulary_: expected a dict, got ('ham', 'prize'); save the pipeline again`,
  ],
  [
    "a vocabulary of numbers",
    counts({ vocabulary_: dict([7, 0]) }),
    "parameter",
    `${IN_TEXT}: vocabulary_: expected terms and whole numbers, got 7: 0; a vocabulary of other things than text cannot be imported`,
  ],
  [
    "a vocabulary whose features are text",
    counts({ vocabulary_: dict(["ham", "0"]) }),
    "parameter",
    `${IN_TEXT}: vocabulary_: expected terms and whole numbers, got 'ham': '0'; a vocabulary of other things than text cannot be imported`,
  ],
  [
    "a vocabulary with a gap",
    counts({ vocabulary_: dict(["ham", 0], ["prize", 2]) }),
    "mismatch",
    `${IN_TEXT}: vocabulary_: 'prize' has the feature 2; expected each of 0 to 1 once; save the pipeline again`,
  ],
  [
    "a vocabulary with a feature twice",
    counts({ vocabulary_: dict(["ham", 0], ["prize", 0]) }),
    "mismatch",
    `${IN_TEXT}: vocabulary_: 'prize' has the feature 0; expected each of 0 to 1 once; save the pipeline again`,
  ],
  [
    "a TfidfVectorizer without its weights",
    tfidf({ _tfidf: null }),
    "not-fitted",
    `${IN_TEXT} (TfidfVectorizer): TfidfVectorizer is not fitted: it has no _tfidf; save it after fit, and import that file`,
  ],
];

const PARAMETERS: readonly Case[] = [
  [
    "a tokenizer of the author's",
    counts({ tokenizer: named("__main__.tokenize") }),
    "callable",
    `${IN_TEXT}: tokenizer is __main__.tokenize, whose code is not in the file; ${OWN}`,
  ],
  [
    "a preprocessor of the author's",
    counts({ preprocessor: named("cleaning.clean") }),
    "callable",
    `${IN_TEXT}: preprocessor is cleaning.clean, whose code is not in the file; ${OWN}`,
  ],
  [
    "an analyzer of the author's",
    counts({ analyzer: lowerOf(named("__main__.Own")) }),
    "callable",
    `${IN_TEXT}: analyzer is __main__.Own.lower, whose code is not in the file; ${OWN}`,
  ],
  [
    "a function for accents",
    counts({ strip_accents: named("unidecode.unidecode") }),
    "callable",
    `${IN_TEXT}: strip_accents is unidecode.unidecode, whose code is not in the file; ${OWN}`,
  ],
  [
    "a lambda by dill",
    counts({ tokenizer: instance("dill._dill._create_function") }),
    "pickled-code",
    `${IN_TEXT}: tokenizer is code that dill wrote into the file, and no code of a file is ever run; ${OWN}`,
  ],
  [
    "an unknown analyzer",
    counts({ analyzer: "sentence" }),
    "parameter",
    `${IN_TEXT}: analyzer='sentence' is not supported; expected 'word', 'char', 'char_wb', None; ${AGAIN}`,
  ],
  [
    "an analyzer of None",
    counts({ analyzer: null }),
    "parameter",
    `${IN_TEXT}: analyzer=None is not supported; expected 'word', 'char', 'char_wb'; ${AGAIN}`,
  ],
  [
    "names of files for texts",
    counts({ input: "filename" }),
    "parameter",
    `${IN_TEXT}: input='filename' is not supported; expected 'content'; ${AGAIN}`,
  ],
  [
    "neither yes nor no to lower case",
    counts({ lowercase: "yes" }),
    "parameter",
    `${IN_TEXT}: lowercase='yes' is not supported; expected True or False; ${AGAIN}`,
  ],
  [
    "an unknown way with accents",
    counts({ strip_accents: "latin" }),
    "parameter",
    `${IN_TEXT}: strip_accents='latin' is not supported; expected 'unicode', 'ascii', None; ${AGAIN}`,
  ],
  [
    "a token pattern that is bytes",
    counts({ token_pattern: Uint8Array.of(97) }),
    "parameter",
    `${IN_TEXT}: token_pattern=1 bytes is not supported; expected a pattern as text; ${AGAIN}`,
  ],
  [
    "n-grams of no words",
    counts({ ngram_range: [0, 2] }),
    "parameter",
    `${IN_TEXT}: ngram_range=(0, 2) is not supported; expected two whole numbers from 1 to 100, the smaller first; ${AGAIN}`,
  ],
  [
    "stop words that are a word",
    counts({ stop_words: "german" }),
    "parameter",
    `${IN_TEXT}: stop_words='german' is not supported; expected 'english', a list of words, None; ${AGAIN}`,
  ],
  [
    "more hashed features than any machine has memory for",
    hashing({ n_features: 2 ** 28 + 1 }),
    "parameter",
    `${IN_TEXT}: n_features=268435457 is not supported; expected a whole number from 1 to 268435456; ${AGAIN}`,
  ],
  [
    "an unknown norm",
    hashing({ norm: "l3" }),
    "parameter",
    `${IN_TEXT}: norm='l3' is not supported; expected 'l1', 'l2', None; ${AGAIN}`,
  ],
];

describe("a vocabulary", () => {
  it.each(VOCABULARIES)("is refused: %s", (_what, vectorizer, code, message) => {
    expect(refused(vectorizer)).toMatchObject({ code, message });
  });
});

describe("a parameter", () => {
  it.each(PARAMETERS)("is refused: %s", (_what, vectorizer, code, message) => {
    expect(refused(vectorizer)).toMatchObject({ code, message });
  });
});

describe("a token pattern", () => {
  it.each([
    ["look-ahead", "\\w+(?=\\s)"],
    ["a back-reference", "(\\w)\\1"],
    ["an error", "(\\w+"],
  ])("is refused for %s, quoting the pattern and saying what in it is not supported", (_what, pattern) => {
    const { code, message } = refused(counts({ token_pattern: pattern }));
    expect(code).toBe("parameter");
    const quoted = pattern.replaceAll("\\", "\\\\");
    expect(message.startsWith(`${IN_TEXT}: token_pattern='${quoted}' is not supported: `)).toBe(true);
    expect(message.endsWith("; fit the pipeline again with a pattern without it, and save it")).toBe(true);
    expect(message).toMatch(/position \d+/);
  });
});
