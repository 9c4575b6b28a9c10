/** Opcodes: what each of them pushes, of all protocols. The bytes are as Python's pickletools describes them. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PyFloat, PyGlobal, PyObject, type PyValue } from "../../../src/import/pickle/values.js";
import { bytesOf, little, pickled, read, text } from "../assembler.js";

const float = (value: number): PyFloat => new PyFloat(value);
const global = new PyGlobal("package", "Name");
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** Name of the opcode, the pickle that shows it, the value. */
const PUSHED: readonly (readonly [name: string, pickle: string | Uint8Array, value: PyValue])[] = [
  ["NONE", "N", null],
  ["NEWTRUE", "\x88", true],
  ["NEWFALSE", "\x89", false],
  ["INT", "I-12\n", -12],
  ["INT, true", "I01\n", true],
  ["INT, false", "I00\n", false],
  ["BININT", bytesOf("J", little(-(2 ** 31), 4)), -(2 ** 31)],
  ["BININT1", "K\xff", 255],
  ["BININT2", "M\x01\x02", 513],
  ["LONG", "L9007199254740993L\n", 9007199254740993n],
  ["LONG, exact as a number", "L-9007199254740991L\n", -9007199254740991],
  ["LONG1", "\x8a\x01\xff", -1],
  ["LONG1, zero", "\x8a\x00", 0],
  ["LONG1, 2^63", bytesOf("\x8a\x09", little(-(2n ** 63n), 8), "\0"), 2n ** 63n],
  ["LONG4", bytesOf("\x8b", little(2, 4), "\0\x80"), -32768],
  ["FLOAT", "F-1.5e3\n", float(-1500)],
  ["FLOAT, infinity", "F-inf\n", float(Number.NEGATIVE_INFINITY)],
  ["FLOAT, not a number", "Fnan\n", float(Number.NaN)],
  ["BINFLOAT", "G\x3f\xf8\0\0\0\0\0\0", float(1.5)],
  ["STRING", "S'it\\'s \\x41\\102\\n\\\\'\n", "it's AB\n\\"],
  ["STRING, an unknown escape", 'S"\\q"\n', "\\q"],
  ["BINSTRING", bytesOf("T", little(2, 4), "\xe9a"), "éa"],
  ["SHORT_BINSTRING", "U\x02\xe9a", "éa"],
  ["UNICODE", "V\xe9\\u20ac\\U0001f600\\u005cu0041\n", "é€😀\\u0041"],
  ["UNICODE, two backslashes", "V\\\\u0041\n", "\\\\u0041"],
  ["BINUNICODE", bytesOf("X", little(3, 4), "\xe2\x82\xac"), "€"],
  ["BINUNICODE, half a character", bytesOf("X", little(3, 4), "\xed\xa0\xbd"), "\ud83d"],
  [
    "BINUNICODE, halves and wholes",
    bytesOf("X", little(10, 4), "\xed\xb8\x80\xf0\x9f\x98\x80\xef\xbf\xbd"),
    "\ude00😀\ufffd",
  ],
  ["SHORT_BINUNICODE", "\x8c\x03abc", "abc"],
  ["BINUNICODE8", bytesOf("\x8d", little(3, 8), "abc"), "abc"],
  ["BINBYTES", bytesOf("B", little(2, 4), "\0\xff"), bytes(0, 255)],
  ["SHORT_BINBYTES", "C\x02\0\xff", bytes(0, 255)],
  ["BINBYTES8", bytesOf("\x8e", little(2, 8), "\0\xff"), bytes(0, 255)],
  ["BYTEARRAY8", bytesOf("\x96", little(2, 8), "\0\xff"), bytes(0, 255)],
  ["EMPTY_LIST", "]", []],
  ["EMPTY_TUPLE", ")", []],
  ["EMPTY_DICT", "}", new Map()],
  ["EMPTY_SET", "\x8f", new Set()],
  ["LIST", "(K\x01K\x02l", [1, 2]],
  ["TUPLE", "(K\x01K\x02K\x03K\x04t", [1, 2, 3, 4]],
  ["TUPLE1", "N\x85", [null]],
  ["TUPLE2", "K\x01K\x02\x86", [1, 2]],
  ["TUPLE3", "K\x01K\x02K\x03\x87", [1, 2, 3]],
  [
    "DICT",
    "(K\x01K\x02K\x03K\x04d",
    new Map([
      [1, 2],
      [3, 4],
    ]),
  ],
  ["FROZENSET", "(K\x01K\x02\x91", new Set([1, 2])],
  ["APPEND", "]K\x01aK\x02a", [1, 2]],
  ["APPENDS", "](K\x01K\x02e", [1, 2]],
  ["SETITEM", "}K\x01K\x02s", new Map([[1, 2]])],
  [
    "SETITEMS",
    "}(K\x01K\x02K\x03K\x04u",
    new Map([
      [1, 2],
      [3, 4],
    ]),
  ],
  ["ADDITEMS", "\x8f(K\x01K\x01\x90", new Set([1])],
  ["GLOBAL", "cpackage\nName\n", global],
  ["STACK_GLOBAL", bytesOf(text("package"), text("Name"), "\x93"), global],
  ["REDUCE", "cpackage\nName\nK\x01\x85R", new PyObject(global, [1])],
  ["NEWOBJ", "cpackage\nName\n)\x81", new PyObject(global, [])],
  ["NEWOBJ_EX", "cpackage\nName\nK\x01\x85}K\x02K\x03s\x92", new PyObject(global, [1, new Map([[2, 3]])])],
  ["NEWOBJ_EX, no names", "cpackage\nName\n)}\x92", new PyObject(global, [])],
  ["INST", "(K\x01ipackage\nName\n", new PyObject(global, [1])],
  ["OBJ", "(cpackage\nName\nK\x01o", new PyObject(global, [1])],
  ["BUILD", "cpackage\nName\n)\x81K\x01b", built(new PyObject(global, []), 1)],
  ["BUILD, of a dict", "}K\x01b", new Map()],
  ["POP", "K\x01K\x020", 1],
  ["POP, a mark", "K\x01(0", 1],
  ["POP_MARK", "K\x01(NNN1", 1],
  ["DUP", "K\x012\x86", [1, 1]],
  ["GET, PUT", "K\x07p12\n0g12\n", 7],
  ["BINGET, BINPUT", "K\x07q\x090h\x09", 7],
  ["LONG_BINGET, LONG_BINPUT", bytesOf("K\x07r", little(70_000, 4), "0j", little(70_000, 4)), 7],
  ["MEMOIZE", "K\x07\x94K\x08\x9400h\x00", 7],
  ["FRAME", bytesOf("\x95", little(3, 8), "K\x07"), 7],
  ["PROTO, again", "\x80\x05K\x07", 7],
];

function built(object: PyObject, state: PyValue): PyObject {
  object.state = state;
  return object;
}

describe("an opcode", () => {
  it.each(PUSHED)("%s", async (_name, pickle, value) => {
    expect(await pickled(pickle)).toEqual(value);
  });

  it("every integer of up to 64 bytes is read exactly", async () => {
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: -(2n ** 511n), max: 2n ** 511n - 1n }), async (integer) => {
        const hex = BigInt.asUintN(512, integer).toString(16).padStart(128, "0");
        expect(BigInt((await pickled("\x8a\x40", Buffer.from(hex, "hex").reverse())) as bigint)).toBe(integer);
        expect(BigInt((await pickled(`L${integer}L\n`)) as bigint)).toBe(integer);
      }),
    );
  });

  it("every text is read as it was written, half characters too", async () => {
    const units = fc.oneof(fc.integer({ max: 0x2ff, min: 0 }), fc.integer({ max: 0xffff, min: 0xd000 }));
    await fc.assert(
      fc.asyncProperty(fc.array(units), async (codes) => {
        const value = String.fromCharCode(...codes);
        const escaped = codes.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
        expect(await pickled(`V${escaped}\n`)).toBe(value);
        const utf8 = Buffer.concat([...value].map(surrogatepass));
        expect(await pickled("\x8d", little(utf8.length, 8), utf8)).toBe(value);
      }),
    );
  });

  it("every float is read as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double(), async (value) => {
        const bytes = Buffer.alloc(8);
        bytes.writeDoubleBE(value);
        expect(await pickled("G", bytes)).toEqual(float(value));
        const printed = String(value).replace("Infinity", "inf").replace("NaN", "nan");
        expect(await pickled(`F${Object.is(value, -0) ? "-0.0" : printed}\n`)).toEqual(float(value));
      }),
    );
  });
});

/** The UTF-8 of a character, or of half of one. */
function surrogatepass(character: string): Uint8Array {
  const unit = character.charCodeAt(0);
  if (character.length > 1 || unit < 0xd800 || unit > 0xdfff) return Buffer.from(character);
  return Buffer.from([0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)]);
}

describe("a pickle", () => {
  it("holds __proto__ as a key like others", async () => {
    const value = await pickled("}", text("__proto__"), "K\x01s");
    expect([...(value as Map<PyValue, PyValue>)]).toEqual([["__proto__", 1]]);
  });

  it("takes floats as keys for the numbers that they are", async () => {
    expect(await pickled("}G\x3f\xf0\0\0\0\0\0\0Ns")).toEqual(new Map([[1, null]]));
  });

  it("may hold a list in itself", async () => {
    const value = (await pickled("]\x94h\x00a")) as PyValue[];
    expect(value[0]).toBe(value);
  });

  it("shares what it recalls", async () => {
    const [first, second] = (await pickled("]\x94h\x00\x86")) as [PyValue, PyValue];
    expect(first).toBe(second);
  });

  it("counts from 1 in the memo, as Python 2 does", async () => {
    expect((await read(bytesOf("(lp1\nI5\na(g1\nt."))).value).toEqual([[5]]);
  });

  it.each([
    [0, "(lp0\nI1\na."],
    [1, "]q\x00K\x01a."],
    [2, "\x80\x02]q\x00K\x01a."],
    [3, "\x80\x03]q\x00K\x01a."],
    [5, "\x80\x05]\x94K\x01a."],
  ])("of protocol %d says so", async (protocol, pickle) => {
    expect(await read(bytesOf(pickle))).toEqual({ container: "raw", writer: "pickle", protocol, value: [1] });
  });

  it("ends at STOP: bytes behind it are ignored", async () => {
    expect((await read(bytesOf("\x80\x04K\x01.\x80\x04K\x02.garbage"))).value).toBe(1);
  });
});
