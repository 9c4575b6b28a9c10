/** Training: any source of documents → the bytes of a counts file. */

import { describe, expect, it } from "vitest";
import { train } from "../../src/library/train.js";
import { CountsBuilder } from "../../src/train/collect/counts-builder.js";
import { decodeCounts, encodeCounts } from "../../src/train/counts/counts.js";

const DOCUMENTS = [
  { label: "rec.autos", text: "Which oil for an old engine?" },
  { label: "sci.space", text: "The shuttle reached its orbit." },
  { label: "rec.autos", text: "Subject: brakes\n\nThe brakes squeal." },
];

async function trained(documents: typeof DOCUMENTS): Promise<Uint8Array> {
  const builder = new CountsBuilder();
  for (const { label, text } of documents) await builder.add(label, text);
  return encodeCounts(await builder.finish());
}

describe("train", () => {
  it("counts the documents of an array, a generator and an asynchronous generator alike", async () => {
    function* some(): Generator<(typeof DOCUMENTS)[0]> {
      yield* DOCUMENTS;
    }
    async function* later(): AsyncGenerator<(typeof DOCUMENTS)[0]> {
      yield* DOCUMENTS;
    }
    const expected = await trained(DOCUMENTS);
    for (const source of [DOCUMENTS, some(), later()]) expect(await train(source)).toEqual(expected);
    const { labels, documents } = decodeCounts(expected, "");
    expect([labels, documents]).toEqual([
      ["rec.autos", "sci.space"],
      [2, 1],
    ]);
  });

  it("gives the same bytes for the same documents in another order", async () => {
    expect(await train(DOCUMENTS.toReversed())).toEqual(await train(DOCUMENTS));
  });

  it("reads a message as its reader sees it", async () => {
    const fields = "Subject: =?utf-8?Q?brakes?=\nContent-Type: text/html\nContent-Transfer-Encoding: base64";
    const mail = `${fields}\n\n${Buffer.from("The <b>b</b>rakes squeal.").toString("base64")}`;
    const encoded = DOCUMENTS.map(({ label, text }) => ({ label, text: text.startsWith("Subject") ? mail : text }));
    expect(await train(encoded)).toEqual(await train(DOCUMENTS));
  });

  it("removes parts of messages first", async () => {
    const whole = DOCUMENTS.map(({ label, text }) => ({
      label,
      text: `From: a\nSubject: b\n\n${text}\n> quoted words\n-- \nsigned by c`,
    }));
    const stripped = await train(whole, { strip: ["headers", "footers", "quotes"] });
    const [oil, orbit, brakes] = DOCUMENTS;
    // What is left behind a header is no message, though it may look like one.
    const bare = new CountsBuilder();
    bare.add(oil!.label, oil!.text);
    bare.add(orbit!.label, orbit!.text);
    bare.add(brakes!.label, { subject: "", body: brakes!.text });
    expect(stripped).toEqual(encodeCounts(await bare.finish()));
    await expect(train(DOCUMENTS, { strip: ["body" as "headers"] })).rejects.toMatchObject({ code: "usage" });
  });

  it("refuses fewer than two categories", async () => {
    await expect(train([])).rejects.toMatchObject({
      code: "input",
      message: expect.stringMatching(/no documents.*at least 2 categories/),
    });
    await expect(train([DOCUMENTS[0]!, DOCUMENTS[2]!])).rejects.toMatchObject({
      code: "input",
      message: expect.stringContaining("of one category, "),
    });
  });

  it("refuses a label that is no printable name", async () => {
    await expect(train([...DOCUMENTS, { label: "a\tb", text: "" }])).rejects.toMatchObject({
      code: "input",
      message: expect.stringContaining("a\\\\u0009b"),
    });
  });

  it("passes on what the source throws", async () => {
    const failure = new Error("the source broke");
    async function* broken(): AsyncGenerator<(typeof DOCUMENTS)[0]> {
      yield DOCUMENTS[0]!;
      throw failure;
    }
    await expect(train(broken())).rejects.toBe(failure);
  });
});

describe("train with arguments of a wrong type", () => {
  it.each([
    ["nothing to iterate over", 123, "documents: expected an iterable, got 123"],
    ["a document without a label", [{ text: "a" }], "document 1: label: expected a string, got undefined"],
    ["a text that is not a string", [{ label: "a", text: 5 }], "document 1: text: expected a string, got 5"],
    ["no document", [null], "document 1: label: expected a string, got undefined"],
  ])("fails with `usage` if it is given %s", async (_, documents, message) => {
    await expect(train(documents as never)).rejects.toMatchObject({ code: "usage", message });
  });
});
