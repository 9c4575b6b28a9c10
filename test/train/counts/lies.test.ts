/** Each way in which a counts file can lie: for each the file that does it, and the code it is refused with. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { FileFault } from "../../../src/core/errors.js";
import { MAX_SAMPLE_BITS } from "../../../src/train/documents/sample.js";
import { CONTAINER_LIES, type Lies } from "../../support/container-lies.js";
import {
  countsFile,
  fingerprints as entries,
  listed,
  readWhole,
  type Said,
  section,
  TRUE,
} from "../../support/counts-files.js";
import { errorOf, errorOrNone } from "../../support/errors.js";

const header = (change: Record<string, unknown>): Partial<Said> => ({ header: { ...TRUE.header, ...change } });
/** One row, and a header that knows of it. */
const row = (...numbers: number[]): Partial<Said> => ({ ...header({ terms: 1 }), terms: section(...numbers) });
const rows = (terms: number, ...numbers: number[]): Partial<Said> => ({
  ...header({ terms }),
  terms: section(...numbers),
});
const bytes = (...numbers: number[]): Partial<Said> => ({ ...header({ terms: 1 }), terms: Uint8Array.from(numbers) });

// The documents of the truth.
const ONE = [1, 2, 3, 0, 1] as const;
const OTHER = [1, 2, 4, 0, 1] as const;
const THIRD = [5, 0, 0, 1, 1] as const;

type Untruths = Readonly<Record<string, Partial<Said>>>;

/** What a counts file can lie about when its container is right. */
const COUNTS_LIES: Readonly<
  Record<Exclude<FileFault, keyof typeof CONTAINER_LIES | "family" | "not-finite"> | "header-value", Untruths>
> = {
  "header-value": {
    "settings that are a list": header({ settings: [] }),
    "settings that are null": header({ settings: null }),
    "a setting that is an object": header({ settings: { features: {} } }),
    "a setting that is null": header({ settings: { features: null } }),
    "labels that are no list": header({ labels: "ab" }),
    "a label that is a number": header({ labels: [1, 2] }),
    "numbers of documents that are no list": header({ documents: 3 }),
    "a number of documents too few": header({ documents: [2] }),
    "a number of documents too many": header({ documents: [2, 1, 1] }),
    "a category without documents": header({ documents: [2, 0] }),
    "a negative number of documents": header({ documents: [4, -1] }),
    "half a document": header({ documents: [2.5, 1] }),
    "2^53 documents": header({ documents: [2 ** 53, 1] }),
    "more documents than can be summed": header({ documents: [2 ** 36, 2 ** 36] }),
    "a number of documents as text": header({ documents: ["2", 1] }),
    "a number of terms as text": header({ terms: "3" }),
    "half a term": header({ terms: 2.5 }),
    "fewer terms than none": header({ terms: -1 }),
    "2^53 terms": header({ terms: 2 ** 53 }),
    "bits of the sample as text": header({ sampleBits: "0" }),
    "no bits of the sample": header({ sampleBits: null }),
    "an odd number of bits": header({ sampleBits: 1 }),
    "fewer bits than none": header({ sampleBits: -2 }),
    "two and a half bits": header({ sampleBits: 2.5 }),
    "more bits than the most documents have": header({ sampleBits: MAX_SAMPLE_BITS + 2 }),
    "fewer bits than so many documents have": header({ documents: [4096, 1], sampleBits: 2 }),
  },
  targets: {
    "65,536 labels": header({
      labels: Array.from({ length: 65536 }, (_, i) => String.fromCodePoint(0x10000 + i)),
      documents: Array(65536).fill(1),
    }),
    "labels out of order": header({ labels: ["b", "a"] }),
    "a label twice": header({ labels: ["a", "a"] }),
    "a label of no characters": header({ labels: ["", "a"] }),
    "a label with a line end": header({ labels: ["a", "b\n"] }),
    "a label with an escape": header({ labels: ["a", "b\u001b[31m"] }),
    "a label with half a surrogate pair": header({ labels: ["a", "b\ud83d"] }),
  },
  "section-size": {
    "2^53 - 1 terms": header({ terms: 2 ** 53 - 1 }),
    "a term more than there is room for": header({ terms: 4 }),
    "a term more than there is": {
      ...header({ terms: 4 }),
      terms: section(...Array(3).fill([0, 2, 1, 1, 0, 700]).flat().with(1, 0)),
    },
    "a term less than there is": header({ terms: 2 }),
    "no term, and there are some": header({ terms: 0 }),
    "terms that are cut off between two": { terms: TRUE.terms.subarray(0, 8) },
    "no documents": { fingerprints: section(), sample: section() },
    "a document less than its header says": { fingerprints: entries(ONE, OTHER) },
    "a document of another category than its header says": {
      ...header({ documents: [1, 2] }),
      fingerprints: entries(ONE, THIRD),
    },
    "the vector of a document more than there is": { sample: Uint8Array.of(...TRUE.sample, 0) },
    "vectors of documents that are not in a sample so thin": {
      ...header({ sampleBits: 2 }),
      fingerprints: entries(ONE, OTHER, [2 ** 30, 0, 0, 1, 1]),
    },
  },
  "out-of-range": {
    "a word of 65 bytes": { words: listed("x".repeat(65), "y") },
    "a word of 2^52 bytes": { words: section(2 ** 53 - 1) },
    "a stop word of 65 bytes": { words: listed(["x".repeat(65)], "y") },
    "a first word that is not listed": row(2, 0, 1, 1, 0, 5),
    "a first word 2^53 - 1": row(2 ** 53 - 1, 0, 1, 1, 0, 5),
    "a second word that is not listed": row(0, 3, 1, 1, 0, 5),
    "a second word that is not listed, by steps": rows(2, 0, 2, 1, 1, 0, 5, 0, 1, 1, 1, 0, 5),
    "a term after the last word": { ...header({ terms: 4 }), terms: Uint8Array.of(...TRUE.terms, 1, 0, 1, 1, 0, 5) },
    "terms without words": { words: new Uint8Array() },
    "a term in no category": row(0, 0, 1, 0, 0, 0),
    "a term in more categories than there are": row(0, 0, 3, 3, 0, 5, 1, 5, 1, 5),
    "a term in 2^53 - 1 categories": row(0, 0, 3, 2 ** 53 - 1, 0, 5),
    "a term in no document": row(0, 0, 0, 1, 0, 5),
    "a term in fewer documents than categories": row(0, 0, 1, 2, 0, 5, 1, 5),
    "a term in more documents than there are": row(0, 0, 4, 1, 0, 5),
    "a category that is not listed": row(0, 0, 1, 1, 2, 5),
    "a category past the end by steps": row(0, 0, 2, 2, 1, 5, 1, 5),
    "a sum of zero": row(0, 0, 1, 1, 0, 0),
    "a sum that its documents cannot add up to": row(0, 0, 1, 1, 0, 2 ** 16 + 1),
    "a sum above 2^53 - 1": bytes(0, 0, 1, 1, 0, ...Array<number>(7).fill(0xff), 0x1f),
    "a document of a category that is not listed": { fingerprints: entries(ONE, OTHER, [5, 0, 0, 2, 1]) },
    "a document of category 2^53 - 1": { fingerprints: entries([1, 2, 3, 2 ** 53 - 1, 1]) },
    "a document with 0 copies": { fingerprints: entries([0, 0, 0, 0, 0], ONE, OTHER, THIRD) },
    "a document more than its header says": { fingerprints: entries(ONE, OTHER, THIRD, [6, 0, 0, 1, 1]) },
    "a copy more than its header says": { fingerprints: entries(ONE, OTHER, [5, 0, 0, 1, 2]) },
    "2^53 - 1 copies": { fingerprints: entries([1, 2, 3, 0, 2 ** 53 - 1]) },
    "a document of 4,097 terms": { sample: section(4097) },
    "a document of 2^53 - 1 terms": { sample: section(2 ** 53 - 1) },
    "a first word in the sample that is not listed": { sample: section(1, 2, 0, 5) },
    "a first word 2^53 - 1 in the sample": { sample: section(1, 2 ** 53 - 1, 0, 5) },
    "a first word in the sample past the end by steps": { sample: section(3, 0, 0, 5, 1, 0, 5, 1, 0, 5) },
    "a second word in the sample that is not listed": { sample: section(1, 0, 3, 5) },
    "a second word in the sample past the end by steps": { sample: section(2, 0, 2, 5, 0, 1, 5) },
    "a contribution of nothing": { sample: section(1, 0, 0, 0) },
    "a contribution of more than a document": { sample: section(1, 0, 0, 2 ** 16 + 1) },
    "a number without end": bytes(0, 0, 1, 1, 0, ...Array<number>(64).fill(0xff)),
  },
  order: {
    "words out of order": { words: listed(["with"], "oil") },
    "a word twice": { words: listed("oil", "oil") },
    "a word twice, as a stop word too": { words: listed("oil", ["oil"]) },
    "a term twice": rows(2, 0, 0, 1, 1, 0, 5, 0, 0, 1, 1, 0, 5),
    "a bigram twice": rows(2, 0, 1, 1, 1, 0, 5, 0, 0, 1, 1, 0, 5),
    "a category twice": row(0, 0, 2, 2, 0, 5, 0, 5),
    "a document twice": { fingerprints: entries(ONE, ONE, THIRD) },
    "documents out of order by the first number": { fingerprints: entries(THIRD, ONE, OTHER) },
    "documents out of order by the second": { fingerprints: entries([1, 2, 3, 0, 1], [1, 1, 4, 0, 1], THIRD) },
    "documents out of order by the third": { fingerprints: entries(OTHER, ONE, THIRD) },
    "documents out of order by category": { fingerprints: entries([1, 2, 3, 1, 1], [1, 2, 3, 0, 2]) },
    "a term twice in a document": { sample: section(2, 0, 0, 5, 0, 0, 5) },
    "a bigram twice in a document": { sample: section(2, 1, 2, 5, 0, 0, 5) },
  },
  truncated: {
    "words that end in a word": { words: listed("oil", "with").subarray(0, -1) },
    "words that end in a length": { words: Uint8Array.of(0x83) },
    "terms that end between two numbers": { terms: TRUE.terms.subarray(0, -1) },
    "documents that end in a fingerprint": { fingerprints: TRUE.fingerprints.subarray(0, -3) },
    "documents that end before a category": { fingerprints: TRUE.fingerprints.subarray(0, -2) },
    "documents that end before a number of copies": { fingerprints: TRUE.fingerprints.subarray(0, -1) },
    "a sample that ends before a document": { sample: TRUE.sample.subarray(0, 14) },
    "a sample that ends between two numbers": { sample: TRUE.sample.subarray(0, -1) },
    "a sample that ends in a number": { sample: Uint8Array.of(1, 0, 0, 0x85) },
    "terms that end in a number": bytes(0, 0, 1, 1, 0, 0x80),
  },
  "number-form": {
    "a length that is not in its shortest form": { words: Uint8Array.of(0x81, 0, 0x61) },
    "a sum that is not in its shortest form": bytes(0, 0, 1, 1, 0, 0x85, 0),
    "a zero in two bytes": bytes(0x80, 0, 0, 1, 1, 0, 5),
    "a category that is not in its shortest form": {
      fingerprints: Uint8Array.of(...TRUE.fingerprints.subarray(0, -2), 0x81, 0, 1),
    },
    "a contribution that is not in its shortest form": { sample: Uint8Array.of(1, 0, 0, 0x85, 0) },
  },
};

const lies: readonly (readonly [code: string, what: string, file: () => Uint8Array])[] = [
  ...Object.entries<Lies<Uint8Array>>(CONTAINER_LIES).flatMap(([code, files]) =>
    Object.entries(files).map(([what, lie]) => [code, what, () => lie(countsFile())] as const),
  ),
  ...Object.entries<Untruths>(COUNTS_LIES).flatMap(([code, files]) =>
    Object.entries(files).map(([what, lie]) => [code, what, () => countsFile(lie)] as const),
  ),
];

describe("decodeCounts, and a walk over its rows", () => {
  it("accepts the true file that all lies are made from", () => {
    expect(errorOrNone(() => readWhole(countsFile()))).toBeUndefined();
  });

  it.each(lies)("refuses with `%s` %s", (code, _, file) => {
    const error = errorOf(() => readWhole(file()));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^some\.counts: [^\n]+ `newsgroups train`$/);
  });

  it("refuses only with codes that docs/format.md lists", () => {
    const page = readFileSync(new URL("../../../docs/format.md", import.meta.url), "utf8");
    for (const [code] of lies) expect(page).toContain(`| \`${code}\` `);
  });
});
