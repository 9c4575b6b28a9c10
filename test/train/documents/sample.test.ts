/** The sample: which documents are in it and with which vectors, worked out from fingerprints and from terms. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_DOCUMENTS } from "../../../src/core/container/labels.js";
import { decodeCounts, encodeCounts } from "../../../src/train/counts/counts.js";
import { fingerprintOf } from "../../../src/train/documents/fingerprint.js";
import { isSampled, MAX_SAMPLE_BITS, sampleBits } from "../../../src/train/documents/sample.js";
import {
  added,
  corpus,
  documentsOf,
  growing,
  manyDocuments,
  subtracted,
  termsOf,
  trainedOn,
  vectorsOf,
} from "../../support/counts-files.js";
import type { Labelled } from "../../support/labelled.js";

const asHex = (numbers: readonly number[]): string => numbers.map((n) => n.toString(16).padStart(8, "0")).join("");

/** The distinct documents in the order of their fingerprints and labels. */
function distinct(documents: readonly Labelled[]): Labelled[] {
  const byKey = new Map(
    documents.map((one) => {
      const { high, low, whole } = fingerprintOf(one.text);
      return [asHex([high, low, whole]) + one.label, one];
    }),
  );
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** What a document contributes to each of its terms: the sums of counts in which it is alone. */
async function vectorOf({ text }: Labelled): Promise<Map<string, number>> {
  const alone = decodeCounts(
    await trainedOn([
      { label: "it", text },
      { label: "nothing", text: "" },
    ]),
    "",
  );
  return new Map(termsOf(alone).map(([term, , sums]) => [term, sums["it"]!]));
}

describe("sampleBits", () => {
  it("is even, and leaves 256 to 1,024 of more than 1,024 documents to be expected", () => {
    expect([0, 1, 1024, 1025, 4096, 4097, 16_384, 16_385].map(sampleBits)).toEqual([0, 0, 0, 2, 2, 4, 4, 6]);
    fc.assert(
      fc.property(fc.integer({ min: 1025, max: MAX_DOCUMENTS }), (documents) => {
        const expected = documents / 2 ** sampleBits(documents);
        expect(sampleBits(documents) % 2).toBe(0);
        expect(expected).toBeGreaterThan(256);
        expect(expected).toBeLessThanOrEqual(1024);
      }),
    );
    expect(MAX_SAMPLE_BITS).toBeLessThan(32);
  });
});

describe("isSampled", () => {
  it("is true of as many zero bits at the beginning, or more", () => {
    expect([0, 0xffffffff].map((high) => isSampled(high, 0))).toEqual([true, true]);
    expect([0x3fffffff, 0x40000000, 0x80000000].map((high) => isSampled(high, 2))).toEqual([true, false, false]);
  });
});

describe("the sample of a trainer", () => {
  it("has the vectors of all documents while there are no more than 1,024", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async (documents) => {
        const counts = decodeCounts(await trainedOn([...documents, documents[0]!]), "");
        expect(counts.sample.bits).toBe(0);
        expect(vectorsOf(counts)).toEqual(await Promise.all(distinct(documents).map(vectorOf)));
      }),
      { numRuns: 10 },
    );
  });

  it("has the vector of a text once for each category and each message that has it", async () => {
    const message = (from: string) => `Subject: oil\nFrom: ${from}\n\nzebra engine`;
    const documents = [
      { label: "b", text: message("ada") },
      { label: "a", text: message("ada") },
      { label: "a", text: message("bob") },
      { label: "a", text: message("bob") },
    ];
    const counts = decodeCounts(await trainedOn([{ label: "a", text: "zebra oil" }, ...documents]), "");
    const vector = await vectorOf(documents[0]!);
    expect(vector.size).toBe(4);
    expect(vectorsOf(counts).filter(({ size }) => size === 4)).toEqual([vector, vector, vector]);
  });

  it("has of more the vectors of those whose fingerprints begin with two zero bits", async () => {
    const documents = manyDocuments(1025);
    const counts = decodeCounts(await trainedOn(documents), "");
    const chosen = distinct(documents).filter(({ text }) => fingerprintOf(text).high < 2 ** 30);
    expect(counts.sample.bits).toBe(2);
    expect(chosen.length).toBeGreaterThan(200);
    const vectors = vectorsOf(counts);
    expect(vectors).toHaveLength(chosen.length);
    for (const at of [0, 1, chosen.length >> 1, chosen.length - 1]) {
      expect(vectors[at]).toEqual(await vectorOf(chosen[at]!));
    }
  });

  it("has none of a document of more than 4,096 terms, wherever it comes from", async () => {
    const words = (count: number): string => Array.from({ length: count }, (_, i) => `w${i}`).join(" ");
    // So many words, and a pair less than that.
    const largest = { label: "a", text: words(2048) };
    const more = { label: "b", text: `${words(2048)} and w2048 w0` };
    const counts = decodeCounts(await trainedOn([largest, more]), "");
    const sizes = vectorsOf(counts).map(({ size }) => size);
    expect(sizes.sort((a, b) => a - b)).toEqual([0, 4095]);
    expect(documentsOf(counts)).toHaveLength(2);
    const [one, other, rest] = await Promise.all([[largest], [more], manyDocuments(5)].map(trainedOn));
    expect(added([one!, other!])).toEqual(await trainedOn([largest, more]));
    expect(subtracted(added([rest!, other!]), other!)).toEqual(rest);
  });
});

describe("the sample of added counts", () => {
  it("is that of training on all, also when it becomes thinner on the way", async () => {
    const [first, second, third] = [manyDocuments(900), manyDocuments(200, 900), manyDocuments(3100, 1100)];
    const [one, two, three] = await Promise.all([first, second, third].map(trainedOn));
    const bits = [one, two, three].map((file) => decodeCounts(file!, "").sample.bits);
    expect(bits).toEqual([0, 0, 2]);
    const whole = await trainedOn([...third, ...first, ...second]);
    expect(decodeCounts(whole, "").sample.bits).toBe(4);
    expect(added([one!, two!, three!])).toEqual(whole);
    expect(added([three!, added([two!, one!])])).toEqual(whole);
  });

  it("has what is in several parts once", async () => {
    await fc.assert(
      fc.asyncProperty(growing, async ({ before, later }) => {
        const counts = decodeCounts(added(await Promise.all([before, later].map(trainedOn))), "");
        expect(vectorsOf(counts)).toHaveLength(distinct([...before, ...later]).length);
      }),
      { numRuns: 10 },
    );
  });
});

describe("the sample of what is left", () => {
  it("is as before where the bits are the same", async () => {
    const [before, later] = [manyDocuments(1100), manyDocuments(100, 1100)];
    const [old, fresh] = await Promise.all([before, later].map(trainedOn));
    expect(subtracted(added([old!, fresh!]), fresh!)).toEqual(old);
  });

  it("stays thin if it became so with what is taken out, and nothing else differs", async () => {
    const [before, later] = [manyDocuments(1000), manyDocuments(100, 1000)];
    const [old, fresh] = await Promise.all([before, later].map(trainedOn));
    const [expected, found] = [old!, subtracted(added([old!, fresh!]), fresh!)].map((file) => decodeCounts(file, ""));
    const { sample, sampleBits, rows, walkWords, thinSample, ...rest } = expected!;
    expect(found).toMatchObject(rest);
    expect(termsOf(found!)).toEqual(termsOf(expected!));
    expect([sample.bits, sampleBits, found!.sample.bits, found!.sampleBits]).toEqual([0, 0, 2, 2]);
    const kept = vectorsOf(expected!).filter((_, at) => expected!.documentSet.high[at]! < 2 ** 30);
    expect(kept.length).toBeGreaterThan(200);
    expect(vectorsOf(found!)).toEqual(kept);
    // And it can be added to again.
    expect(added([encodeCounts(found!), fresh!])).toEqual(await trainedOn([...before, ...later]));
  });
});
