/** The vectorizer: how often a text has each feature, as `CountVectorizer` and `HashingVectorizer` count. */

import { describe, expect, it } from "vitest";
import { Row } from "../../../../../src/core/models/scikit-learn/features/row.js";
import { TermTable } from "../../../../../src/core/models/scikit-learn/features/term-table.js";
import { Vectorizer } from "../../../../../src/core/models/scikit-learn/features/vectorizer.js";
import type { VectorizerSettings } from "../../../../../src/core/models/scikit-learn/settings.js";
import { packed, slotsOf, vectorizer } from "../hand-model.js";

const TERMS = ["orbit", "rocket", "moon", "launch pad"];

function tableOf(terms: readonly string[]): TermTable {
  const { bytes, starts } = packed(terms);
  return new TermTable(bytes, starts, slotsOf([terms]));
}

const counting = (change: Partial<VectorizerSettings> = {}, first = 0, stopWords?: readonly string[]): Vectorizer =>
  new Vectorizer(vectorizer(TERMS.length, change), tableOf(TERMS), stopWords && tableOf(stopWords), first);

const hashing = (features: number, change: Partial<VectorizerSettings> = {}): Vectorizer =>
  new Vectorizer(vectorizer(features, { kind: "hashing", hasSigns: true, ...change }), undefined, undefined, 0);

function entries(counter: Vectorizer, text: string, row = new Row()): [number, number][] {
  const before = row.size;
  counter.addTo(row, text);
  return Array.from({ length: row.size - before }, (_, i) => [row.features[before + i]!, row.values[before + i]!]);
}

describe("Vectorizer of a vocabulary", () => {
  it("counts the terms of a text, in ascending order of their features, whatever their order in the text", () => {
    expect(entries(counting(), "moon rocket moon, Orbit unheard moon")).toEqual([
      [0, 1],
      [1, 1],
      [2, 3],
    ]);
  });

  it("counts each term once if it is binary", () => {
    expect(entries(counting({ isBinary: true }), "moon rocket moon")).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  it("numbers its features from the first one on that it is given", () => {
    expect(entries(counting({}, 100), "moon orbit")).toEqual([
      [100, 1],
      [102, 1],
    ]);
  });

  it("counts n-grams", () => {
    expect(entries(counting({ ngramRange: [1, 2] }), "launch pad moon")).toEqual([
      [2, 1],
      [3, 1],
    ]);
  });

  it("leaves out stop words before it makes n-grams", () => {
    expect(entries(counting({ ngramRange: [1, 2], stopWords: 2 }, 0, ["moon", "the"]), "launch the pad moon")).toEqual([
      [3, 1],
    ]);
  });

  it("forgets a text when the next one comes", () => {
    const counter = counting();
    entries(counter, "moon moon rocket");
    expect(entries(counter, "moon")).toEqual([[2, 1]]);
    expect(entries(counter, "nothing known")).toEqual([]);
  });

  it("adds to what a row has already", () => {
    const row = new Row();
    entries(counting(), "orbit", row);
    expect(entries(counting({}, 4), "moon", row)).toEqual([[6, 1]]);
    expect(row.size).toBe(2);
  });

  it("counts a text of more words, and of more known terms, than any before", () => {
    expect(entries(counting(), "orbit moon ".repeat(5000))).toEqual([
      [0, 5000],
      [2, 5000],
    ]);
    const many = Array.from({ length: 1000 }, (_, i) => `w${i}`);
    const counter = new Vectorizer(vectorizer(1000), tableOf(many), undefined, 0);
    expect(entries(counter, many.toReversed().join(" "))).toEqual(many.map((_, i) => [i, 1]));
  });

  it("needs a number of four bytes for each feature", () => {
    expect(counting().memory).toBe(4 * TERMS.length);
  });
});

/** By `murmurhash3_32`: orbit −357686705, rocket 515862427, abc −1277324294; of 1024 features 433, 923 and 6. */
describe("Vectorizer that hashes", () => {
  it("counts a term as −1 if its hash is negative, in ascending order of features", () => {
    expect(entries(hashing(1024), "rocket orbit abc rocket")).toEqual([
      [6, -1],
      [433, -1],
      [923, 2],
    ]);
  });

  it("counts +1 always if signs are off", () => {
    expect(entries(hashing(1024, { hasSigns: false }), "rocket orbit orbit")).toEqual([
      [433, 2],
      [923, 1],
    ]);
  });

  it("keeps a feature whose signs add up to 0, as scikit-learn does", () => {
    expect(entries(hashing(1), "rocket orbit")).toEqual([[0, 0]]);
    expect(entries(hashing(1), "rocket orbit rocket")).toEqual([[0, 1]]);
  });

  it("gives each feature +1 if it is binary, whatever its signs", () => {
    expect(entries(hashing(1, { isBinary: true }), "rocket orbit")).toEqual([[0, 1]]);
    expect(entries(hashing(1024, { isBinary: true }), "orbit orbit abc")).toEqual([
      [6, 1],
      [433, 1],
    ]);
  });

  it("puts the hash −2^31 where scikit-learn puts it, as −1", () => {
    // HashingVectorizer(n_features=1000, norm=None).transform(["akqlrggi"]) of scikit-learn 1.9.1
    expect(entries(hashing(1000), "akqlrggi")).toEqual([[648, -1]]);
  });

  it("forgets a text when the next one comes", () => {
    const counter = hashing(2);
    entries(counter, "rocket orbit abc orbit");
    expect(entries(counter, "unseen")).toHaveLength(1);
    expect(entries(counter, "")).toEqual([]);
  });
});
