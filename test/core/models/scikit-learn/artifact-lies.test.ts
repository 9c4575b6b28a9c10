/** Each way in which the sections of an imported model can lie, and the code it is refused with. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NewsgroupsError } from "../../../../src/core/errors.js";
import { SECTIONS } from "../../../../src/core/models/scikit-learn/family.js";
import { Classifier } from "../../../../src/core/predict/classifier.js";
import { resized, swapped, withItem } from "../../../support/tampered-artifact.js";
import { decodeImported, packed, slotsOf } from "./hand-model.js";
import { type Change, lying, refusal, saying, TERMS, TRUTH } from "./lying-artifact.js";

const T = TRUTH;
const weightFunctions = T.weightFunctions as Uint8Array;
const weights = T.weights as Float64Array;
const weightCounts = T.weightCounts as Uint8Array;
/** A copy with one item changed, counted from the end if it is negative. */
const item = <A extends { slice(): A; readonly length: number; [index: number]: number }>(
  array: A,
  at: number,
  to: number,
): A => withItem(array, at < 0 ? array.length + at : at, to);
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
const doubles = (array: Float64Array, by: number): Float64Array =>
  Float64Array.from({ length: array.length + by }, (_, i) => array[i] ?? 0);

const MEMBERS = T.classifier.kind === "calibrated" ? T.classifier.members : [];

/** First weight of a feature that has two. */
const PAIR = Array.from(weightCounts.subarray(0, weightCounts.indexOf(2))).reduce((sum, count) => sum + count, 0);

/** Two vocabularies that share the terms of the first. */
const vocabularies = [TERMS.slice(0, 12), TERMS.slice(12)];
const [one, other] = vocabularies.map((terms) => ({
  vectorizer: { ...T.features.blocks[0]!.vectorizer, features: terms.length, stopWords: 0 },
  operations: [],
}));
const twoVocabularies = (change: Change): Change => ({
  features: { blocks: [one, other, T.features.blocks[1]], operations: [] },
  termSlots: slotsOf(vocabularies),
  stopWordBytes: new Uint8Array(),
  stopWordStarts: new Uint32Array(1),
  factors: new Float64Array(),
  ...change,
});

const LIES: Readonly<
  Record<"section-size" | "not-finite" | "out-of-range" | "order", Readonly<Record<string, Change>>>
> = {
  "section-size": {
    "a term fewer than features": { termStarts: resized(T.termStarts, -1) },
    "a term more than features": { termStarts: Uint32Array.of(...T.termStarts, T.termBytes.length) },
    "no starts of terms": { termStarts: new Uint32Array() },
    "a last term that ends before the bytes do": { termStarts: item(T.termStarts, -1, T.termBytes.length - 1) },
    "a last term that ends behind the bytes": { termStarts: item(T.termStarts, -1, T.termBytes.length + 1) },
    "bytes of no term": { termBytes: resized(T.termBytes, 1) },
    "a hash table of half the slots": { termSlots: T.termSlots.subarray(0, 16) },
    "a hash table of twice the slots": { termSlots: resized(T.termSlots, T.termSlots.length) },
    "no hash table": { termSlots: new Uint32Array() },
    "part of a slot": { termSlots: bytesOf(T.termSlots).slice(1) },
    "a second vocabulary with a smaller hash table than it needs": twoVocabularies({
      termSlots: resized(slotsOf(vocabularies), -4),
    }),
    "a stop word too few": { stopWordStarts: resized(T.stopWordStarts, -1) },
    "a stop word too many": { stopWordStarts: Uint32Array.of(...T.stopWordStarts, T.stopWordBytes.length) },
    "no starts of stop words": { stopWordStarts: new Uint32Array() },
    "bytes of no stop word": { stopWordBytes: resized(T.stopWordBytes, 1) },
    "a last stop word that ends behind the bytes": { stopWordStarts: item(T.stopWordStarts, -1, 99) },
    "a factor too few": { factors: doubles(T.factors, -1) },
    "a factor too many": { factors: doubles(T.factors, 1) },
    "factors that no operation takes": saying("features.blocks.0.operations", []),
    "an operation on all features without factors for it": saying("features.operations", [{ name: "factors" }]),
    "half a factor": { factors: bytesOf(T.factors).slice(4) },
    "a base weight too few": { baseWeights: doubles(T.baseWeights, -1) },
    "a base weight too many": { baseWeights: doubles(T.baseWeights, 1) },
    "half a base weight": { baseWeights: bytesOf(T.baseWeights).slice(4) },
    "an intercept too few": { intercepts: doubles(T.intercepts, -1) },
    "an intercept too many": { intercepts: doubles(T.intercepts, 1) },
    "half an intercept": { intercepts: bytesOf(T.intercepts).slice(4) },
    "a function too many of each": { baseWeights: doubles(T.baseWeights, 1), intercepts: doubles(T.intercepts, 1) },
    "a classifier of fewer functions": {
      ...saying("classifier.members", MEMBERS.slice(0, 1)),
      calibration: T.calibration.slice(0, 10),
    },
    "counts of weights for fewer features": { weightCounts: weightCounts.slice(1) },
    "three bytes for each count of weights": { weightCounts: new Uint8Array(3 * weightCounts.length) },
    "a count that is one too low": { weightCounts: item(weightCounts, 15, weightCounts[15]! - 1) },
    "a count that is one too high": { weightCounts: item(weightCounts, -1, weightCounts.at(-1)! + 1) },
    "a block of weights too few": { weightBlocks: resized(T.weightBlocks, -1) },
    "a block of weights too many": {
      weightBlocks: Uint32Array.of(...T.weightBlocks, T.weightBlocks[1]!),
    },
    "no blocks of weights": { weightBlocks: new Uint32Array() },
    "a first block that does not start at 0": { weightBlocks: item(T.weightBlocks, 0, 1) },
    "a block that starts elsewhere": { weightBlocks: item(T.weightBlocks, 1, T.weightBlocks[1]! - 1) },
    "a function of no weight": { weightFunctions: resized(weightFunctions, 1) },
    "a weight of no function": { weightFunctions: resized(weightFunctions, -1) },
    "a weight too few": { weights: doubles(weights, -1) },
    "a weight too many": { weights: doubles(weights, 1) },
    "half a weight": { weights: bytesOf(weights).slice(4) },
    "a number of calibration too few": { calibration: doubles(T.calibration, -1) },
    "a number of calibration too many": { calibration: doubles(T.calibration, 1) },
    "more points of a calibrator than numbers": saying("classifier.members.0.calibrators.1.points", 4),
    "half a number of calibration": { calibration: bytesOf(T.calibration).slice(4) },
  },
  "not-finite": {
    "a factor that is no number": { factors: item(T.factors, 3, Number.NaN) },
    "a factor that is infinite": { factors: item(T.factors, -1, Number.POSITIVE_INFINITY) },
    "a factor by which sums overflow": { factors: item(T.factors, 0, -1.1e15) },
    "a base weight that is no number": { baseWeights: item(T.baseWeights, 5, Number.NaN) },
    "an intercept that is infinite": { intercepts: item(T.intercepts, 0, Number.NEGATIVE_INFINITY) },
    "a weight that is infinite": { weights: item(weights, -1, Number.POSITIVE_INFINITY) },
    "a weight by which sums overflow": { weights: item(weights, 0, 1.1e100) },
    "a weight of single precision that is infinite": {
      weights: item(Float32Array.from(weights), 2, Number.POSITIVE_INFINITY),
    },
    "a number of calibration that is no number": { calibration: item(T.calibration, 0, Number.NaN) },
  },
  "out-of-range": {
    "a slot that holds a term that is none": { termSlots: item(T.termSlots, T.termSlots.indexOf(0), 21) },
    "a slot that holds 2^32 − 1": { termSlots: item(T.termSlots, T.termSlots.indexOf(1), 2 ** 32 - 1) },
    "a hash table without a free slot, in which a search would never end": {
      termSlots: T.termSlots.map((term) => term || 1),
    },
    "a hash table without a free slot, of the second vocabulary": twoVocabularies({
      termSlots: slotsOf(vocabularies).map((term, slot) => term || (slot >= 32 ? 1 : 0)),
    }),
    "a slot of the second vocabulary that holds a term of the first alone": twoVocabularies({
      termSlots: item(slotsOf(vocabularies), slotsOf(vocabularies).lastIndexOf(0), 9),
    }),
    "a first term that does not start at 0": { termStarts: item(T.termStarts, 0, 1) },
    "a first stop word that does not start at 0": { stopWordStarts: item(T.stopWordStarts, 0, 1) },
    "a weight of a function that is none": { weightFunctions: item(weightFunctions, -1, 6) },
    "a point of a calibrator below 0": { calibration: item(T.calibration, 5, -0.1) },
    "a point of a calibrator above 1": { calibration: item(T.calibration, 7, 1.1) },
  },
  order: {
    "a term that ends before it starts": { termStarts: swapped(T.termStarts, 3) },
    "a stop word that ends before it starts": { stopWordStarts: swapped(T.stopWordStarts, 1) },
    "two weights of a feature in one function": {
      weightFunctions: item(weightFunctions, PAIR + 1, weightFunctions[PAIR]!),
    },
    "two weights of a feature that change places": { weightFunctions: swapped(weightFunctions, PAIR) },
    "points of a calibrator that change places": { calibration: swapped(T.calibration, 3) },
    "two points of a calibrator at one place": { calibration: item(T.calibration, 3, -1) },
  },
};

const lies = Object.entries(LIES).flatMap(([code, some]) =>
  Object.entries(some).map(([what, change]) => [code, what, change] as const),
);

describe("an artifact of an imported model", () => {
  it("is taken if it is true, as are weights of single precision, wider numbers and a second vocabulary", () => {
    expect(refusal(lying({}))).toBeUndefined();
    expect(refusal(lying({ weights: Float32Array.from(weights) }))).toBeUndefined();
    for (const Wider of [Uint16Array, Uint32Array]) {
      const wide = { weightCounts: Wider.from(weightCounts), weightFunctions: Wider.from(weightFunctions) };
      expect(refusal(lying(wide))).toBeUndefined();
    }
    expect(refusal(lying(twoVocabularies({})))).toBeUndefined();
  });

  it.each(lies)("is refused as `%s` for %s", (code, _what, change) => {
    const error = refusal(lying(change));
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(/^test\.model: invalid: [^\n]+$/);
  });

  it("is refused as `section-size` if its second vocabulary has no hash table at all, in which a search would never end", () => {
    const alone = packed(vocabularies[0]!);
    const change = { termBytes: alone.bytes, termStarts: alone.starts, termSlots: slotsOf(vocabularies.slice(0, 1)) };
    expect(refusal(lying(twoVocabularies(change)))?.code).toBe("section-size");
  });

  it.each(SECTIONS)(
    "is refused for a section %s that is too short, too long, empty, or no whole number of items",
    (name) => {
      const bytes = bytesOf(T[name]);
      const width = T[name].BYTES_PER_ELEMENT;
      const three = Uint8Array.from({ length: bytes.length * 3 }, (_, i) => bytes[i] ?? 0);
      for (const wrong of [
        bytes.slice(width),
        bytes.slice(0, -width),
        resized(bytes, width),
        new Uint8Array(),
        three,
      ]) {
        expect(refusal(lying({ [name]: wrong })), `${wrong.length} bytes of ${bytes.length}`).toBeDefined();
      }
      if (width > 1) expect(refusal(lying({ [name]: bytes.slice(1) }))?.code).toBe("section-size");
    },
  );

  it("gives finite probabilities of known targets whatever numbers its sections hold, or a typed error", () => {
    const codes = ["section-size", "not-finite", "out-of-range", "order"];
    const text = `${TERMS.join(" ")} the unheard`;
    fc.assert(
      fc.property(fc.constantFrom(...SECTIONS), fc.nat(), fc.double(), (name, at, value) => {
        const changed = T[name].slice();
        changed[at % changed.length] = value;
        try {
          expectFinite(decodeImported(lying({ [name]: changed })), text);
        } catch (error) {
          if (!(error instanceof NewsgroupsError)) throw error;
          expect(codes).toContain(error.code);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["double", []],
    ["single", [{ name: "float32" }]],
  ])(
    "gives finite probabilities with as many and as large factors as its header may have, in %s precision",
    (_what, first) => {
      const most = [...first, ...Array(4).fill({ name: "multiply", by: 1e15 })];
      const blocks = T.features.blocks.map(({ vectorizer }) => ({ vectorizer, operations: most }));
      const change = { features: { blocks, operations: most }, factors: new Float64Array() };
      const large = weights.map((weight) => Math.sign(weight) * 1e100);
      for (const some of [weights, large, Float32Array.from(weights)]) {
        expectFinite(decodeImported(lying({ ...change, weights: some })), TERMS.join(" "));
      }
    },
  );
});

function expectFinite(model: ConstructorParameters<typeof Classifier>[0], text: string): void {
  const { top } = new Classifier(model).predict(text, 3);
  expect(top.map(({ category }) => category).toSorted()).toEqual(["ant", "bee", "zebra"]);
  for (const { score, probability } of top) {
    expect(Number.isFinite(score)).toBe(true);
    expect(probability! >= 0 && probability! <= 1).toBe(true);
  }
}
