/** Vectorizers: `CountVectorizer`, `TfidfVectorizer` and `HashingVectorizer` → a block of features. */

import type { AnalyzerSettings } from "../../../core/models/scikit-learn/text/analyzer.js";
import { compilePattern } from "../../../core/models/scikit-learn/text/pattern/compile.js";
import { PatternFault } from "../../../core/models/scikit-learn/text/pattern/pattern.js";
import { DtypeObject, NdArray, PyGlobal, type PyValue } from "../../pickle/values.js";
import type { PlannedBlock, PlannedOperation } from "../../plan.js";
import { Refusal } from "../../refusal.js";
import { methodOfStr, refusedCallable } from "../objects/callables.js";
import type { Estimator } from "../objects/estimator.js";
import { pythonRepr } from "../objects/python-repr.js";
import { isBefore } from "../objects/version.js";
import { ENGLISH_STOP_WORDS } from "./english-stop-words.js";
import { tfidfOperations } from "./transformers.js";
import { vocabularyOf } from "./vocabulary.js";

const DEFAULT_PATTERN = "(?u)\\b\\w\\w+\\b";
const DEFAULT_HASHED_FEATURES = 2 ** 20;
/** Most features of hashing: more than any machine has memory for weights. */
const MAX_HASHED_FEATURES = 2 ** 28;
/** Longest n-gram. Each text takes time for every length. */
const MAX_GRAM = 100;

const OWN_ANALYSER =
  "fit a pipeline that uses scikit-learn's own analysis of text, or do that step before you call predict and leave it out of the pipeline";

/** What `str.split` as the analyzer does: it takes the place of all other parameters. */
const SPLIT = {
  analyzer: "word",
  ngramRange: [1, 1],
  lowercase: false,
  stripAccents: null,
  keepsDecomposed: false,
  tokenPattern: null,
} as const;

/** Reads a vectorizer. @throws Refusal */
export function readVectorizer(vectorizer: Estimator): PlannedBlock {
  const isHashing = vectorizer.className === "HashingVectorizer";
  const terms = isHashing ? undefined : vocabularyOf(vectorizer);
  const features = terms ? terms.length : hashedFeatures(vectorizer);
  const analyzer = analyzerOf(vectorizer);
  const hasStopWords = analyzer.analyzer === "word" && analyzer !== SPLIT;
  const stopWords = hasStopWords ? stopWordsOf(vectorizer) : [];
  const settings = {
    kind: isHashing ? "hashing" : "vocabulary",
    features,
    ...analyzer,
    stopWords: stopWords.length,
    isBinary: vectorizer.flag("binary", false),
    hasSigns: isHashing && vectorizer.flag("alternate_sign", true),
  } as const;
  const operations: PlannedOperation[] = [];
  const single = isSinglePrecision(vectorizer);
  if (single) operations.push({ operation: { name: "float32" } });
  if (isHashing)
    return { settings, terms, stopWords, operations: [...operations, ...hashing(vectorizer)], isSingle: single };
  if (vectorizer.className !== "TfidfVectorizer") return { settings, terms, stopWords, operations, isSingle: single };
  const tfidf = vectorizer.part(vectorizer.get("_tfidf"), "_tfidf", vectorizer.where);
  const rest = tfidfOperations(tfidf, features, single);
  return { settings, terms, stopWords, operations: [...operations, ...rest.operations], isSingle: rest.isSingle };
}

/** What HashingVectorizer does after hashing: until 0.20 it could drop the signs of the sums. */
function hashing(vectorizer: Estimator): PlannedOperation[] {
  const operations: PlannedOperation[] = [];
  if (vectorizer.flag("non_negative", false) && !vectorizer.flag("binary", false)) {
    operations.push({ operation: { name: "absolute" } });
  }
  const norm = vectorizer.choice("norm", ["l1", "l2"], "l2");
  if (norm) operations.push({ operation: { name: "norm", norm } });
  return operations;
}

function hashedFeatures(vectorizer: Estimator): number {
  const features = vectorizer.get("n_features") ?? DEFAULT_HASHED_FEATURES;
  if (Number.isSafeInteger(features) && (features as number) >= 1 && (features as number) <= MAX_HASHED_FEATURES) {
    return features as number;
  }
  throw vectorizer.unsupported("n_features", `a whole number from 1 to ${MAX_HASHED_FEATURES}`);
}

/** Reads the parameters that decide about n-grams. */
function analyzerOf(vectorizer: Estimator): AnalyzerSettings {
  const given = vectorizer.get("analyzer");
  if (methodOfStr(given) === "split") return SPLIT;
  if (isCallable(given)) throw refusedCallable(vectorizer, "analyzer", given, OWN_ANALYSER);
  const analyzer = vectorizer.choice("analyzer", ["word", "char", "char_wb"], "word");
  if (analyzer === null) throw vectorizer.unsupported("analyzer", "'word', 'char', 'char_wb'");
  if ((vectorizer.get("input") ?? "content") !== "content") throw vectorizer.unsupported("input", "'content'");
  return {
    analyzer,
    ngramRange: ngramRangeOf(vectorizer, analyzer),
    ...preparationOf(vectorizer),
    keepsDecomposed: isBefore(vectorizer.version, 0, 22),
    tokenPattern: analyzer === "word" ? tokenPatternOf(vectorizer) : null,
  };
}

/** A preprocessor takes the place of both parameters. */
function preparationOf(vectorizer: Estimator): { lowercase: boolean; stripAccents: "unicode" | "ascii" | null } {
  const preprocessor = vectorizer.get("preprocessor") ?? null;
  if (preprocessor !== null) {
    if (methodOfStr(preprocessor) === "lower") return { lowercase: true, stripAccents: null };
    throw refusedCallable(vectorizer, "preprocessor", preprocessor, OWN_ANALYSER);
  }
  const accents = vectorizer.get("strip_accents");
  if (isCallable(accents)) throw refusedCallable(vectorizer, "strip_accents", accents, OWN_ANALYSER);
  return {
    lowercase: vectorizer.flag("lowercase", true),
    stripAccents: vectorizer.choice("strip_accents", ["unicode", "ascii"], null),
  };
}

/** Returns what a word is; null for what `str.split()` gives. */
function tokenPatternOf(vectorizer: Estimator): string | null {
  const tokenizer = vectorizer.get("tokenizer") ?? null;
  if (tokenizer !== null) {
    if (methodOfStr(tokenizer) === "split") return null;
    throw refusedCallable(vectorizer, "tokenizer", tokenizer, OWN_ANALYSER);
  }
  const pattern = vectorizer.get("token_pattern") ?? DEFAULT_PATTERN;
  if (typeof pattern !== "string") throw vectorizer.unsupported("token_pattern", "a pattern as text");
  try {
    compilePattern(pattern);
    return pattern;
  } catch (error) {
    if (!(error instanceof PatternFault)) throw error;
    throw new Refusal(
      "parameter",
      `${vectorizer.where}: token_pattern=${pythonRepr(pattern)} is not supported: ${error.message}; fit the pipeline again with a ` +
        "pattern without it, and save it",
    );
  }
}

function ngramRangeOf(vectorizer: Estimator, analyzer: string): readonly [number, number] {
  const value = vectorizer.get("ngram_range") ?? [1, 1];
  const [min, max] = Array.isArray(value) && value.length === 2 ? value : [];
  // Of words, scikit-learn makes no n-grams of length 0 if 1 is the greatest length.
  if (min === 0 && max === 1 && analyzer === "word") return [1, 1];
  if (typeof min === "number" && typeof max === "number" && min >= 1 && min <= max && max <= MAX_GRAM)
    return [min, max];
  throw vectorizer.unsupported("ngram_range", `two whole numbers from 1 to ${MAX_GRAM}, the smaller first`);
}

function stopWordsOf(vectorizer: Estimator): readonly string[] {
  const value = vectorizer.get("stop_words") ?? null;
  if (value === null) return [];
  if (value === "english") return ENGLISH_STOP_WORDS;
  const words = value instanceof Set ? [...value] : value instanceof NdArray ? value.values() : value;
  if (!Array.isArray(words)) throw vectorizer.unsupported("stop_words", "'english', a list of words, None");
  return [...new Set(words.filter((word): word is string => typeof word === "string"))].sort();
}

/** Whether features are of single precision; until 0.19 TfidfVectorizer made them double at once. */
function isSinglePrecision(vectorizer: Estimator): boolean {
  const dtype = vectorizer.get("dtype");
  const name =
    dtype instanceof PyGlobal ? dtype.name : dtype instanceof DtypeObject ? `${dtype.args[0]}` : (dtype ?? null);
  const isSingle = name === "float32" || name === "f4" || name === "<f4";
  return isSingle && !(vectorizer.className === "TfidfVectorizer" && isBefore(vectorizer.version, 0, 20));
}

function isCallable(value: PyValue | undefined): value is PyValue {
  return value !== undefined && value !== null && typeof value !== "string";
}
