/** The featurizer: vectorizers side by side, each with its arithmetic, and then that of all. */

import { describe, expect, it } from "vitest";
import { Featurizer } from "../../../../../src/core/models/scikit-learn/features/featurizer.js";
import type { ClassifierSettings, Operation } from "../../../../../src/core/models/scikit-learn/settings.js";
import { arraysOf, type HandBlock } from "../hand-model.js";

const FLAT: ClassifierSettings = { kind: "linear", classes: 1, link: "none" };
const FACTORS: Operation = { name: "factors" };

function featurizer(
  blocks: readonly HandBlock[],
  operations: readonly Operation[] = [],
  factors: readonly number[] = [],
) {
  const features = blocks.reduce((sum, { terms, hashed }) => sum + (terms?.length ?? hashed!), 0);
  return new Featurizer(
    arraysOf({ blocks, operations, factors, classifier: FLAT, weights: [Array(features).fill(0)] }),
  );
}

function rowOf(of: Featurizer, text: string) {
  const { row, known } = of.rowOf(text);
  const entries = Array.from({ length: row.size }, (_, i) => [row.features[i]!, row.values[i]!]);
  return { entries, known, isSingle: row.isSingle };
}

const WORDS: HandBlock = { terms: ["moon", "orbit", "rocket"] };
const OTHERS: HandBlock = { terms: ["goal", "moon"] };

describe("Featurizer", () => {
  it("numbers the features of each vectorizer behind those before, and counts distinct ones as known", () => {
    expect(rowOf(featurizer([WORDS, OTHERS]), "moon moon rocket goal unheard")).toEqual({
      entries: [
        [0, 2],
        [2, 1],
        [3, 1],
        [4, 2],
      ],
      known: 4,
      isSingle: false,
    });
  });

  it("knows nothing of a text without known terms", () => {
    const of = featurizer([WORDS]);
    rowOf(of, "moon");
    expect(rowOf(of, "unheard")).toEqual({ entries: [], known: 0, isSingle: false });
  });

  it("takes factors in turn: of each vectorizer for its own features, then for all", () => {
    const blocks = [
      { ...WORDS, operations: [FACTORS, FACTORS] },
      { ...OTHERS, operations: [FACTORS] },
    ];
    const factors = [...[2, 3, 5], ...[7, 11, 13], ...[17, 19], ...[1, 10, 100, 1000, 10000]];
    expect(rowOf(featurizer(blocks, [FACTORS], factors), "moon orbit rocket goal").entries).toEqual([
      [0, 2 * 7 * 1],
      [1, 3 * 11 * 10],
      [2, 5 * 13 * 100],
      [3, 17 * 1000],
      [4, 19 * 10000],
    ]);
  });

  it("does the operations of a vectorizer to its own features alone, and those of all to all", () => {
    const blocks: HandBlock[] = [
      { ...WORDS, operations: [{ name: "norm", norm: "l1" }] },
      { ...OTHERS, operations: [{ name: "multiply", by: 2 }, { name: "reverse" }] },
    ];
    expect(rowOf(featurizer(blocks, [{ name: "multiply", by: 10 }]), "moon moon orbit orbit goal").entries).toEqual([
      [0, 5],
      [1, 5],
      [4, 40],
      [3, 20],
    ]);
  });

  it("counts what is known before an operation drops it", () => {
    const dropping: Operation[] = [{ name: "binarize", above: 1 }];
    expect(rowOf(featurizer([WORDS], dropping), "moon orbit orbit")).toEqual({
      entries: [[1, 1]],
      known: 2,
      isSingle: false,
    });
  });

  it("rounds to single precision within one vectorizer without doing it in the next", () => {
    const third: Operation = { name: "multiply", by: 1 / 3 };
    const blocks = [
      { ...WORDS, operations: [{ name: "float32" } as const, third] },
      { ...OTHERS, operations: [third] },
    ];
    expect(rowOf(featurizer(blocks, [{ name: "float64" }]), "orbit goal")).toEqual({
      entries: [
        [1, Math.fround(1 / 3)],
        [3, 1 / 3],
      ],
      known: 2,
      isSingle: false,
    });
    expect(rowOf(featurizer(blocks, [{ name: "float32" }]), "orbit goal")).toMatchObject({ isSingle: true });
    expect(rowOf(featurizer(blocks.slice(0, 1)), "orbit")).toMatchObject({ isSingle: true });
  });

  it("leaves out the stop words of each vectorizer in that one alone", () => {
    const blocks = [
      { ...WORDS, stopWords: ["moon"] },
      { ...OTHERS, stopWords: ["goal", "net"] },
      { terms: ["goal", "moon"] },
    ];
    expect(rowOf(featurizer(blocks), "moon goal").entries).toEqual([
      [4, 1],
      [5, 1],
      [6, 1],
    ]);
  });

  it("puts a vectorizer that hashes beside those with vocabularies", () => {
    // murmurhash3_32("orbit") is −357686705, of 1024 features 433.
    const hashed: HandBlock = { hashed: 1024, settings: { hasSigns: true } };
    expect(rowOf(featurizer([WORDS, hashed, OTHERS]), "orbit moon").entries).toEqual(
      expect.arrayContaining([
        [0, 1],
        [1, 1],
        [3 + 433, -1],
        [3 + 1024 + 1, 1],
      ]),
    );
  });

  it("needs the memory of all its vectorizers", () => {
    expect(featurizer([WORDS, OTHERS]).memory).toBe(4 * (3 + 2));
  });
});
