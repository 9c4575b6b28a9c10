/** Sources: parts and pieces of bytes, and numbers that cross the border of two pieces. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partOf, piecesOf, type Source, sourceOf } from "../../../src/core/container/source.js";
import { ByteReader, ByteWriter } from "../../../src/train/counts/varint.js";

const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 7) % 251);

describe("partOf", () => {
  it("is a source of its own", () => {
    const part = partOf(sourceOf(bytes), 1000, 1010);
    expect(part.length).toBe(10);
    expect([...part.view(2, 5)]).toEqual([...bytes.subarray(1002, 1005)]);
  });
});

describe("piecesOf", () => {
  it("are all bytes between two offsets, in pieces of at most a mebibyte", () => {
    const pieces = [...piecesOf(sourceOf(bytes), 5, 2_500_000)];
    expect(Math.max(...pieces.map(({ length }) => length))).toBe(2 ** 20);
    expect(Buffer.concat(pieces).equals(bytes.subarray(5, 2_500_000))).toBe(true);
    expect([...piecesOf(sourceOf(bytes), 7, 7)]).toEqual([]);
  });
});

describe("ByteReader", () => {
  it("reads numbers and words wherever a piece ends, and has no more than a piece in memory", () => {
    let longest = 0;
    /** Each view is a copy, as that of a file is. */
    const copying = (all: Uint8Array): Source => ({
      length: all.length,
      view(start, end) {
        longest = Math.max(longest, end - start);
        return all.slice(start, end);
      },
    });
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 30 }), fc.nat({ max: 9 }), (some, shift) => {
        const writer = new ByteWriter();
        writer.bytes(new Uint8Array(shift));
        const times = Math.ceil(300_000 / (some.length * 8));
        for (let i = 0; i < times; i++) {
          for (const value of some) writer.varint(value);
          writer.bytes(Uint8Array.of(1, 2, 3));
        }
        const reader = new ByteReader(copying(writer.written()), "numbers");
        reader.bytes(shift);
        for (let i = 0; i < times; i++) {
          for (const value of some) if (reader.varint() !== value) throw new Error(`not ${value}`);
          if (reader.bytes(3)[2] !== 3) throw new Error("not the word");
        }
        expect(reader.done).toBe(true);
      }),
      { numRuns: 20 },
    );
    expect(longest).toBe(2 ** 16);
  });
});
