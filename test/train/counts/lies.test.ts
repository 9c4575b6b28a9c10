/** Each way in which a counts file can lie: for each the file that does it, and the code it is refused with. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { FileFault } from "../../../src/core/errors.js";
import { KEPT_DOCUMENTS, MAX_KEPT_BITS } from "../../../src/train/documents/kept.js";
import { CONTAINER_LIES, type Lies } from "../../support/container-lies.js";
import {
  countsFile,
  fingerprints as entries,
  listed,
  readWhole,
  type Said,
  SUMS,
  section,
  TRUE,
  WHOLE,
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
    "bits of kept documents as text": header({ keptBits: "0" }),
    "bits that are a list": header({ keptBits: [] }),
    "terms beside all documents": header({ keptBits: 0 }),
    "an odd number of bits": header({ keptBits: 1 }),
    "fewer bits than none": header({ keptBits: -2 }),
    "two and a half bits": header({ keptBits: 2.5 }),
    "more bits than the most documents have": header({ keptBits: MAX_KEPT_BITS + 2 }),
    "fewer bits than so many documents have": header({ documents: [KEPT_DOCUMENTS, 1], keptBits: 0, terms: 0 }),
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
    "no documents": { fingerprints: section(), sequences: section(), occurrences: section(0, 0) },
    "a document less than its header says": { fingerprints: entries(ONE, OTHER) },
    "a document of another category than its header says": {
      ...header({ documents: [1, 2] }),
      fingerprints: entries(ONE, THIRD),
    },
    "the words of a document more than there is": { sequences: Uint8Array.of(...TRUE.sequences, 0, 0) },
    "the words of documents whose fingerprints say that they are not kept": {
      fingerprints: entries(ONE, OTHER, [2 ** 30, 0, 0, 1, 1]),
    },
    "a word that does not say how often it occurs": { occurrences: section(3) },
    "an occurrence more than there are words": { occurrences: section(3, 2, 0) },
    "documents where none are kept": { ...SUMS, sequences: section(0, 0) },
    "occurrences without documents": { ...header({ keptBits: null }), sequences: section() },
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
    "terms without words": { words: section(), occurrences: section(), sequences: new Uint8Array(6) },
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
    "a word in a document that is not listed": { sequences: TRUE.sequences.with(4, 3) },
    "a word more often than is said": { sequences: TRUE.sequences.with(3, 2) },
    "a word less often than is said": { sequences: TRUE.sequences.with(2, 0) },
    "more words than there are bytes": { occurrences: section(2 ** 53 - 1, 2) },
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
  },
  truncated: {
    "words that end in a word": { words: listed("oil", "with").subarray(0, -1) },
    "words that end in a length": { words: Uint8Array.of(0x83) },
    "terms that end between two numbers": { terms: TRUE.terms.subarray(0, -1) },
    "documents that end in a fingerprint": { fingerprints: TRUE.fingerprints.subarray(0, -3) },
    "documents that end before a category": { fingerprints: TRUE.fingerprints.subarray(0, -2) },
    "documents that end before a number of copies": { fingerprints: TRUE.fingerprints.subarray(0, -1) },
    "sequences that end before a document": { sequences: TRUE.sequences.subarray(0, 9) },
    "sequences that end between two words": { occurrences: section(1, 1), sequences: TRUE.sequences.subarray(0, 4) },
    "sequences that end in a number": { occurrences: section(1, 1), sequences: Uint8Array.of(0, 1, 0x85) },
    "a document of 2^53 - 1 words": { sequences: section(2 ** 53 - 1, 1, 1) },
    "occurrences that end in a number": { occurrences: Uint8Array.of(3, 0x82) },
    "terms that end in a number": bytes(0, 0, 1, 1, 0, 0x80),
  },
  "number-form": {
    "a length that is not in its shortest form": { words: Uint8Array.of(0x81, 0, 0x61) },
    "a sum that is not in its shortest form": bytes(0, 0, 1, 1, 0, 0x85, 0),
    "a zero in two bytes": bytes(0x80, 0, 0, 1, 1, 0, 5),
    "a category that is not in its shortest form": {
      fingerprints: Uint8Array.of(...TRUE.fingerprints.subarray(0, -2), 0x81, 0, 1),
    },
    "a word of a document that is not in its shortest form": {
      occurrences: section(1, 1),
      sequences: Uint8Array.of(0, 1, 0x81, 0),
    },
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

  it("accepts it with all documents and no terms, and with terms and no documents", () => {
    expect(errorOrNone(() => readWhole(countsFile(WHOLE)))).toBeUndefined();
    expect(errorOrNone(() => readWhole(countsFile(SUMS)))).toBeUndefined();
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
