/** Values of Python as the pickle machine would build them, written out by hand; and estimators that are fitted. */

import { Allowance } from "../../../src/import/allowance.js";
import { parseDtype } from "../../../src/import/numpy/dtype.js";
import { NdArray, PyFloat, PyGlobal, PyObject, type PyValue } from "../../../src/import/pickle/values.js";
import { Refusal } from "../../../src/import/refusal.js";
import { Estimator } from "../../../src/import/scikit-learn/objects/estimator.js";

type Attributes = Readonly<Record<string, PyValue>>;

export const named = (path: string): PyGlobal => {
  const dot = path.lastIndexOf(".");
  return new PyGlobal(path.slice(0, dot), path.slice(dot + 1));
};

/** An instance of a class, named in full. */
export function instance(path: string, attributes: Attributes = {}, args: readonly PyValue[] = []): PyObject {
  const object = new PyObject(named(path), args);
  object.state = new Map<PyValue, PyValue>(Object.entries(attributes));
  return object;
}

export const float = (value: number): PyFloat => new PyFloat(value);
export const dict = (...entries: readonly (readonly [PyValue, PyValue])[]): Map<PyValue, PyValue> =>
  new Map(entries.map(([key, value]) => [key, value]));

function arrayOf(
  dtype: string,
  items: Uint8Array | readonly PyValue[],
  shape: readonly number[],
  isFortran = false,
): NdArray {
  return new NdArray({ dtype: parseDtype(dtype)!, shape, isFortran }, items, new Allowance(1_000_000));
}

/** An array of float64, of one dimension unless a shape is given; the values in the order of memory. */
export const floats = (
  values: readonly number[],
  shape: readonly number[] = [values.length],
  isFortran: boolean = false,
): NdArray => arrayOf("<f8", new Uint8Array(Float64Array.from(values).buffer), shape, isFortran);
export const singles = (values: readonly number[], shape: readonly number[] = [values.length]): NdArray =>
  arrayOf("<f4", new Uint8Array(Float32Array.from(values).buffer), shape);
export const ints = (...values: readonly number[]): NdArray =>
  arrayOf("<i8", new Uint8Array(BigInt64Array.from(values, BigInt).buffer), [values.length]);
export const bools = (...values: readonly boolean[]): NdArray =>
  arrayOf("|b1", Uint8Array.from(values, Number), [values.length]);
/** An array of fixed-width text, as numpy makes of a list of texts. */
export function texts(...values: readonly string[]): NdArray {
  const width = Math.max(1, ...values.map((value) => [...value].length));
  const units = values.flatMap((value) => [...value.padEnd(width, "\0")].map((character) => character.codePointAt(0)!));
  return arrayOf(`<U${width}`, new Uint8Array(Uint32Array.from(units).buffer), [values.length]);
}
export const objects = (...values: readonly PyValue[]): NdArray => arrayOf("|O", values, [values.length]);
/** An array of bytes, as Python 2 made of a list of texts. */
export const byteTexts = (width: number, ...values: readonly string[]): NdArray =>
  arrayOf(`|S${width}`, Buffer.from(values.map((value) => value.padEnd(width, "\0")).join(""), "latin1"), [
    values.length,
  ]);

const MODULES = {
  text: "sklearn.feature_extraction.text",
  bayes: "sklearn.naive_bayes",
  linear: "sklearn.linear_model._logistic",
  pipeline: "sklearn.pipeline",
} as const;

const VERSION = { _sklearn_version: "1.9.1" };
const TERMS: readonly string[] = ["ham", "offer", "prize"];

const vocabularyOf = (terms: readonly string[]): Map<PyValue, PyValue> =>
  new Map(terms.map((term, feature) => [term, feature]));

/** A fitted `CountVectorizer`. */
export const counts = (attributes: Attributes = {}, terms: readonly string[] = TERMS): PyObject =>
  instance(`${MODULES.text}.CountVectorizer`, { ...VERSION, vocabulary_: vocabularyOf(terms), ...attributes });

export const tfidfTransformer = (attributes: Attributes = {}, features: number = TERMS.length): PyObject =>
  instance(`${MODULES.text}.TfidfTransformer`, { ...VERSION, idf_: floats(Array(features).fill(1.5)), ...attributes });

/** A fitted `TfidfVectorizer`. */
export const tfidf = (attributes: Attributes = {}, terms: readonly string[] = TERMS): PyObject =>
  instance(`${MODULES.text}.TfidfVectorizer`, {
    ...VERSION,
    vocabulary_: vocabularyOf(terms),
    _tfidf: tfidfTransformer({}, terms.length),
    ...attributes,
  });

export const hashing = (attributes: Attributes = {}): PyObject =>
  instance(`${MODULES.text}.HashingVectorizer`, { ...VERSION, n_features: TERMS.length, ...attributes });

/** A fitted `MultinomialNB`, of the classes ham and spam if no others are given. */
export function bayes(attributes: Attributes = {}, classes: number = 2, features: number = TERMS.length): PyObject {
  return instance(`${MODULES.bayes}.MultinomialNB`, {
    ...VERSION,
    classes_: texts("ham", "spam"),
    feature_log_prob_: floats(Array(classes * features).fill(-1), [classes, features]),
    class_log_prior_: floats(Array(classes).fill(-0.5)),
    ...attributes,
  });
}

/** A fitted `LogisticRegression` of the classes ham and spam. */
export const logistic = (attributes: Attributes = {}): PyObject =>
  instance(`${MODULES.linear}.LogisticRegression`, {
    ...VERSION,
    classes_: texts("ham", "spam"),
    coef_: floats([1, -1, 0.5], [1, 3]),
    intercept_: floats([0.25]),
    ...attributes,
  });

/** A pipeline whose steps are named `step0`, `step1` …, or as given. */
export function pipeline(...steps: readonly (PyValue | readonly [name: string, step: PyValue])[]): PyObject {
  const list = steps.map((step, i): PyValue => (Array.isArray(step) ? [...step] : [`step${i}`, step as PyValue]));
  return instance(`${MODULES.pipeline}.Pipeline`, { ...VERSION, steps: list });
}

export const estimator = (object: PyObject, place?: string): Estimator => new Estimator(object, place);

/** The refusal that a call ends with. */
export function refusalOf(call: () => unknown): Refusal {
  try {
    call();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
