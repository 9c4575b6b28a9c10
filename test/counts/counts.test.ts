/** Counts files: what is written is read back, and nothing that lies is. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addCounts, type Counts, decodeCounts, encodeCounts } from "../../src/counts/counts.js";
import { MAX_CATEGORIES } from "../../src/counts/term-rows.js";
import { type ErrorCode, NewsgroupsError } from "../../src/errors.js";
import { corpus, countsFile, readWhole, type Said, section, TRUE, trainedOn, wordsOf } from "./corpora.js";

function errorOf(action: () => unknown): { code: ErrorCode; message: string } {
  try {
    action();
  } catch (error) {
    if (error instanceof NewsgroupsError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("nothing was refused");
}

const part = (file: Uint8Array, where: string): { counts: Counts; where: string } => ({
  counts: decodeCounts(file, where),
  where,
});

const header = (change: Record<string, unknown>): Partial<Said> => ({ header: { ...TRUE.header, ...change } });

describe("decodeCounts", () => {
  it("reads a file that was written by hand", () => {
    const { counts, terms } = readWhole(countsFile());
    expect(counts.settings).toEqual({ features: 1 });
    expect([counts.labels, counts.documents]).toEqual([
      ["a", "b"],
      [2, 1],
    ]);
    expect([wordsOf(counts.words), wordsOf(counts.stopWords)]).toEqual([
      ["oil", "orbit"],
      ["and", "the"],
    ]);
    expect(terms).toEqual([
      ["oil", 3, { a: 100, b: 50 }],
      ["oil orbit", 1, { b: 7 }],
      ["orbit", 2, { a: 9 }],
    ]);
  });

  it("starts a new walk over the terms each time it is asked to", async () => {
    const { counts, terms } = readWhole(
      await trainedOn([
        { label: "a", text: "old engine" },
        { label: "b", text: "oil" },
      ]),
    );
    const rows = counts.rows();
    rows.next();
    const others = counts.rows();
    expect([others.next(), others.first, others.second]).toEqual([true, 0, 0]);
    let left = 0;
    while (rows.next()) left++;
    expect(left).toBe(terms.length - 1);
    expect(rows.next()).toBe(false);
  });

  it.each<[string, Partial<Said>, string]>([
    ["a header without labels", { header: { settings: {}, documents: [1, 1], terms: 0 } }, "expected"],
    ["a header with more in it", header({ more: 1 }), "settings, labels, documents and terms expected"],
    ["settings that are a list", header({ settings: [] }), "a setting"],
    ["settings that are null", header({ settings: null }), "a setting"],
    ["a setting that is an object", header({ settings: { features: {} } }), "a setting"],
    ["a setting that is null", header({ settings: { features: null } }), "a setting"],
    ["labels that are no list", header({ labels: "ab" }), "labels"],
    ["labels out of order", header({ labels: ["b", "a"] }), "labels"],
    ["a label twice", header({ labels: ["a", "a"] }), "labels"],
    ["a label of no characters", header({ labels: ["", "a"] }), "labels"],
    ["a label with a line end", header({ labels: ["a", "b\n"] }), "labels"],
    ["a label with an escape", header({ labels: ["a", "b\u001b[31m"] }), "labels"],
    ["a label with half a surrogate pair", header({ labels: ["a", "b\ud83d"] }), "labels"],
    ["a label that is a number", header({ labels: [1, 2] }), "labels"],
    ["numbers of documents that are no list", header({ documents: 3 }), "numbers of documents"],
    ["a number of documents too few", header({ documents: [2] }), "numbers of documents"],
    ["a number of documents too many", header({ documents: [2, 1, 1] }), "numbers of documents"],
    ["a category without documents", header({ documents: [2, 0] }), "numbers of documents"],
    ["a negative number of documents", header({ documents: [4, -1] }), "numbers of documents"],
    ["half a document", header({ documents: [2.5, 1] }), "numbers of documents"],
    ["more documents than can be counted", header({ documents: [2 ** 53, 1] }), "numbers of documents"],
    ["a number of documents as text", header({ documents: ["2", 1] }), "numbers of documents"],
    ["a number of terms that is not theirs", header({ terms: 4 }), "terms"],
    ["a number of terms as text", header({ terms: "3" }), "terms"],
    ["words out of order", { words: section("orbit", "oil") }, "words out of order"],
    ["a word twice", { words: section("oil", "oil") }, "words out of order"],
    ["stop words out of order", { stopWords: section("the", "and") }, "words out of order"],
    ["a word of no bytes", { words: section("", "oil", "orbit") }, "a word of 0 bytes"],
    ["a word of 65 bytes", { words: section("x".repeat(65), "y") }, "a word of 65 bytes"],
    ["words that end in a word", { words: section("oil", "orbit").subarray(0, -1) }, "middle of a word"],
    ["words that end in a length", { words: Uint8Array.of(0x83) }, "middle of a number"],
    ["a length that is not in its shortest form", { words: Uint8Array.of(0x81, 0, 0x61) }, "shortest form"],
    ["a first word that is not listed", { terms: section(2, 0, 1, 1, 0, 5) }, "not listed"],
    ["a second word that is not listed", { terms: section(0, 3, 1, 1, 0, 5) }, "not listed"],
    ["a term twice", { terms: section(0, 0, 1, 1, 0, 5, 0, 0, 1, 1, 0, 5) }, "terms out of order"],
    ["a bigram twice", { terms: section(0, 1, 1, 1, 0, 5, 0, 0, 1, 1, 0, 5) }, "terms out of order"],
    ["a term in no category", { terms: section(0, 0, 1, 0) }, "number of categories"],
    ["a term in more categories than there are", { terms: section(0, 0, 3, 3, 0, 5, 1, 5, 1, 5) }, "of categories"],
    ["a term in no document", { terms: section(0, 0, 0, 1, 0, 5) }, "number of documents"],
    ["a term in fewer documents than categories", { terms: section(0, 0, 1, 2, 0, 5, 1, 5) }, "number of documents"],
    ["a term in more documents than there are", { terms: section(0, 0, 4, 1, 0, 5) }, "number of documents"],
    ["a category that is not listed", { terms: section(0, 0, 1, 1, 2, 5) }, "a category out of range"],
    ["a category twice", { terms: section(0, 0, 2, 2, 0, 5, 0, 5) }, "a category out of range or order"],
    ["a category past the end by steps", { terms: section(0, 0, 2, 2, 1, 5, 1, 5) }, "a category out of range"],
    ["a sum that its documents cannot add up to", { terms: section(0, 0, 1, 1, 0, 2 ** 16 + 1) }, "larger than"],
    ["a sum of zero", { terms: section(0, 0, 1, 1, 0, 0) }, "a sum of zero"],
    ["a sum that is not in its shortest form", { terms: Uint8Array.of(0, 0, 1, 1, 0, 0x85, 0) }, "shortest form"],
    ["a sum above 2^53 - 1", { terms: Uint8Array.of(0, 0, 1, 1, 0, ...Array(7).fill(0xff), 0x1f) }, "too large"],
    [
      "a term after the last word",
      { ...header({ terms: 4 }), terms: Uint8Array.of(...TRUE.terms, 1, 0, 1, 1, 0, 5) },
      "not listed",
    ],
    ["terms without words", { words: new Uint8Array() }, "not listed"],
  ])("refuses %s", (_, lies, what) => {
    const { code, message } = errorOf(() => readWhole(countsFile(lies)));
    expect(code).toBe("content");
    expect(message).toContain("some.counts: impossible content");
    expect(message).toContain(what);
  });

  it("refuses terms that are cut off anywhere within one", () => {
    const ends = [0, 8, 14, TRUE.terms.length];
    for (let length = 0; length < TRUE.terms.length; length++) {
      if (ends.includes(length)) continue;
      const { code } = errorOf(() => readWhole(countsFile({ terms: TRUE.terms.subarray(0, length) })));
      expect(code).toBe("content");
    }
  });

  it("refuses terms that are cut off between two, for the header says how many there are", () => {
    for (const length of [0, 8, 14]) {
      const { code } = errorOf(() => readWhole(countsFile({ terms: TRUE.terms.subarray(0, length) })));
      expect(code).toBe("content");
    }
  });

  it("refuses a word that is listed as a stop word too", () => {
    const { code } = errorOf(() => readWhole(countsFile({ stopWords: section("and", "oil") })));
    expect(code).toBe("content");
  });

  it("refuses what is no counts file, and a damaged one", () => {
    expect(errorOf(() => decodeCounts(Buffer.from("text"), "x")).code).toBe("format");
    expect(errorOf(() => decodeCounts(Buffer.from("text".repeat(100)), "x")).message).toContain("not a counts file");
    const damaged = countsFile();
    damaged[damaged.length - 1]! ^= 1;
    expect(errorOf(() => decodeCounts(damaged, "x")).code).toBe("digest");
  });
});

describe("encodeCounts", () => {
  it("writes what decodeCounts reads", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async (documents) => {
        const file = await trainedOn(documents);
        expect(encodeCounts(decodeCounts(file, ""))).toEqual(file);
      }),
      { numRuns: 25 },
    );
    expect(encodeCounts(decodeCounts(countsFile(), ""))).toEqual(countsFile());
  });
});

describe("addCounts", () => {
  const otherSettings = (settings: Record<string, unknown>) => part(countsFile(header({ settings })), "other.counts");
  const some = part(countsFile(), "some.counts");

  it("merges labels, words and terms of parts that share none", () => {
    const other = part(
      countsFile({
        header: { ...TRUE.header, labels: ["A", "c"], documents: [5, 6], terms: 2 },
        stopWords: section("of"),
        words: section("engine", "zoo"),
        terms: section(...[0, 2, 1, 1, 1, 3], ...[1, 0, 1, 1, 0, 4]),
      }),
      "other.counts",
    );
    const { counts, terms } = readWhole(encodeCounts(addCounts([some, other])));
    expect(counts.labels).toEqual(["A", "a", "b", "c"]);
    expect(counts.documents).toEqual([5, 2, 1, 6]);
    expect(wordsOf(counts.words)).toEqual(["engine", "oil", "orbit", "zoo"]);
    expect(wordsOf(counts.stopWords)).toEqual(["and", "of", "the"]);
    expect(terms).toEqual([
      ["engine zoo", 1, { c: 3 }],
      ["oil", 3, { a: 100, b: 50 }],
      ["oil orbit", 1, { b: 7 }],
      ["orbit", 2, { a: 9 }],
      ["zoo", 1, { A: 4 }],
    ]);
  });

  it("gives a single part back as it is", () => {
    expect(addCounts([some])).toBe(some.counts);
  });

  it("refuses to add nothing", () => {
    expect(errorOf(() => addCounts([])).code).toBe("usage");
  });

  it.each<[Record<string, unknown>, string]>([
    [{ features: 2 }, "other.counts: made with features 2, and some.counts with 1"],
    [{ features: "1" }, "other.counts: made with features 1, and some.counts with 1"],
    [{}, "other.counts: made with features (none), and some.counts with 1"],
    [{ features: 1, "wink-nlp": "9.9.9" }, "other.counts: made with wink-nlp 9.9.9, and some.counts with (none)"],
    [{ features: 1, toString: "x" }, "other.counts: made with toString x, and some.counts with (none)"],
  ])("refuses counts made with other settings, %j, and names the difference", (settings, what) => {
    const { code, message } = errorOf(() => addCounts([some, otherSettings(settings)]));
    expect(code).toBe("settings");
    expect(message).toContain(what);
  });

  it("finds the one of several parts that was made otherwise", () => {
    expect(errorOf(() => addCounts([some, some, otherSettings({ features: 9 })])).message).toContain("other.counts");
  });

  it("refuses parts that have more categories together than can be told apart", () => {
    const labels = Array.from({ length: MAX_CATEGORIES }, (_, i) => `c${i}`).sort();
    const documents = labels.map(() => 1);
    const many = part(countsFile({ header: { ...TRUE.header, labels, documents } }), "many.counts");
    expect(errorOf(() => addCounts([many, some])).message).toContain(`${MAX_CATEGORIES}`);
  });
});
