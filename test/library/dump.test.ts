/** Dumping: counts of any number of parts → one artifact. */

import { beforeAll, describe, expect, it } from "vitest";
import { dump, dumpNamed } from "../../src/library/dump.js";
import { load } from "../../src/library/load.js";
import { train } from "../../src/library/train.js";
import { decodeCounts } from "../../src/train/counts/counts.js";
import { MemorySpool } from "../../src/train/counts/spool.js";
import { countOccurrences, encodeSequences } from "../../src/train/documents/sequences.js";
import { type CompileOptions, ESTIMATOR_OPTIONS } from "../../src/train/model/options.js";
import { countsFile, section } from "../support/counts-files.js";
import { decodeFlat } from "../support/flat-model.js";
import { ANIMALS, artifactOf } from "../support/model-corpora.js";
import { entriesOf } from "../support/model-entries.js";

let counts: Uint8Array;
beforeAll(async () => {
  counts = await train(ANIMALS);
});

describe("dump", () => {
  it("gives the same bytes for the same documents in any order", async () => {
    const reversed = await train(ANIMALS.toReversed());
    for (const estimator of ESTIMATOR_OPTIONS) {
      expect(await dump(reversed, { estimator })).toEqual(await dump(counts, { estimator }));
    }
  });

  it("gives the same bytes for a corpus in parts as for the whole, in any order", async () => {
    const part = (from: number, to: number) => train(ANIMALS.slice(from, to));
    const parts = await Promise.all([part(0, 4), part(4, 6), part(6, 8)].map((p) => p.catch(() => undefined)));
    // The last part has documents of one category only and cannot be trained alone.
    expect(parts.map((p) => p !== undefined)).toEqual([true, true, false]);
    const [first, second] = await Promise.all([part(0, 4), part(4, 8)]);
    for (const options of [{}, { estimator: "multinomial" as const, alpha: 0.5, maxTerms: 12 }]) {
      const whole = await dump(counts, options);
      expect(await dump([first, second], options)).toEqual(whole);
      expect(await dump([second, first], options)).toEqual(whole);
      expect(await dump([counts], options)).toEqual(whole);
    }
  });

  it("puts nothing of what counts keep of documents into the artifact", async () => {
    const secret = "zanzibar meets quagmire at midnight by xylophone";
    const all = await train([...ANIMALS, { label: "birds", text: secret }]);
    const artifact = Buffer.from(await dump(all, { maxTerms: 4 }));
    expect(["zebra", "trout", "falcon", "heron"].some((word) => artifact.includes(word))).toBe(true);
    for (const word of secret.split(" ").filter(({ length }) => length > 4)) {
      expect([word, Buffer.from(all).includes(word), artifact.includes(word)]).toEqual([word, true, false]);
    }
    // Nor the words of any document, as the counts have them.
    const spool = new MemorySpool();
    const { walkDocuments, words } = decodeCounts(all, "counts");
    encodeSequences(walkDocuments(), countOccurrences(walkDocuments(), words.ends.length), spool);
    const sequences = Buffer.from(spool.view(0, spool.length));
    expect(Buffer.from(all).includes(sequences)).toBe(true);
    for (let at = 0; at + 6 <= sequences.length; at++) {
      expect(artifact.includes(sequences.subarray(at, at + 6)), `byte ${at}`).toBe(false);
    }
  });

  it("refuses a part that is given twice as `duplicates`, naming both, and counts it twice if told so", async () => {
    await expect(dump([counts, counts])).rejects.toMatchObject({
      code: "duplicates",
      message: expect.stringMatching(/^counts 2: 8 of its 8 documents are also in counts 1 and/),
    });
    expect(decodeFlat(await dump([counts, counts], { allowDuplicates: true })).documents).toEqual([6, 4, 6]);
  });

  it("renames categories, and makes one of two that get the same name, as if they had been trained so", async () => {
    const renamed = ANIMALS.map((one) => ({ ...one, label: one.label === "birds" ? "zoo" : one.label }));
    expect(await dump(counts, { rename: { birds: "zoo" } })).toEqual(await dump(await train(renamed)));
    const merged = ANIMALS.map((one) => ({ ...one, label: one.label === "birds" ? "mammals" : one.label }));
    expect(await dump(counts, { rename: { birds: "mammals" } })).toEqual(await dump(await train(merged)));
    const swapped = ANIMALS.map((one) => ({
      ...one,
      label: { birds: "fish", fish: "birds" }[one.label] ?? one.label,
    }));
    expect(await dump(counts, { rename: { birds: "fish", fish: "birds" } })).toEqual(await dump(await train(swapped)));
    await expect(dump(counts, { rename: { bird: "zoo" } })).rejects.toMatchObject({
      code: "usage",
      message: expect.stringMatching(/^category bird: not in the counts; choose from birds, fish, mammals/),
    });
    await expect(dump(counts, { rename: { birds: "a\nb" } })).rejects.toMatchObject({ code: "usage" });
  });

  it("records what the model predicts", async () => {
    const { recorded } = decodeFlat(await dump(counts));
    expect(recorded.length).toBeGreaterThan(0);
    const classifier = load(await dump(counts));
    for (const { text, category } of recorded) expect(classifier.predict(text).category).toBe(category);
  });

  it("keeps at most as many terms as asked for", async () => {
    const all = entriesOf(decodeFlat(await dump(counts))).terms.size;
    for (const maxTerms of [2, 7, all - 1, all, all + 1]) {
      const { terms } = entriesOf(decodeFlat(await dump(counts, { maxTerms })));
      expect(terms.size).toBe(Math.min(maxTerms, all));
    }
  });

  it("has no byte of an address in its words, unless addresses are to be kept", async () => {
    const corpus = [
      { label: "a", text: "Write to bob@example.com or zoe_x@example.org soon, bob@example.com" },
      { label: "b", text: "Subject: ask eve@example.net, quickly\n\nmail <eve@example.net>, zebra" },
    ];
    const at = "@".charCodeAt(0);
    expect(decodeFlat(await artifactOf(corpus)).wordBytes).not.toContain(at);
    const kept = entriesOf(decodeFlat(await artifactOf(corpus, { keepEmails: true })));
    const addresses = kept.words.filter((word) => word.includes("@")).sort();
    expect(addresses).toEqual(["bob@example.com", "eve@example.net", "zoe_x@example.org"]);
  });

  it("drops each term with a stop word if it is to, and keeps them otherwise", async () => {
    const corpus = [
      { label: "a", text: "the engine is not old" },
      { label: "b", text: "lunar probe" },
    ];
    const termsBy = async (options: CompileOptions) =>
      [...entriesOf(decodeFlat(await artifactOf(corpus, options))).terms.keys()].sort();
    const kept = ["engine", "engine is", "is", "is not", "lunar", "lunar probe", "not", "not old", "old", "probe"];
    expect(await termsBy({})).toEqual([...kept, "the", "the engine"]);
    expect(await termsBy({ stopWords: "keep" })).toEqual(await termsBy({}));
    // Of "engine is not old" no two words that are left are neighbours.
    expect(await termsBy({ stopWords: "drop" })).toEqual(["engine", "lunar", "lunar probe", "old", "probe"]);
  });

  it("makes a model that loads even if there is a single term", async () => {
    const corpus = [
      { label: "a", text: "zebra" },
      { label: "b", text: "the" },
    ];
    for (const estimator of ["complement", "multinomial"] as const) {
      const { category, knownTerms } = load(await artifactOf(corpus, { estimator })).predict("zebra");
      expect(knownTerms).toBe(1);
      // Complements of one term are all the same to the rest, and the first target wins; so does it by multinomial.
      expect(category).toBe("a");
    }
  });

  it("refuses what are no counts, naming which", async () => {
    const notCounts = await dump(counts);
    await expect(dump([counts, notCounts])).rejects.toMatchObject({
      code: "magic",
      message: expect.stringMatching(/^counts 2: /),
    });
    const damaged = counts.with(counts.length - 1, counts.at(-1)! ^ 1);
    await expect(dump(damaged)).rejects.toMatchObject({
      code: "digest",
      message: expect.stringMatching(/^counts 1: /),
    });
  });

  it("refuses no counts at all, and options out of range, as `usage`", async () => {
    await expect(dump([])).rejects.toMatchObject({ code: "usage" });
    await expect(dump(counts, { alpha: 0 })).rejects.toMatchObject({ code: "usage" });
    await expect(dump(counts, { maxTerms: 0 })).rejects.toMatchObject({ code: "usage" });
  });

  it("refuses arguments of a wrong type as `usage`, naming what they are", async () => {
    for (const [argument, got] of [
      ["newsgroups.counts", "newsgroups.counts"],
      [[counts, { length: 3 }], "an object"],
      [undefined, "undefined"],
    ] as const) {
      const promise = dump(argument as unknown as Uint8Array);
      await expect(promise).rejects.toMatchObject({ code: "usage", message: expect.stringContaining(got) });
    }
  });

  it("refuses counts whose sums miss a term of a document as `section-size`", async () => {
    // The document of category b is "oil", and the sums have oil in category a alone.
    const terms = section(...[0, 0, 3, 1, 0, 100], ...[0, 2, 1, 1, 0, 7], ...[1, 0, 2, 1, 0, 9]);
    await expect(dump(countsFile({ terms }), { estimator: "linear" })).rejects.toMatchObject({
      code: "section-size",
      message: expect.stringMatching(/do not add up.*train again/),
    });
  });

  it("refuses counts without terms as `input`", async () => {
    const nothing = await train([
      { label: "a", text: "" },
      { label: "b", text: "..." },
    ]);
    await expect(dump(nothing)).rejects.toMatchObject({ code: "input" });
    const stopWords = await train([
      { label: "a", text: "the" },
      { label: "b", text: "of the" },
    ]);
    await expect(dump(stopWords, { stopWords: "drop" })).rejects.toMatchObject({ code: "input" });
  });
});

describe("dumpNamed", () => {
  it("does what `dump` does, with names in messages", async () => {
    const { artifact, model } = await dumpNamed([{ where: "a.counts", bytes: counts }], {});
    expect(artifact).toEqual(await dump(counts));
    expect(model.targets).toEqual(["birds", "fish", "mammals"]);
    const empty = dumpNamed([{ where: "b.counts", bytes: new Uint8Array() }], {});
    await expect(empty).rejects.toMatchObject({ code: "too-short", message: expect.stringMatching(/^b\.counts: /) });
  });
});
