/** Lines: the same lines however the bytes are cut into chunks. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../../src/core/text/decode.js";
import { type Line, linesOf } from "../../../src/corpus/lines/lines.js";

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** What each chunk completed. */
async function batchesOf(...chunks: readonly (string | Uint8Array)[]): Promise<Line[][]> {
  const batches: Line[][] = [];
  for await (const lines of linesOf(streamOf(chunks.map((chunk) => Buffer.from(chunk))), 1_000_000)) {
    batches.push([...lines]);
  }
  return batches;
}

const linesIn = async (...chunks: readonly (string | Uint8Array)[]): Promise<Line[]> =>
  (await batchesOf(...chunks)).flat();

describe("linesOf", () => {
  it("splits at LF and at CRLF", async () => {
    expect(await linesIn("one\ntwo\r\nthree\n")).toEqual(["one", "two", "three"]);
  });

  it("needs no line end after the last line", async () => {
    expect(await linesIn("one\ntwo")).toEqual(["one", "two"]);
    expect(await linesIn("one\r")).toEqual(["one"]);
  });

  it("yields empty lines, and no line for an empty stream", async () => {
    expect(await linesIn("\n\r\n\n")).toEqual(["", "", ""]);
    expect(await linesIn("")).toEqual([]);
    expect(await linesIn()).toEqual([]);
  });

  it("keeps a CR that is not part of a line end", async () => {
    expect(await linesIn("a\rb\r\r\n")).toEqual(["a\rb\r"]);
  });

  it("yields each line with the chunk that completes it", async () => {
    expect(await batchesOf("a\nb", "c", "d\r", "\ne\nf")).toEqual([["a"], ["bcd", "e"], ["f"]]);
  });

  it("yields the same lines for any split into chunks", async () => {
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

  it("decodes each line separately, without a byte order mark", async () => {
    const latin1 = Buffer.from("caf\xe9", "latin1");
    expect(await linesIn(Buffer.concat([Buffer.from("\ufeffcafé\n\ufeff東京\n"), latin1]))).toEqual([
      "café",
      "東京",
      "café",
    ]);
  });

  it("yields undefined in place of a line over the limit, for any split into chunks", async () => {
    const piece = fc.constantFrom("a", "bc", "é", "\n", "\n", "\r\n", "\r", "\ufeff", "0123456789");
    const latin1 = Buffer.from([0xe9]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 30 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (pieces, isUtf8, limit, size) => {
          const whole = Buffer.concat([Buffer.from(pieces.join("")), isUtf8 ? Buffer.alloc(0) : latin1]);
          const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
            whole.subarray(i * size, (i + 1) * size),
          );
          const found: Line[] = [];
          for await (const lines of linesOf(streamOf(chunks), limit)) found.push(...lines);
          const lines = whole.toString("latin1").split("\n");
          if (lines.at(-1) === "") lines.pop();
          const bytes = lines.map((line) => Buffer.from(line.replace(/\r$/, ""), "latin1"));
          expect(found).toEqual(bytes.map((line) => (line.length > limit ? undefined : decodeText(line))));
        },
      ),
    );
  });

  it("does not buffer a line over the limit", async () => {
    const [limit, chunk] = [1_000_000, Buffer.alloc(100_000, "x")];
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const stream = async function* (): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 1000; i++) {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield chunk;
      }
      yield Buffer.from("\nnext\n");
    };
    const found: Line[] = [];
    for await (const lines of linesOf(stream(), limit)) found.push(...lines);
    expect(found).toEqual([undefined, "next"]);
    // A buffer that grows by doubling and its copies, where all of the line would be 100 times the limit.
    expect(most).toBeLessThan(10 * limit);
  });

  it("joins a long line of very many chunks", async () => {
    const chunks = Array.from({ length: 20_000 }, () => "0123456789");
    expect(await linesIn(...chunks, "\nnext")).toEqual(["0123456789".repeat(20_000), "next"]);
  });
});
