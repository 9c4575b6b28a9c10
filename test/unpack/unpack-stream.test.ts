/** Unpacking streams: whatever the chunks, within a limit, and never half of what was packed. */

import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnpackFault } from "../../src/unpack/fault.js";
import type { Packing } from "../../src/unpack/packing.js";
import { unpackStream } from "../../src/unpack/unpack-stream.js";
import { BZ2_OF_ZEROS, NDJSON, PACKED } from "../support/packed.js";

const PACKINGS = Object.keys(PACKED) as Packing[];

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function unpacked(bytes: Uint8Array, packing: Packing, size = bytes.length + 1): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of unpackStream(inChunks(bytes, size), packing)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const faultIn = async (bytes: Uint8Array, packing: Packing): Promise<unknown> =>
  unpacked(bytes, packing).catch((error: unknown) => error);

describe.each(PACKINGS)("unpackStream of %s", (packing) => {
  const bytes = PACKED[packing];

  it("gives what was packed, for any chunks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: bytes.length }), async (size) => {
        expect(await unpacked(bytes, packing, size)).toBe(NDJSON);
      }),
      { numRuns: 20 },
    );
  });

  it("gives the contents of packed files that were put together", async () => {
    expect(await unpacked(Buffer.concat([bytes, bytes, bytes]), packing)).toBe(NDJSON.repeat(3));
  });

  it("refuses data cut off anywhere", async () => {
    for (let length = 5; length < bytes.length; length++) {
      const fault = await faultIn(bytes.subarray(0, length), packing);
      // The checksum of zstd is not looked at.
      if (packing === "zstd" && length >= bytes.length - 4) continue;
      expect([length, fault]).toEqual([length, expect.any(UnpackFault)]);
      expect((fault as UnpackFault).kind).toBe("damaged");
    }
  });

  it("passes on what the stream throws", async () => {
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 10);
      throw new RangeError("from the stream");
    };
    await expect(async () => {
      for await (const _ of unpackStream(failing(), packing));
    }).rejects.toThrow(RangeError);
  });

  it("ends the stream when its reader stops", async () => {
    let isEnded = false;
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield bytes;
      } finally {
        isEnded = true;
      }
    };
    for await (const chunk of unpackStream(watched(), packing)) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    await expect.poll(() => isEnded).toBe(true);
  });
});

describe("unpackStream", () => {
  it.each<[Packing, Buffer]>([
    ["gzip", gzipSync(Buffer.alloc(1 << 27))],
    ["bz2", Buffer.concat(Array<Buffer>(4).fill(BZ2_OF_ZEROS))],
  ])("refuses a bomb of %s", async (packing, bomb) => {
    const fault = await faultIn(bomb, packing);
    expect(fault).toMatchObject({ kind: "limit", message: expect.stringContaining("unpacks to over 200 times") });
  });
});
