/** Arrays: what their items are, whatever their dtype, byte order and order in memory. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Allowance } from "../../../src/import/allowance.js";
import { parseDtype } from "../../../src/import/numpy/dtype.js";
import { type DtypeObject, NdArray, PyFloat, PyObject, type PyValue } from "../../../src/import/pickle/values.js";
import { bytesOf, named, pickled, refusalOf, text } from "../assembler.js";

function arrayOf(dtype: string, bytes: string | Uint8Array, shape: readonly number[], isFortran = false): NdArray {
  return new NdArray({ dtype: parseDtype(dtype)!, shape, isFortran }, bytesOf(bytes), new Allowance(1000));
}

/** dtype, bytes of two items, the items as values, as float64 if they are numbers. */
const ITEMS: readonly (readonly [
  dtype: string,
  bytes: string,
  values: readonly PyValue[],
  numbers: readonly number[] | undefined,
])[] = [
  ["|b1", "\x01\0", [true, false], [1, 0]],
  ["?", "\x01\0", [true, false], [1, 0]],
  ["|i1", "\xff\x7f", [-1, 127], [-1, 127]],
  ["|u1", "\xff\x7f", [255, 127], [255, 127]],
  ["<i2", "\xff\xff\x01\x02", [-1, 513], [-1, 513]],
  [">i2", "\xff\xff\x01\x02", [-1, 258], [-1, 258]],
  ["<u2", "\xff\xff\x01\x02", [65535, 513], [65535, 513]],
  ["<i4", "\xff\xff\xff\xff\x01\0\0\0", [-1, 1], [-1, 1]],
  [">i4", "\xff\xff\xff\xff\0\0\0\x01", [-1, 1], [-1, 1]],
  ["<u4", "\xff\xff\xff\xff\x01\0\0\0", [2 ** 32 - 1, 1], [2 ** 32 - 1, 1]],
  ["<i8", "\xfe\xff\xff\xff\xff\xff\xff\xff\x01\0\0\0\0\0\0\x40", [-2, 2n ** 62n + 1n], [-2, 2 ** 62]],
  [">i8", "\xff\xff\xff\xff\xff\xff\xff\xfe\0\0\0\0\0\0\0\x07", [-2, 7], [-2, 7]],
  ["<u8", "\xff\xff\xff\xff\xff\xff\xff\xff\x01\0\0\0\0\0\0\0", [2n ** 64n - 1n, 1], [2 ** 64, 1]],
  ["<f2", "\0\x3e\0\xfc", [new PyFloat(1.5), new PyFloat(Number.NEGATIVE_INFINITY)], [1.5, Number.NEGATIVE_INFINITY]],
  [">f2", "\0\x01\x7e\0", [new PyFloat(2 ** -24), new PyFloat(Number.NaN)], [2 ** -24, Number.NaN]],
  ["<f4", "\0\0\xc0\x3f\0\0\0\x80", [new PyFloat(1.5), new PyFloat(-0)], [1.5, -0]],
  [">f4", "\x3f\xc0\0\0\0\0\0\0", [new PyFloat(1.5), new PyFloat(0)], [1.5, 0]],
  ["<f8", "\0\0\0\0\0\0\xf8\x3f\0\0\0\0\0\0\0\0", [new PyFloat(1.5), new PyFloat(0)], [1.5, 0]],
  [">f8", "\x3f\xf8\0\0\0\0\0\0\0\0\0\0\0\0\0\0", [new PyFloat(1.5), new PyFloat(0)], [1.5, 0]],
  ["<U2", "a\0\0\0\0\xf6\x01\0\xac\x20\0\0\0\0\0\0", ["a\u{1f600}", "€"], undefined],
  [">U1", "\0\0\0a\0\0\0\0", ["a", ""], undefined],
  ["|S3", "a\0b\0\0\0", [Uint8Array.of(97, 0, 98), new Uint8Array(0)], undefined],
];

describe("an item of dtype", () => {
  it.each(ITEMS)("%s", (dtype, bytes, values, numbers) => {
    const array = arrayOf(dtype, bytes, [2]);
    expect(array.values()).toEqual(values);
    if (numbers) expect([...array.float64()]).toEqual(numbers);
    else expect(() => array.float64()).toThrow(/an array of dtype .*; expected numbers/);
  });

  it.each(["<c16", "<M8", "|V3", "<f16"])("%s is not read", (dtype) => {
    const array = arrayOf(dtype, new Uint8Array(parseDtype(dtype)!.itemSize), [1]);
    expect(() => array.values()).toThrow(expect.objectContaining({ code: "parameter" }));
    expect(() => array.float64()).toThrow(expect.objectContaining({ code: "parameter" }));
  });

  it("U that is no character is damage", () => {
    expect(() => arrayOf("<U1", "\0\0\x11\0", [1]).values()).toThrow(expect.objectContaining({ code: "damaged" }));
  });
});

describe("an array", () => {
  it("of float64 is not copied where the file has it as it is needed", () => {
    const bytes = new Uint8Array(new Float64Array([1, 2, 3]).buffer);
    const array = (at: number): Float64Array =>
      new NdArray(
        { dtype: parseDtype("<f8")!, shape: [2], isFortran: false },
        bytes.subarray(at, at + 16),
        new Allowance(0),
      ).float64();
    expect(array(8).buffer).toBe(bytes.buffer);
    expect([...array(8)]).toEqual([2, 3]);
    expect(array(1).buffer).not.toBe(bytes.buffer);
  });

  it("in column order is read in row order", () => {
    const array = arrayOf("|u1", "\x01\x04\x02\x05\x03\x06", [2, 3], true);
    expect([...array.float64()]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(array.values()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("of any shape in column order is the transposed one of the reversed shape", () => {
    const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(shapes, (shape) => {
        const size = shape.reduce((product, length) => product * length, 1);
        const bytes = Uint8Array.from({ length: size }, (_, i) => i % 256);
        const items = arrayOf("|u1", bytes, shape, true).values();
        expect(items).toHaveLength(size);
        for (let i = 0; i < size; i++) {
          // The index of item i in row order, from the last dimension to the first.
          let rest = i;
          const index = shape.toReversed().map((length) => {
            const one = rest % length;
            rest = Math.floor(rest / length);
            return one;
          });
          const place = index.toReversed().reduceRight((sum, one, dimension) => sum * shape[dimension]! + one, 0);
          expect(items[i]).toBe(place % 256);
        }
      }),
    );
  });

  it("of no dimension has one item", () => {
    const array = arrayOf("|u1", "\x07", []);
    expect([array.size, array.values()]).toEqual([1, [7]]);
  });

  it("is not copied more often than its file allows", () => {
    const array = arrayOf("|u1", new Uint8Array(2 ** 20), [2 ** 20]);
    expect([...Array(9)].map(() => attempt(() => array.float64()))).toContain("limit");
    expect(attempt(() => array.values())).toBe("limit");
  });

  it("of empty items, of which a file can have any number, is not read beyond the limit", () => {
    expect(attempt(() => arrayOf("|S0", "", [2 ** 40]).values())).toBe("limit");
  });
});

function attempt(read: () => unknown): unknown {
  try {
    read();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const DTYPE = named("numpy.dtype");
/** A dtype; the state is version, byte order, base, names, fields, size, alignment, flags. */
const dtype = (name: string, order = "<", rest = "NNN", flags = "K\0"): Uint8Array =>
  bytesOf(
    DTYPE,
    text(name),
    "K\0K\x01\x87R(K\x03",
    text(order),
    rest,
    "J\xff\xff\xff\xffJ\xff\xff\xff\xff",
    flags,
    "tb",
  );
const EMPTY = `${named("numpy.core.multiarray._reconstruct")}${named("numpy.ndarray")}K\0\x85C\x01b\x87R`;

/** A pickle of an array. */
const array = (shape: string, type: Uint8Array, rest: string | Uint8Array): Uint8Array =>
  bytesOf(EMPTY, "(K\x01", shape, type, rest, "tb");

describe("an array in a pickle", () => {
  it("has the state that numpy sets", async () => {
    const value = (await pickled(array("K\x02\x85", dtype("i2", ">"), "\x89C\x04\0\x01\0\x02"))) as NdArray;
    expect([value.shape, value.isFortran, value.dtype]).toEqual([
      [2],
      false,
      { kind: "i", itemSize: 2, isBigEndian: true },
    ]);
    expect(value.values()).toEqual([1, 2]);
  });

  it("has no version before numpy 1.0", async () => {
    const value = (await pickled(EMPTY, "(K\x01\x85", dtype("u1"), "\x89C\x01\x07tb")) as NdArray;
    expect(value.values()).toEqual([7]);
  });

  it("of Python 2 has its bytes as text", async () => {
    const value = (await pickled(array("K\x01\x85", dtype("u1"), "\x89U\x01\xff"))) as NdArray;
    expect(value.values()).toEqual([255]);
  });

  it("of objects has them in row order, even where numpy says that it is in column order", async () => {
    const objects = "\x88](K\x01K\x02K\x03K\x04e";
    const value = (await pickled(array("K\x02K\x02\x86", dtype("O8", "|", "NNN", "K\x3f"), objects))) as NdArray;
    expect(value.values()).toEqual([1, 2, 3, 4]);
  });

  it.each(["numpy.matrix", "numpy.memmap", "numpy.matrixlib.defmatrix.matrix"])("may be a %s", async (path) => {
    const value = await pickled(named("numpy._core.multiarray._reconstruct"), named(path), "K\0\x85C\x01b\x87R");
    expect(value).toBeInstanceOf(NdArray);
  });

  it("of another class stays an object", async () => {
    const value = await pickled(named("numpy._core.multiarray._reconstruct"), named("a.B"), "K\0\x85C\x01b\x87R");
    expect((value as PyObject).type.path).toBe("numpy._core.multiarray._reconstruct");
  });

  it.each([
    ["as it is", "K\x02K\x03\x86", `${"\x8c\x01C"}`, "", [1, 2, 3, 4, 5, 6], [2, 3]],
    ["in column order", "K\x02K\x03\x86", "\x8c\x01F", "", [1, 3, 5, 2, 4, 6], [2, 3]],
    ["with axes in order", "K\x02K\x03\x86", "\x8c\x01K", "K\0K\x01\x86", [1, 2, 3, 4, 5, 6], [2, 3]],
    ["with axes reversed", "K\x02K\x03\x86", "\x8c\x01K", "K\x01K\0\x86", [1, 4, 2, 5, 3, 6], [3, 2]],
  ])("of protocol 5, %s", async (_what, shape, order, axes, values, expected) => {
    const call = bytesOf("(C\x06\x01\x02\x03\x04\x05\x06", dtype("u1", "|"), shape, order, axes, "tR");
    const value = (await pickled(named("numpy._core.numeric._frombuffer"), call)) as NdArray;
    expect([value.values(), value.shape]).toEqual([values, expected]);
  });

  it("of protocol 5 with axes in another order stays a call", async () => {
    const call = bytesOf("(C\x06", "\0".repeat(6), dtype("u1", "|"), "K\x01K\x02K\x03\x87\x8c\x01KK\x01K\0K\x02\x87tR");
    expect(await pickled(named("numpy._core.numeric._frombuffer"), call)).toBeInstanceOf(PyObject);
  });

  it.each([
    [
      "too few bytes",
      array("K\x02\x85", dtype("i2"), "\x89C\x03abc"),
      /array of 2 items of dtype <i2 has 3 bytes; expected 4/,
    ],
    [
      "too few objects",
      array("K\x02\x85", dtype("O8"), "\x89]"),
      /array of 2 items of dtype \|O has 0 objects; expected 2/,
    ],
    ["a negative length", array("K\x02J\xff\xff\xff\xff\x86", dtype("i2"), "\x89C\0"), /an invalid shape/],
    ["a shape beyond all numbers", array("\x8a\x07\0\0\0\0\0\0\x40\x85", dtype("i2"), "\x89C\0"), /an invalid shape/],
    [
      "lengths that overflow",
      array("(J\xff\xff\xff\x7fJ\xff\xff\xff\x7fJ\xff\xff\xff\x7ft", dtype("i2"), "\x89C\0"),
      /an invalid shape/,
    ],
    ["a shape that is no tuple", array("N", dtype("i2"), "\x89C\0"), /an invalid shape/],
    ["no dtype", array("K\x01\x85", bytesOf("N"), "\x89C\0"), /invalid state/],
    ["objects as bytes", array("K\x01\x85", dtype("O8"), "\x89C\0"), /invalid state/],
    ["bytes as objects", array("K\x01\x85", dtype("i2"), "\x89]"), /invalid state/],
    ["a state of too few parts", bytesOf(EMPTY, "K\x01\x85b"), /invalid state/],
    ["a state that is no tuple", bytesOf(EMPTY, "Nb"), /invalid state/],
  ])("with %s is refused", async (_what, pickle, message) => {
    const refusal = await refusalOf(bytesOf("\x80\x04", pickle, "."));
    expect(refusal).toMatchObject({ code: "damaged", message: expect.stringMatching(message) });
  });

  it.each([
    ["with fields", dtype("V8", "|", `N${"\x8c\x01a\x85"}}`), "V", 8],
    ["of parts", dtype("V8", "|", "K\x01NN"), "V", 8],
    ["of a name that is none", dtype("nonsense"), "V", 0],
    ["of text", dtype("U3"), "U", 12],
  ])("has a dtype %s", async (_what, type, kind, itemSize) => {
    expect(((await pickled(type)) as DtypeObject).dtype).toMatchObject({ kind, itemSize });
  });
});
