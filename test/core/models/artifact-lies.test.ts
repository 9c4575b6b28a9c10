/** Each way in which an artifact can lie: for each the file that does it, digest and all, and the code it is refused with. */

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { FileFault } from "../../../src/core/errors.js";
import { CONTAINER_LIES, type Lies } from "../../support/container-lies.js";
import { decodeFlat, type FlatModel } from "../../support/flat-model.js";
import { ANIMALS, artifactOf } from "../../support/model-corpora.js";
import { type Change, refusal, resized, swapped, tampered, withItem } from "../../support/tampered-artifact.js";

let artifact: Uint8Array;
let model: FlatModel;
beforeAll(async () => {
  artifact = await artifactOf(ANIMALS);
  model = decodeFlat(artifact, "test.model");
});

/** A model with one provenance entry that is another. */
const made = (change: object) => (m: FlatModel) => ({ provenance: { ...m.provenance, ...change } });
const calibrated = (change: object) => (m: FlatModel) => ({ calibration: { ...m.calibration, ...change } });
/** Factors of 1, but for that of the last term. */
const factors = (lastFactor: number) => (m: FlatModel) => ({
  factorCodes: m.commonCodes.map((_, term) => (term === last(m.commonCodes) ? 2 : 1)),
  factorLevels: Float32Array.from({ length: 256 }, (_, code) => (code === 1 ? 1 : lastFactor)),
});
const targets = (...names: unknown[]) => ({ targets: names, documents: names.map(() => 1) });
const right = { text: "trout", category: "fish", probability: 1 };
const last = (array: ArrayLike<unknown>): number => array.length - 1;
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

/** First place with two items or more of its own: where its items start. */
function pairIn(counts: ArrayLike<number>): number {
  let start = 0;
  for (const count of Array.from(counts)) {
    if (count >= 2) return start;
    start += count;
  }
  throw new Error("the model of this test has no such place");
}

type Changes = Readonly<Record<string, Change | ((model: FlatModel) => Change)>>;

/** What an artifact can lie about when its container is right, as changes to a true model. */
const MODEL_LIES: Readonly<
  Record<Exclude<FileFault, keyof typeof CONTAINER_LIES | "family" | "truncated" | "number-form">, Changes> &
    Record<"header-keys" | "header-value", Changes>
> = {
  "header-keys": {
    "a provenance with an entry more": made({ author: "somebody" }),
    "a provenance with an entry less": made({ alpha: undefined }),
    "a recorded prediction without anything": { recorded: [{}] },
    "a recorded prediction with its entries in another order": {
      recorded: [{ category: "fish", text: "trout", probability: 1 }],
    },
    "no calibration": { calibration: undefined },
    "a calibration with an entry less": calibrated({ right: undefined }),
    "a calibration of no folds, not even none": calibrated({ folds: undefined }),
    "a provenance that says nothing of the choice": made({ choice: undefined }),
    "a calibration with an entry more": calibrated({ author: "somebody" }),
  },
  "header-value": {
    "targets that are no list": { targets: "birds" },
    "a target that is no string": targets("birds", 7, "mammals"),
    "numbers of documents that are no list": { documents: 8 },
    "fewer numbers of documents than targets": { documents: [3, 2] },
    "more numbers of documents than targets": { documents: [3, 2, 3, 3] },
    "a target without documents": { documents: [3, 0, 3] },
    "half a document": { documents: [3, 1.5, 3] },
    "a number of documents as text": { documents: [3, "2", 3] },
    "2^53 documents": { documents: [3, 2 ** 53, 3] },
    "more documents than can be summed": { documents: [2 ** 36, 2 ** 36, 1] },
    "null for a calibration": { calibration: null },
    "a temperature of 0": calibrated({ base: 0, spread: 0, brevity: 0 }),
    "a negative base": calibrated({ base: -1 }),
    "a negative brevity": calibrated({ brevity: -1 }),
    "a negative spread": calibrated({ spread: -0.1 }),
    "a spread as text": calibrated({ spread: "0" }),
    "more documents judged rightly than judged": calibrated({ documents: 3, right: 4 }),
    "a negative number of documents judged": calibrated({ documents: -1, right: -1 }),
    "half a fold": calibrated({ folds: 2.5 }),
    "a negative number of folds": calibrated({ folds: -5 }),
    "half a document judged": calibrated({ documents: 1.5, right: 1 }),
    "a base as text": calibrated({ base: "1" }),
    "an infinite base, which JSON writes as null": calibrated({ base: Number.POSITIVE_INFINITY }),
    "null for a provenance": { provenance: null },
    "a list for a provenance": { provenance: [] },
    "an unknown estimator": made({ estimator: "gaussian" }),
    "an alpha as text": made({ alpha: "0.1" }),
    "an alpha of 0": made({ alpha: 0 }),
    "half a term at most": made({ maxTerms: 1.5 }),
    "no term at most": made({ maxTerms: 0 }),
    "a maximum of terms as text": made({ maxTerms: "9" }),
    "neither yes nor no to addresses": made({ keepEmails: 0 }),
    "a choice that is no text": made({ choice: null }),
    "settings that are a list": made({ settings: [] }),
    "a setting that is null": made({ settings: { features: null } }),
    "recorded predictions that are no list": { recorded: {} },
    "a recorded prediction that is null": { recorded: [null] },
    "a recorded text that is no string": { recorded: [{ ...right, text: 1 }] },
    "a recorded category that is no string": { recorded: [{ ...right, category: 1 }] },
    "a recorded category that is no target": { recorded: [right, { ...right, category: "plants" }] },
    "a recorded probability that is null": { recorded: [{ ...right, probability: null }] },
    "a recorded probability below 0": { recorded: [{ ...right, probability: -0.1 }] },
    "a recorded probability above 1": { recorded: [{ ...right, probability: 1.1 }] },
  },
  targets: {
    "no targets": targets(),
    "one target": targets("birds"),
    "65,536 targets": targets(...Array.from({ length: 65536 }, (_, i) => String.fromCodePoint(0x10000 + i))),
    "a target twice": targets("birds", "birds", "mammals"),
    "unsorted targets": targets("fish", "birds", "mammals"),
    "an empty target": targets("", "fish", "mammals"),
    "a target with an escape": targets("birds\u001b[2J", "fish", "mammals"),
    "a target with a line end": targets("birds", "fish\n", "mammals"),
    "a target with a tab": targets("birds", "fish\t", "mammals"),
    "a target with a line separator": targets("birds", "fish\u2028", "mammals"),
    "a target with half a surrogate pair": targets("birds", "fish\ud83d", "mammals"),
  },
  "section-size": {
    "more targets than weights": targets("birds", "fish", "mammals", "plants"),
    "half a number": (m) => ({ scale: bytesOf(m.scale).slice(1) }),
    "three bytes a number": (m) => ({ categories: new Uint8Array(m.categories.length * 3) }),
    "numbers where there should be none": { deltaCodes: new Uint8Array() },
    "part of a 32-bit number": (m) => ({ bucketWords: bytesOf(m.bucketWords).slice(1) }),
    "more words than terms": (m) => ({ commonCodes: m.commonCodes.slice(0, m.wordLengths.length - 1) }),
    "factors for some terms": (m) => ({ factorCodes: m.commonCodes.slice(1), factorLevels: new Float32Array(256) }),
    "codes of factors without levels": (m) => ({ factorCodes: m.commonCodes }),
    "levels of factors without codes": { factorLevels: new Float32Array(256) },
    "a level of a factor too few": (m) => ({ factorCodes: m.commonCodes, factorLevels: new Float32Array(255) }),
    "a directory of no entries": { bucketWords: new Uint32Array(), bucketBytes: new Uint32Array() },
    "one bucket": { bucketWords: new Uint32Array(2), bucketBytes: new Uint32Array(2) },
    "three buckets": { bucketWords: new Uint32Array(4), bucketBytes: new Uint32Array(4) },
    "directories of different lengths": (m) => ({ bucketBytes: resized(m.bucketBytes, 1) }),
    "a word that ends behind all bytes": (m) => ({
      wordLengths: withItem(m.wordLengths, last(m.wordLengths), m.wordLengths.at(-1)! + 1),
    }),
    "a bucket whose bytes end elsewhere": (m) => ({ bucketBytes: withItem(m.bucketBytes, 1, m.bucketBytes[1]! + 1) }),
    "bytes of no word": (m) => ({ wordBytes: resized(m.wordBytes, 1) }),
    "a block too few": (m) => ({ postingBlocks: resized(m.postingBlocks, -1) }),
    "a block that starts elsewhere": (m) => ({ postingBlocks: withItem(m.postingBlocks, 1, 0xffffffff) }),
    "counts that add up to less": (m) => ({
      postingCounts: new Uint8Array(m.postingCounts.length),
      postingBlocks: m.postingBlocks.map(() => 0),
    }),
    "a count of 2^32 - 1": (m) => ({
      bigramCounts: withItem(Uint32Array.from(m.bigramCounts), last(m.bigramCounts), 0xffffffff),
    }),
  },
  "not-finite": {
    "a level that is no number": (m) => ({ commonLevels: withItem(m.commonLevels, 0, Number.NaN) }),
    "a delta that is infinite": (m) => ({ deltaLevels: withItem(m.deltaLevels, 255, Number.POSITIVE_INFINITY) }),
    "an offset that is infinite": (m) => ({ offset: withItem(m.offset, 1, Number.NEGATIVE_INFINITY) }),
    "a scale that is infinite": (m) => ({ scale: withItem(m.scale, 2, Number.POSITIVE_INFINITY) }),
    "a factor that is infinite": factors(Number.POSITIVE_INFINITY),
    "a factor that is no number": factors(Number.NaN),
    "a bias that is no number": (m) => ({ bias: withItem(m.bias, 0, Number.NaN) }),
  },
  "out-of-range": {
    "a factor of 0": factors(0),
    "a negative factor": factors(-1),
    "a scale of 0": (m) => ({ scale: withItem(m.scale, 1, 0) }),
    "a negative scale": (m) => ({ scale: withItem(m.scale, 1, -1) }),
    "a first bucket behind the first word": (m) => ({ bucketWords: withItem(m.bucketWords, 0, 1) }),
    "a first bucket behind the first byte": (m) => ({ bucketBytes: withItem(m.bucketBytes, 0, 1) }),
    "a bucket that ends before it starts": (m) => ({ bucketWords: withItem(m.bucketWords, last(m.bucketWords), 0) }),
    "a bucket that ends behind the last word": (m) => ({
      bucketWords: withItem(m.bucketWords, last(m.bucketWords), m.wordLengths.length + 1),
    }),
    "a word of no bytes": (m) => ({ wordLengths: withItem(m.wordLengths, 0, 0) }),
    "a word of 65 bytes": (m) => ({ wordLengths: withItem(m.wordLengths, 0, 65) }),
    "a second word that is none": (m) => ({
      secondWords: withItem(m.secondWords as Uint8Array, 0, m.wordLengths.length),
    }),
    "a category that is none": (m) => ({ categories: withItem(m.categories as Uint8Array, 0, m.targets.length) }),
  },
  order: {
    "words of a bucket that change places": (m) => wordsOfOneBucket(m, ([a, b]) => [b, a]),
    "a word twice": (m) => wordsOfOneBucket(m, ([a]) => [a, a]),
    "a bigram twice": (m) => {
      const at = pairIn(m.bigramCounts);
      return { secondWords: withItem(m.secondWords as Uint8Array, at + 1, m.secondWords[at]!) };
    },
    "bigrams that change places": (m) => ({
      secondWords: swapped(m.secondWords as Uint8Array, pairIn(m.bigramCounts)),
    }),
    "a category of a term twice": (m) => {
      const at = pairIn(m.postingCounts);
      return { categories: withItem(m.categories as Uint8Array, at + 1, m.categories[at]!) };
    },
    "categories of a term that change places": (m) => ({
      categories: swapped(m.categories as Uint8Array, pairIn(m.postingCounts)),
    }),
  },
};

/** The model with other bytes for the first two words that share a bucket and a length. */
function wordsOfOneBucket(
  m: FlatModel,
  change: (pair: readonly [string, string]) => readonly [string, string],
): Change {
  let start = 0;
  for (let word = 0; ; word++) {
    const length = m.wordLengths[word]!;
    const behind = start + length;
    if (m.wordLengths[word + 1] === length && !m.bucketWords.includes(word + 1)) {
      const bytes = Buffer.from(m.wordBytes);
      const pair = [
        bytes.toString("latin1", start, behind),
        bytes.toString("latin1", behind, behind + length),
      ] as const;
      bytes.write(change(pair).join(""), start, "latin1");
      return { wordBytes: Uint8Array.from(bytes) };
    }
    start = behind;
  }
}

const lies: readonly (readonly [code: string, what: string, file: () => Uint8Array])[] = [
  ...Object.entries<Lies<Uint8Array>>(CONTAINER_LIES).flatMap(([code, files]) =>
    Object.entries(files).map(([what, lie]) => [code, what, () => lie(artifact)] as const),
  ),
  ...Object.entries<Changes>(MODEL_LIES).flatMap(([code, changes]) =>
    Object.entries(changes).map(
      ([what, change]) =>
        [code, what, () => tampered(model, typeof change === "function" ? change(model) : change)] as const,
    ),
  ),
];

describe("decodeArtifact", () => {
  it("takes the true artifact of which all lies are made", () => {
    expect(refusal(artifact)).toBeUndefined();
    expect(refusal(tampered(model, {}))).toBeUndefined();
  });

  it.each(lies)("refuses as `%s` %s", (code, _, file) => {
    const error = refusal(file());
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(/^test\.model: [^\n]+ `newsgroups dump` or `newsgroups import`$/);
  });

  it("refuses with codes that are all on the page about the format", () => {
    const page = readFileSync(new URL("../../../docs/format.md", import.meta.url), "utf8");
    for (const [code] of lies) expect(page).toContain(`| \`${code}\` `);
  });
});
