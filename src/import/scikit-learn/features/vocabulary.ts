/** The vocabulary of a vectorizer: a dict from terms to features → the terms in the order of their features. */

import type { PyValue } from "../../pickle/values.js";
import { NdArray } from "../../pickle/values.js";
import { Refusal } from "../../refusal.js";
import { type Estimator, numberOf } from "../objects/estimator.js";
import { pythonRepr } from "../objects/python-repr.js";

/**
 * Returns the terms by feature.
 *
 * @throws Refusal `not-fitted` if there is no vocabulary, `mismatch` if its features are not 0, 1, 2 … without gaps.
 */
export function vocabularyOf(vectorizer: Estimator): readonly string[] {
  // A vectorizer with a vocabulary of its own need not be fitted.
  const given = vectorizer.get("vocabulary_") ?? givenVocabulary(vectorizer.get("vocabulary"));
  const vocabulary = given ?? vectorizer.fitted("vocabulary_");
  if (!(vocabulary instanceof Map)) {
    const got = pythonRepr(vocabulary);
    throw new Refusal(
      "damaged",
      `${vectorizer.where}: vocabulary_: expected a dict, got ${got}; save the pipeline again`,
    );
  }
  const terms = new Array<string | undefined>(vocabulary.size).fill(undefined);
  for (const [term, value] of vocabulary) {
    const feature = numberOf(value);
    if (typeof term !== "string" || feature === undefined) {
      throw new Refusal(
        "parameter",
        `${vectorizer.where}: vocabulary_: expected terms and whole numbers, got ${pythonRepr(term)}: ${pythonRepr(value)}; ` +
          "a vocabulary of other things than text cannot be imported",
      );
    }
    if (!(feature in terms) || terms[feature] !== undefined) {
      throw new Refusal(
        "mismatch",
        `${vectorizer.where}: vocabulary_: ${pythonRepr(term)} has the feature ${feature}; expected each of 0 to ${terms.length - 1} ` +
          "once; save the pipeline again",
      );
    }
    terms[feature] = term;
  }
  if (terms.length === 0) {
    throw new Refusal("not-fitted", `${vectorizer.at}: its vocabulary is empty; fit it to texts, and save it again`);
  }
  return terms as string[];
}

/** A vocabulary that was given: a dict, or terms in their order, those of a set sorted. */
function givenVocabulary(value: PyValue | undefined): PyValue | undefined {
  if (value instanceof Map) return value;
  const terms =
    value instanceof Set
      ? sorted([...value])
      : value instanceof NdArray
        ? value.values()
        : Array.isArray(value)
          ? value
          : [];
  return terms.length === 0 ? undefined : new Map(terms.map((term, feature) => [term, feature]));
}

/** Sorted as Python sorts text: by code points. */
function sorted(terms: PyValue[]): PyValue[] {
  return terms.sort((a, b) => (typeof a === "string" && typeof b === "string" ? byCodePoints(a, b) : 0));
}

function byCodePoints(a: string, b: string): number {
  const [first, second] = [[...a], [...b]];
  for (let i = 0; i < Math.min(first.length, second.length); i++) {
    const difference = first[i]!.codePointAt(0)! - second[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return first.length - second.length;
}
