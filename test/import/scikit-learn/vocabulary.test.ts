/** Vocabularies: those of fitted vectorizers, and those that were given and need no fit. */

import { describe, expect, it } from "vitest";
import type { PyValue } from "../../../src/import/pickle/values.js";
import { vocabularyOf } from "../../../src/import/scikit-learn/features/vocabulary.js";
import { counts, dict, estimator, float, ints, objects, refusalOf, texts } from "./python-values.js";

const terms = (attributes: Record<string, PyValue>): readonly string[] => vocabularyOf(estimator(counts(attributes)));
/** A vectorizer that was given a vocabulary and never fitted. */
const given = (vocabulary: PyValue): readonly string[] => terms({ vocabulary_: null, vocabulary });

describe("a vocabulary", () => {
  it("gives the terms in the order of their features, in whatever order the dict has them", () => {
    expect(terms({ vocabulary_: dict(["b", 2], ["a", 0], ["c", 1]) })).toEqual(["a", "c", "b"]);
  });

  it("may have its features as scalars of numpy or whole floats", () => {
    expect(terms({ vocabulary_: dict(["b", float(1)], ["a", ints(0)]) })).toEqual(["a", "b"]);
    expect(refusalOf(() => terms({ vocabulary_: dict(["a", float(0.5)], ["b", 1]) })).code).toBe("mismatch");
  });

  it("that was learned wins over the one that was given", () => {
    expect(terms({ vocabulary_: dict(["learned", 0]), vocabulary: dict(["given", 0]) })).toEqual(["learned"]);
  });

  it("has __proto__ for a term like any other", () => {
    expect(terms({ vocabulary_: dict(["__proto__", 0], ["constructor", 1]) })).toEqual(["__proto__", "constructor"]);
  });
});

describe("a vocabulary that was given", () => {
  it.each<readonly [string, PyValue, readonly string[]]>([
    ["a dict", dict(["b", 0], ["a", 1]), ["b", "a"]],
    ["a list, in its order", ["b", "a", "c"], ["b", "a", "c"]],
    ["an array of text", texts("b", "a"), ["b", "a"]],
    ["an array of objects", objects("b", "a"), ["b", "a"]],
    ["a set, which scikit-learn sorts", new Set<PyValue>(["b", "c", "a", "ab", "abc"]), ["a", "ab", "abc", "b", "c"]],
  ])("is taken as %s", (_what, vocabulary, expected) => {
    expect(given(vocabulary)).toEqual(expected);
  });

  it("as a set is sorted by code points, not by units of UTF-16", () => {
    // U+FF61 comes before U+1F680, whose first unit is U+D83D.
    const [halfwidth, rocket] = ["\uff61", "\u{1f680}"];
    expect([rocket, halfwidth].toSorted()).toEqual([rocket, halfwidth]);
    expect(given(new Set<PyValue>([rocket, halfwidth]))).toEqual([halfwidth, rocket]);
  });

  it("is refused if it has a term twice, or other things than text", () => {
    expect(refusalOf(() => given(["a", "b", "a"])).code).toBe("mismatch");
    expect(refusalOf(() => given(["a", 7])).code).toBe("parameter");
    expect(refusalOf(() => given(new Set<PyValue>([7, "a"]))).code).toBe("parameter");
  });

  it("is no vocabulary if it is empty, or nothing of the kind", () => {
    for (const vocabulary of [[], new Set<PyValue>(), null, "abc"]) {
      expect(refusalOf(() => given(vocabulary)).code).toBe("not-fitted");
    }
  });
});
