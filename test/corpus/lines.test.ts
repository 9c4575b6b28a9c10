/** Lines: the same lines however the bytes are cut into chunks. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../src/corpus/decode.js";
import { linesOf } from "../../src/corpus/lines.js";

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** What each chunk completed. */
async function batchesOf(...chunks: readonly (string | Uint8Array)[]): Promise<string[][]> {
  const batches: string[][] = [];
  for await (const lines of linesOf(streamOf(chunks.map((chunk) => Buffer.from(chunk))))) {
    batches.push([...lines]);
  }
  return batches;
}

const linesIn = async (...chunks: readonly (string | Uint8Array)[]): Promise<string[]> =>
  (await batchesOf(...chunks)).flat();

describe("linesOf", () => {
  it("cuts at LF and at CRLF", async () => {
    expect(await linesIn("one\ntwo\r\nthree\n")).toEqual(["one", "two", "three"]);
  });

  it("needs no line end behind the last line", async () => {
    expect(await linesIn("one\ntwo")).toEqual(["one", "two"]);
    expect(await linesIn("one\r")).toEqual(["one"]);
  });

  it("gives empty lines, and no line for an empty stream", async () => {
    expect(await linesIn("\n\r\n\n")).toEqual(["", "", ""]);
    expect(await linesIn("")).toEqual([]);
    expect(await linesIn()).toEqual([]);
  });

  it("keeps a CR that is no part of a line end", async () => {
    expect(await linesIn("a\rb\r\r\n")).toEqual(["a\rb\r"]);
  });

  it("gives each line with the chunk that completes it", async () => {
    expect(await batchesOf("a\nb", "c", "d\r", "\ne\nf")).toEqual([["a"], ["bcd", "e"], ["f"]]);
  });

  it("gives the same lines for any cut into chunks", async () => {
    const bytes = fc.array(fc.constantFrom(0x0a, 0x0a, 0x0d, 0x61, 0x62, 0xc3, 0xa9, 0xff, 0xef, 0xbb, 0xbf), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(bytes, fc.array(fc.nat({ max: 40 })), async (list, cuts) => {
        const whole = Uint8Array.from(list);
        const places = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
        const chunks = places.slice(1).map((end, i) => whole.subarray(places[i], end));
        const expected = Buffer.from(whole).toString("latin1").split("\n");
        if (expected.at(-1) === "") expected.pop();
        const lines = expected.map((line) => decodeText(Buffer.from(line.replace(/\r$/, ""), "latin1")));
        expect(await linesIn(...chunks)).toEqual(lines);
      }),
    );
  });

  it("decodes each line for itself, without a byte order mark", async () => {
    const latin1 = Buffer.from("caf\xe9", "latin1");
    expect(await linesIn(Buffer.concat([Buffer.from("\ufeffcafé\n\ufeff東京\n"), latin1]))).toEqual([
      "café",
      "東京",
      "café",
    ]);
  });

  it("joins a long line of very many chunks", async () => {
    const chunks = Array.from({ length: 20_000 }, () => "0123456789");
    expect(await linesIn(...chunks, "\nnext")).toEqual(["0123456789".repeat(20_000), "next"]);
  });
});
