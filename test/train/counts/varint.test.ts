/** Variable-length integers: what is written is read back, and only what may be written is read. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceOf } from "../../../src/core/container/source.js";
import type { FileFault } from "../../../src/core/errors.js";
import { ByteReader, ByteWriter } from "../../../src/train/counts/varint.js";

const LARGEST = Number.MAX_SAFE_INTEGER;

function written(...values: number[]): number[] {
  const writer = new ByteWriter();
  for (const value of values) writer.varint(value);
  return [...writer.written()];
}

/** LEB128 by whole numbers without bounds. */
function reference(value: number): number[] {
  const groups: number[] = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    if (rest < 128n) return [...groups, Number(rest)];
    groups.push(Number(rest & 127n) | 128);
  }
}

const numbers = fc.oneof(fc.nat({ max: 300 }), fc.maxSafeNat(), fc.constantFrom(127, 128, 2 ** 32, LARGEST));
const reading = (bytes: Uint8Array): ByteReader => new ByteReader(sourceOf(bytes), "words");
const readerOf = (...bytes: number[]): ByteReader => reading(Uint8Array.from(bytes));
/** An error of this code. */
const refusal = (code: FileFault) => expect.objectContaining({ code });

describe("ByteWriter", () => {
  it("writes seven bits to a byte, the low ones first", () => {
    // The example of the DWARF 5 standard, figure 22: 2, 127, 128, 129, 12857.
    expect(written(2, 127, 128, 129, 12857)).toEqual([2, 127, 0x80, 1, 0x81, 1, 0xb9, 0x64]);
    expect(written(0)).toEqual([0]);
  });

  it("writes every integer up to 2^53 - 1 as LEB128", () => {
    fc.assert(
      fc.property(numbers, (value) => {
        expect(written(value)).toEqual(reference(value));
      }),
    );
  });

  it("writes the numbers of a list as it writes each", () => {
    const list = fc.array(fc.oneof(fc.nat({ max: 300 }), fc.integer({ min: 0, max: 2 ** 32 - 1 })), { maxLength: 20 });
    fc.assert(
      fc.property(list, fc.nat({ max: 20 }), fc.nat({ max: 20 }), (values, from, size) => {
        const [start, end] = [Math.min(from, values.length), Math.min(from + size, values.length)];
        const writer = new ByteWriter();
        writer.varints(Uint32Array.from(values), start, end);
        expect([...writer.written()]).toEqual(written(...values.slice(start, end)));
      }),
    );
    const many = new Uint32Array(50_000).fill(2 ** 32 - 1);
    const writer = new ByteWriter();
    writer.varints(many, 0, many.length);
    expect(writer.length).toBe(5 * many.length);
  });

  it("grows as needed", () => {
    const writer = new ByteWriter();
    const block = new Uint8Array(100_000).map((_, i) => i % 251);
    for (let i = 0; i < 70_000; i++) writer.varint(i);
    writer.bytes(block);
    const reader = reading(writer.written());
    const read = Array.from({ length: 70_000 }, () => reader.varint());
    expect(read).toEqual(read.map((_, i) => i));
    expect(Buffer.compare(reader.bytes(100_000), block)).toBe(0);
    expect(reader.done).toBe(true);
  });

  it("gives what was written, and starts again after clear", () => {
    const writer = new ByteWriter();
    writer.varint(300);
    expect([writer.length, [...writer.written()]]).toEqual([2, [0xac, 2]]);
    writer.clear();
    writer.varint(7);
    expect([writer.length, [...writer.written()]]).toEqual([1, [7]]);
  });
});

describe("ByteReader", () => {
  it("reads back what was written", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(numbers, fc.uint8Array())), (parts) => {
        const writer = new ByteWriter();
        for (const part of parts) typeof part === "number" ? writer.varint(part) : writer.bytes(part);
        const reader = reading(writer.written());
        for (const part of parts) {
          if (typeof part === "number") expect(reader.varint()).toBe(part);
          else expect([...reader.bytes(part.length)]).toEqual([...part]);
        }
        expect(reader.done).toBe(true);
      }),
    );
  });

  it("reads numbers of 32 bits one after the other as it reads each", () => {
    const list = fc.array(fc.oneof(fc.nat({ max: 300 }), fc.constantFrom(127, 128, 16383, 16384, 2 ** 32 - 1)));
    fc.assert(
      fc.property(list, fc.nat({ max: 3 }), (values, start) => {
        const reader = readerOf(...written(...values, 7));
        const into = new Uint32Array(start + values.length + 1).fill(9);
        reader.varints(into, start, values.length);
        expect([...into]).toEqual([...Array(start).fill(9), ...values, 9]);
        expect(reader.varint()).toBe(7);
      }),
    );
  });

  it("refuses among numbers of 32 bits what it refuses of each, and a larger one with `out-of-range`", () => {
    const readTwo = (...bytes: number[]) => readerOf(...bytes).varints(new Uint32Array(2), 0, 2);
    expect(() => readTwo(5)).toThrow(refusal("truncated"));
    expect(() => readTwo(5, 0x80)).toThrow(refusal("truncated"));
    expect(() => readTwo(0x85, 0, 1)).toThrow(refusal("number-form"));
    expect(() => readTwo(1, ...written(2 ** 32))).toThrow(refusal("out-of-range"));
  });

  it("gives a source its room back, unless somebody has views of it", () => {
    const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 100);
    const rooms: (number | undefined)[] = [];
    const source = {
      length: bytes.length,
      view: (start: number, end: number, room?: Uint8Array) => {
        rooms.push(room?.length);
        return bytes.slice(start, end);
      },
    };
    const reader = new ByteReader(source, "words");
    for (let i = 0; i < 140_000; i++) reader.varint();
    expect(rooms).toEqual([0, 65536, 65536]);
    const lent = reader.bytes(4);
    while (!reader.done) reader.varint();
    expect([rooms.at(-1), ...lent]).toEqual([undefined, 0, 1, 2, 3]);
  });

  it("reads back numbers of four bytes, the highest first", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 })), (values) => {
        const writer = new ByteWriter();
        for (const value of values) writer.uint32(value);
        expect([...writer.written()]).toEqual(
          values.flatMap((value) => [24, 16, 8, 0].map((by) => (value >>> by) & 255)),
        );
        const reader = reading(writer.written());
        for (const value of values) expect(reader.uint32()).toBe(value);
        expect(reader.done).toBe(true);
      }),
    );
    for (const bytes of [[], [1], [1, 2, 3]]) {
      expect(() => readerOf(...bytes).uint32()).toThrowError(refusal("truncated"));
    }
  });

  it("refuses a number that is cut off with `truncated`", () => {
    for (const bytes of [[], [0x80], [0xff, 0xff]]) {
      expect(() => readerOf(...bytes).varint()).toThrowError(refusal("truncated"));
    }
  });

  it("refuses a number that is not in its shortest form with `number-form`", () => {
    for (const bytes of [
      [0x80, 0],
      [0xff, 0x80, 0],
      [0x81, 0x80, 0x80, 0x80, 0],
    ]) {
      expect(() => readerOf(...bytes).varint()).toThrowError(refusal("number-form"));
    }
  });

  it("refuses a number above 2^53 - 1 with `out-of-range`", () => {
    expect(readerOf(...reference(LARGEST)).varint()).toBe(LARGEST);
    const tooLarge = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10];
    for (const bytes of [tooLarge, Array<number>(8).fill(0xff), [...Array<number>(8).fill(0x80), 1]]) {
      expect(() => readerOf(...bytes).varint()).toThrowError(refusal("out-of-range"));
    }
  });

  it("refuses to read bytes past the end with `truncated`", () => {
    const reader = readerOf(1, 2, 3);
    expect([...reader.bytes(2)]).toEqual([1, 2]);
    expect(() => reader.bytes(2)).toThrowError(refusal("truncated"));
    expect(() => readerOf(1).bytes(LARGEST)).toThrowError(refusal("truncated"));
  });

  it("says where it found a fault", () => {
    const reader = readerOf(1, 2);
    reader.varint();
    expect(reader.fault("order", "because")).toMatchObject({ code: "order", message: "words, byte 1: because" });
  });
});
