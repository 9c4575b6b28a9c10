/** Calls: those of the closed list become values, all others stay objects that say what was to be called. */

import { describe, expect, it } from "vitest";
import { PyFloat, PyGlobal, PyObject, type PyValue } from "../../../src/import/pickle/values.js";
import { bytesOf, named, pickled, text } from "../assembler.js";

const PAIRS = "](K\x01K\x02\x86K\x03K\x04\x86e";
const PAIRS_AS_MAP = new Map([
  [1, 2],
  [3, 4],
]);

/** Path of the function, its arguments as a pickle, the value. */
const KNOWN: readonly (readonly [path: string, args: string | Uint8Array, value: PyValue])[] = [
  ["builtins.set", "](K\x01K\x02e\x85", new Set([1, 2])],
  ["__builtin__.set", "](K\x01K\x02e\x85", new Set([1, 2])],
  ["__builtin__.frozenset", "](K\x01K\x02e\x85", new Set([1, 2])],
  ["builtins.list", "K\x01\x85\x85", [1]],
  ["builtins.tuple", "\x8f(K\x01\x90\x85", [1]],
  ["builtins.dict", ")", new Map()],
  ["builtins.dict", `${PAIRS}\x85`, PAIRS_AS_MAP],
  ["collections.OrderedDict", ")", new Map()],
  ["collections.OrderedDict", `${PAIRS}\x85`, PAIRS_AS_MAP],
  ["collections.Counter", "}K\x01K\x02s\x85", new Map([[1, 2]])],
  ["collections.defaultdict", "cbuiltins\nlist\n\x85", new Map()],
  ["builtins.bytes", ")", new Uint8Array(0)],
  ["builtins.bytearray", "C\x01a\x85", Uint8Array.of(97)],
  ["__builtin__.bytearray", bytesOf("X\x02\0\0\0\xc3\xa9", text("latin-1"), "\x86"), Uint8Array.of(0xe9)],
  ["_codecs.encode", bytesOf("X\x02\0\0\0\xc3\xa9", text("latin1"), "\x86"), Uint8Array.of(0xe9)],
  ["builtins.int", bytesOf(text("12"), "\x85"), 12],
  ["__builtin__.long", "K\x05\x85", 5],
  ["builtins.float", bytesOf(text("nan"), "\x85"), new PyFloat(Number.NaN)],
  ["builtins.float", "K\x02\x85", new PyFloat(2)],
  ["builtins.bool", "K\x01\x85", true],
  ["builtins.str", bytesOf(text("a"), "\x85"), "a"],
  ["copyreg.__newobj__", "ca\nB\nK\x01\x86", new PyObject(new PyGlobal("a", "B"), [1])],
  ["copyreg.__newobj_ex__", "ca\nB\nK\x01\x85}\x87", new PyObject(new PyGlobal("a", "B"), [1])],
  ["copy_reg._reconstructor", "ca\nB\nc__builtin__\nobject\nN\x87", new PyObject(new PyGlobal("a", "B"), [])],
  ["copyreg._reconstructor", "ca\nB\ncbuiltins\ndict\n}\x87", new PyObject(new PyGlobal("a", "B"), [new Map()])],
];

describe("a call of the closed list", () => {
  it.each(KNOWN)("%s becomes a value", async (path, args, value) => {
    expect(await pickled(named(path), args, "R")).toEqual(value);
  });

  it("gives a copy, so that what was copied stays as it is", async () => {
    const [copy, list] = (await pickled(
      "]\x94K\x01a",
      named("builtins.list"),
      "h\x00\x85RK\x02ah\x00\x86",
    )) as PyValue[];
    expect([copy, list]).toEqual([[1, 2], [1]]);
  });
});

/** Calls that Python would make, or that do harm in Python. */
const INERT: readonly (readonly [path: string, args: string | Uint8Array])[] = [
  ["os.system", bytesOf(text("true"), "\x85")],
  ["builtins.eval", bytesOf(text("1"), "\x85")],
  ["builtins.getattr", bytesOf(named("builtins.str"), text("split"), "\x86")],
  ["builtins.set", "K\x01\x85"],
  ["builtins.dict", "]K\x01a\x85"],
  ["builtins.int", bytesOf(text("twelve"), "\x85")],
  ["builtins.float", bytesOf(text(""), "\x85")],
  ["_codecs.encode", bytesOf(text("é"), text("utf-7"), "\x86")],
  ["_codecs.encode", bytesOf(text("€"), text("latin1"), "\x86")],
  ["__main__.Model", ")"],
  ["cloudpickle.cloudpickle._make_function", ")"],
  ["dill._dill._create_function", ")"],
  ["__proto__.constructor", ")"],
];

describe("any other call", () => {
  it.each(INERT)("%s stays an object", async (path, args) => {
    const value = await pickled(named(path), args, "R");
    expect(value).toBeInstanceOf(PyObject);
    expect((value as PyObject).type.path).toBe(path);
    expect((value as PyObject).args).toEqual(await pickled(args));
  });

  it("of what was made by a call keeps that call's name", async () => {
    const value = (await pickled(named("cloudpickle.cloudpickle._make_function"), "N\x85RK\x01\x85R")) as PyObject;
    expect(value.type.path).toBe("cloudpickle.cloudpickle._make_function");
    expect(value.args).toEqual([new PyObject(value.type, [null]), 1]);
  });
});

describe("an object", () => {
  const OBJECT = `${named("a.B")})\x81`;

  it("has the attributes of its state", async () => {
    const object = (await pickled(OBJECT, "}", text("alpha"), "K\x01sb")) as PyObject;
    expect([object.get("alpha"), object.get("beta")]).toEqual([1, undefined]);
  });

  it("has no attributes if its state is no dict", async () => {
    expect(((await pickled(OBJECT, "K\x01b")) as PyObject).get("alpha")).toBeUndefined();
  });

  it("has the attributes of several states together", async () => {
    const object = (await pickled(OBJECT, "}K\x01K\x02sb}K\x03K\x04sb")) as PyObject;
    expect(object.state).toEqual(PAIRS_AS_MAP);
  });

  it("has the items and entries that are put into it", async () => {
    const object = (await pickled(OBJECT, "K\x01a(K\x02K\x03e(K\x04\x90K\x05K\x06s")) as PyObject;
    expect([object.items, object.entries]).toEqual([[1, 2, 3, 4], new Map([[5, 6]])]);
  });
});
