/** Scalars of numpy: plain values, whether they are read the short way or the long one. */

import { describe, expect, it } from "vitest";
import { PyFloat, PyObject, type PyValue } from "../../../src/import/pickle/values.js";
import { bytesOf, little, named, pickled, refusalOf, text } from "../assembler.js";

const dtype = (name: string, order = "<"): Uint8Array =>
  bytesOf(
    named("numpy.dtype"),
    text(name),
    "\x89\x88\x87R(K\x03",
    text(order),
    "NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb",
  );
const SCALAR = named("numpy.core.multiarray.scalar");

describe("a scalar", () => {
  it.each<readonly [string, string, string, PyValue]>([
    ["i8", "<", "\x07\0\0\0\0\0\0\0", 7],
    ["i8", ">", "\0\0\0\0\0\0\0\x07", 7],
    ["u8", "<", "\xff\xff\xff\xff\xff\xff\xff\xff", 2n ** 64n - 1n],
    ["f8", "<", "\0\0\0\0\0\0\xf8\x3f", new PyFloat(1.5)],
    ["f4", "<", "\0\0\xc0\x3f", new PyFloat(1.5)],
    ["b1", "|", "\x01", true],
    ["U2", "<", "h\0\0\0\0\0\0\0", "h"],
    ["S2", "|", "h\0", Uint8Array.of(104)],
  ])("of dtype %s, order %s", async (name, order, bytes, value) => {
    const data = bytesOf("C", little(bytes.length, 1), bytes);
    expect(await pickled(SCALAR, dtype(name, order), data, "\x86R")).toEqual(value);
  });

  it("of Python 2 has its bytes as text", async () => {
    expect(await pickled(SCALAR, dtype("u1", "|"), "U\x01\xff\x86R")).toBe(255);
  });

  it("of objects is the object", async () => {
    expect(await pickled(SCALAR, dtype("O8", "|"), text("ham"), "\x86R")).toBe("ham");
  });

  it.each([
    ["of a dtype that is not read", dtype("c16"), `C\x10${"\0".repeat(16)}`],
    ["of too few bytes", dtype("i8"), "C\x01\0"],
    ["of no bytes", dtype("i8"), "N"],
  ])("%s stays a call", async (_what, type, data) => {
    expect(await pickled(SCALAR, type, data, "\x86R")).toBeInstanceOf(PyObject);
  });
});

/** A list of scalars: the first is read the long way, which makes the function known. */
const scalars = (remember: (index: number) => string, ...rest: string[]): Uint8Array =>
  bytesOf(
    "](",
    SCALAR,
    remember(0),
    dtype("i2"),
    remember(1),
    `C\x02\x01\0${remember(2)}\x86${remember(3)}R${remember(4)}`,
    `h\0h\x01C\x02\x02\0${remember(5)}\x86${remember(6)}R${remember(7)}`,
    ...rest,
    "e",
  );

describe("scalars after the first", () => {
  const WAYS: readonly (readonly [string, (index: number) => string])[] = [
    ["MEMOIZE", () => "\x94"],
    ["BINPUT", (index) => `q${String.fromCharCode(index)}`],
    ["LONG_BINPUT", (index) => `r${String.fromCharCode(index)}\0\0\0`],
  ];

  it.each(WAYS)("are the same values, remembered by %s", async (_name, remember) => {
    expect(await pickled(scalars(remember))).toEqual([1, 2]);
  });

  it.each(WAYS)("can be recalled with their arguments, remembered by %s", async (_name, remember) => {
    const [, , bytes, args, value] = (await pickled(scalars(remember, "h\x05h\x06h\x07"))) as PyValue[];
    expect(bytes).toEqual(Uint8Array.of(2, 0));
    expect(args).toMatchObject([{ args: ["i2", false, true] }, Uint8Array.of(2, 0)]);
    expect(value).toBe(2);
  });

  it("are the same values where nothing is remembered of them", async () => {
    const first = bytesOf("](", SCALAR, "\x94", dtype("i2"), "\x94C\x02\x01\0\x86R");
    expect(await pickled(first, "h\0h\x01C\x02\x02\0\x86R", "e")).toEqual([1, 2]);
  });

  it("with a mark among their parts are refused as others", async () => {
    const pickle = bytesOf(
      "\x80\x04](",
      SCALAR,
      "\x94",
      dtype("i2"),
      "\x94C\x02\x01\0\x86R",
      "h\0(h\x01C\x02\x02\0\x86Re.",
    );
    expect((await refusalOf(pickle)).message).toMatch(/value from an empty stack/);
  });

  it("that end with the file are refused", async () => {
    const whole = bytesOf(
      "\x80\x04",
      scalars(() => "\x94"),
    );
    for (let length = 2; length < whole.length; length++) {
      expect((await refusalOf(whole.subarray(0, length))).code).toBe("damaged");
    }
  });
});
