/** Counts files: what is written is read back, and a file that lies is refused. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeCounts } from "../../../src/train/combine/merge.js";
import { type Counts, decodeCounts, encodeCounts } from "../../../src/train/counts/counts.js";
import { MAX_CATEGORIES } from "../../../src/train/counts/term-rows.js";
import {
  corpus,
  countsFile,
  listed,
  readWhole,
  type Said,
  section,
  TRUE,
  trainedOn,
} from "../../support/counts-files.js";
import { errorOf } from "../../support/errors.js";
import { stopWordsOf, wordsOf } from "../../support/words.js";

const part = (file: Uint8Array, where: string): { counts: Counts; where: string } => ({
  counts: decodeCounts(file, where),
  where,
});

const header = (change: Record<string, unknown>): Partial<Said> => ({ header: { ...TRUE.header, ...change } });

describe("decodeCounts", () => {
  it("reads a file that was written by hand", () => {
    const { counts, terms } = readWhole(countsFile());
    expect(counts.settings).toEqual({ features: 2 });
    expect([counts.labels, counts.documents]).toEqual([
      ["a", "b"],
      [2, 1],
    ]);
    expect([wordsOf(counts.words), stopWordsOf(counts.words)]).toEqual([["oil", "with"], ["with"]]);
    expect(terms).toEqual([
      ["oil", 3, { a: 100, b: 50 }],
      ["oil with", 1, { b: 7 }],
      ["with", 2, { a: 9 }],
    ]);
  });

  it("starts a new walk over the terms at each call", async () => {
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

  it("refuses terms that are cut off anywhere", () => {
    const ends = [0, 8, 14];
    for (let length = 0; length < TRUE.terms.length; length++) {
      // Between two terms, only the header shows that some are missing; in the first bytes, it claims too many for the section.
      const { code } = errorOf(() => readWhole(countsFile({ terms: TRUE.terms.subarray(0, length) })));
      expect(code, `${length} bytes`).toBe(length < 18 || ends.includes(length) ? "section-size" : "truncated");
    }
    const two = header({ terms: 2 });
    for (let length = 12; length < 14; length++) {
      const { code } = errorOf(() => readWhole(countsFile({ ...two, terms: TRUE.terms.subarray(0, length) })));
      expect(code, `${length} bytes`).toBe("truncated");
    }
  });

  it("names the section, the byte and the remedy", () => {
    expect(errorOf(() => readWhole(countsFile({ words: listed("with", "oil") }))).message).toBe(
      "some.counts: invalid: words, byte 9: the words are not in ascending order; " +
        "copy it again, or make it again with `newsgroups train`",
    );
    expect(errorOf(() => readWhole(countsFile({ terms: TRUE.terms.with(0, 2) }))).message).toContain(
      "terms, byte 2: a term of a word that is not listed",
    );
  });

  it("refuses another file, and a damaged one", () => {
    expect(errorOf(() => decodeCounts(Buffer.from("text"), "x")).code).toBe("too-short");
    const { code, message } = errorOf(() => decodeCounts(Buffer.from("text".repeat(100)), "x"));
    expect(code).toBe("magic");
    expect(message).toContain("not a counts file");
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

describe("mergeCounts", () => {
  const otherSettings = (settings: Record<string, unknown>) => part(countsFile(header({ settings })), "other.counts");
  const some = part(countsFile(), "some.counts");

  it("refuses parts that disagree whether a word is a stop word", () => {
    const other = part(
      countsFile({
        words: listed(["oil"], ["with"]),
      }),
      "other.counts",
    );
    const refused = errorOf(() => mergeCounts([some, other], { allowDuplicates: true }));
    expect([refused.code, refused.message]).toEqual([
      "settings",
      expect.stringMatching(/^the word oil is a stop word in one/),
    ]);
  });

  it("quotes at most a line of the settings of a file", () => {
    const refused = errorOf(() => mergeCounts([some, otherSettings({ features: "x".repeat(10_000) })]));
    expect(refused.code).toBe("settings");
    expect(refused.message.length).toBeLessThan(500);
  });

  it("merges labels, words and terms of parts that share none", () => {
    const other = part(
      countsFile({
        header: { ...TRUE.header, labels: ["A", "c"], documents: [5, 6], terms: 2 },
        words: listed(["above"], "zoo"),
        terms: section(...[0, 2, 1, 1, 1, 3], ...[1, 0, 1, 1, 0, 4]),
      }),
      "other.counts",
    );
    const { counts, terms } = readWhole(encodeCounts(mergeCounts([some, other])));
    expect(counts.labels).toEqual(["A", "a", "b", "c"]);
    expect(counts.documents).toEqual([5, 2, 1, 6]);
    expect(wordsOf(counts.words)).toEqual(["above", "oil", "with", "zoo"]);
    expect(stopWordsOf(counts.words)).toEqual(["above", "with"]);
    expect(terms).toEqual([
      ["above zoo", 1, { c: 3 }],
      ["oil", 3, { a: 100, b: 50 }],
      ["oil with", 1, { b: 7 }],
      ["with", 2, { a: 9 }],
      ["zoo", 1, { A: 4 }],
    ]);
  });

  it("returns a single part as it is", () => {
    expect(mergeCounts([some])).toBe(some.counts);
  });

  it("refuses to merge nothing", () => {
    expect(errorOf(() => mergeCounts([])).code).toBe("usage");
  });

  it.each<[Record<string, unknown>, string]>([
    [{ features: 1 }, "other.counts: made with features 1, but some.counts with 2"],
    [{ features: "2" }, "other.counts: made with features 2, but some.counts with 2"],
    [{}, "other.counts: made with features (none), but some.counts with 2"],
    [{ features: 2, "wink-nlp": "9.9.9" }, "other.counts: made with wink-nlp 9.9.9, but some.counts with (none)"],
    [{ features: 2, toString: "x" }, "other.counts: made with toString x, but some.counts with (none)"],
  ])("refuses counts made with other settings, %j, and names the difference", (settings, what) => {
    const { code, message } = errorOf(() => mergeCounts([some, otherSettings(settings)]));
    expect(code).toBe("settings");
    expect(message).toContain(what);
  });

  it("finds the part that was made in another way", () => {
    expect(errorOf(() => mergeCounts([some, some, otherSettings({ features: 9 })])).message).toContain("other.counts");
  });

  it("refuses parts with more categories together than can be numbered", () => {
    const labels = Array.from({ length: MAX_CATEGORIES }, (_, i) => `c${i}`).sort();
    const documents = labels.map(() => 1);
    const many = part(countsFile({ header: { ...TRUE.header, labels, documents } }), "many.counts");
    const { code, message } = errorOf(() => mergeCounts([many, some]));
    expect(code).toBe("input");
    expect(message).toContain(`${MAX_CATEGORIES}`);
  });

  it("refuses parts with more documents together than can be counted", () => {
    const half = part(countsFile(header({ documents: [2 ** 36 - 1, 1] })), "half.counts");
    const less = part(countsFile(header({ documents: [2 ** 36 - 2, 1] })), "");
    const allowed = { allowDuplicates: true };
    expect(mergeCounts([half, less], allowed).documents).toEqual([2 ** 37 - 3, 2]);
    expect(errorOf(() => mergeCounts([half, half], allowed))).toMatchObject({
      code: "input",
      message: expect.stringMatching(/too many documents; at most \d+ are possible$/),
    });
  });

  it("names settings without their control characters", () => {
    const { message } = errorOf(() => mergeCounts([some, otherSettings({ features: 2, "\u009b": "\u001b[2J" })]));
    expect(message).toContain("other.counts: made with \\u009b \\u001b[2J, but some.counts with (none)");
  });
});
