/** joblib's arrays: dumps by joblib 0.9 to 1.6, and what is refused of them. */

import { describe, expect, it } from "vitest";
import { NdArray, PyFloat, type PyValue } from "../../../src/import/pickle/values.js";
import { bytesOf, dumpOf, named, pickled, read, refusalOf, text } from "../assembler.js";

const floats = (...values: number[]): PyFloat[] => values.map((value) => new PyFloat(value));

/** The items of all arrays in a dict, and other values as they are. */
const itemsIn = (value: PyValue): Record<string, PyValue> =>
  Object.fromEntries(
    [...(value as Map<PyValue, PyValue>)].map(([key, one]) => [key, one instanceof NdArray ? one.values() : one]),
  );

const EXPECTED = {
  rows: floats(0, 1, 2, 3, 4, 5),
  columns: floats(0, 1, 2, 3, 4, 5),
  big: [0, 1, 2],
  single: floats(0, 1, 2),
  text: ["ham", "späm"],
  flags: [true, false],
  objects: ["a", null, 1],
  last: "end",
};

describe("a dump by joblib", () => {
  it.each(["padded", "unpadded"] as const)("with arrays inline, %s", async (name) => {
    const dump = await read(dumpOf(name));
    expect(dump).toMatchObject({ container: "raw", writer: "joblib" });
    expect(itemsIn(dump.value)).toEqual(EXPECTED);
    const dict = dump.value as Map<PyValue, NdArray>;
    expect(dict.get("columns")).toMatchObject({ isFortran: true, shape: [2, 3] });
    expect(dict.get("big")!.dtype).toEqual({ kind: "i", itemSize: 4, isBigEndian: true });
    expect(dict.get("single")!.dtype).toEqual({ kind: "f", itemSize: 4, isBigEndian: false });
  });

  it.each(["xz", "bz2"] as const)("packed as %s", async (name) => {
    const dump = await read(dumpOf(name));
    expect(dump).toMatchObject({ container: name, writer: "joblib" });
    expect(itemsIn(dump.value)).toEqual(EXPECTED);
  });

  it.each([
    ["old.pkl", "raw"],
    ["oldz.pkl", "zf"],
  ] as const)("up to 0.9, with arrays beside it: %s", async (name, container) => {
    const dump = await read(dumpOf(name));
    expect(dump).toMatchObject({ container, writer: "joblib" });
    expect(itemsIn(dump.value)).toEqual({ rows: EXPECTED.rows, objects: ["a", null] });
  });
});

describe("a pickle by Python itself", () => {
  it.each(["protocol0", "protocol2", "protocol5"] as const)("with arrays, %s", async (name) => {
    const { writer, value } = await read(dumpOf(name));
    const [rows, columns, turned, ...scalars] = value as [NdArray, NdArray, NdArray, ...PyValue[]];
    expect(writer).toBe("pickle");
    expect([rows, columns].map((array) => [...array.float64()])).toEqual([0, 1].map(() => [0, 1, 2, 3, 4, 5]));
    expect(turned).toMatchObject({ shape: [4, 3, 2] });
    // np.arange(24).reshape(2, 3, 4).T[0] is [[0, 12], [4, 16], [8, 20]].
    expect([...turned.float64().subarray(0, 6)]).toEqual([0, 12, 4, 16, 8, 20]);
    expect(scalars).toEqual([7, new PyFloat(0.5), true, "ham"]);
  });
});

const DTYPE = bytesOf(named("numpy.dtype"), text("u1"), "\x89\x88\x87R(K\x03", text("|"), "NNNK\x01K\x01K\0tb");
const OBJECTS = bytesOf(named("numpy.dtype"), text("O8"), "\x89\x88\x87R(K\x03", text("|"), "NNNK\x01K\x01K\x3ftb");
const wrapper = (name: string, ...state: (string | Uint8Array)[]): Uint8Array =>
  bytesOf(named(`joblib.numpy_pickle.${name}`), ")\x81}(", ...state, "ub");
const inline = (shape: string, dtype: Uint8Array, ...more: (string | Uint8Array)[]): Uint8Array =>
  wrapper("NumpyArrayWrapper", text("shape"), shape, text("dtype"), dtype, text("order"), text("C"), ...more);
const ALIGNED = bytesOf(text("numpy_array_alignment_bytes"), "K\x10");

describe("an array inline", () => {
  it("has its items behind the wrapper, and the pickle goes on behind them", async () => {
    const [array, next] = (await pickled("](", inline("K\x02\x85", DTYPE), "\x05\x06", "K\x07e")) as [NdArray, PyValue];
    expect([array.values(), next]).toEqual([[5, 6], 7]);
  });

  it("has as many bytes before them as the first says, from joblib 1.2 on", async () => {
    const array = (await pickled(inline("K\x02\x85", DTYPE, ALIGNED), "\x03\xff\xff\xff\x05\x06")) as NdArray;
    expect(array.values()).toEqual([5, 6]);
  });

  it("may be of scikit-learn's own copy of joblib", async () => {
    const path = "sklearn.externals.joblib.numpy_pickle.NumpyArrayWrapper";
    const state = bytesOf(text("shape"), "K\x01\x85", text("dtype"), DTYPE, text("order"), text("C"));
    expect(((await pickled(named(path), ")\x81}(", state, "ub\x09")) as NdArray).values()).toEqual([9]);
  });

  it("of objects is a pickle with a memo of its own", async () => {
    const inner = bytesOf("\x80\x04", text("a"), "\x94h\0\x86.");
    expect(await pickled("](K\x05\x94", inline("K\x02\x85", OBJECTS), inner, "h\0e")).toEqual([5, ["a", "a"], 5]);
  });

  it("is never nested deeper: in the pickle of objects a wrapper is a plain object, as it is in Python", async () => {
    const inner = bytesOf("\x80\x04", inline("K\x01\x85", DTYPE), ".");
    expect(await pickled(inline("K\x01\x85", OBJECTS), inner)).toMatchObject({ type: { name: "NumpyArrayWrapper" } });
  });

  it.each([
    ["more items than the file has bytes", inline("J\xff\xff\xff\x7f\x85", DTYPE), /expected 2147483647 more bytes/],
    [
      "a shape that overflows",
      inline("(J\xff\xff\xff\x7fJ\xff\xff\xff\x7fJ\xff\xff\xff\x7ft", DTYPE),
      /an invalid dtype or shape/,
    ],
    ["no dtype", inline("K\x01\x85", bytesOf("N")), /an invalid dtype or shape/],
    ["more padding than the file has bytes", inline("K\x01\x85", DTYPE, ALIGNED), /expected 46 more bytes/],
  ])("with %s is refused", async (_what, pickle, message) => {
    expect(await refusalOf(bytesOf("\x80\x04", pickle, "."))).toMatchObject({
      code: "damaged",
      message: expect.stringMatching(message),
    });
  });
});

describe("an array in a file beside the dump", () => {
  const beside = (name: string): Uint8Array =>
    bytesOf("\x80\x04", wrapper("NDArrayWrapper", text("filename"), text(name)), ".");

  it.each(["../a.npy", "a/b.npy", "a\\b.npy", "c:a.npy", "..", ".", "", "a\0", "a".repeat(256)])(
    "is refused if its name is %j, and nothing is asked for",
    async (name) => {
      const refusal = await refusalOf(bytesOf(beside(name.slice(0, 255)), ""), () => {
        throw new Error("asked for");
      }).catch((error: Error) => error);
      if (name.length < 256)
        expect(refusal).toMatchObject({ code: "damaged", message: expect.stringMatching(/plain name/) });
    },
  );

  it("is refused if there is no such file", async () => {
    expect((await refusalOf(beside("model.pkl_01.npy"), () => undefined)).message).toMatch(
      /^damaged: an array lies in model\.pkl_01\.npy, which is not in the same folder; put all files of the dump there/,
    );
  });

  const npy = (header: string, data: string): Uint8Array =>
    bytesOf("\x93NUMPY\x01\0", Uint8Array.of(header.length & 0xff, header.length >> 8), header, data);
  const valuesOf = async (file: Uint8Array): Promise<unknown> =>
    ((await read(beside("a.npy"), () => file)).value as NdArray).values();

  it("is read in any order", async () => {
    const header = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2), }";
    expect(await valuesOf(npy(header, "\x01\x02\x03\x04"))).toEqual([1, 3, 2, 4]);
  });

  it("is read in versions with a longer header", async () => {
    const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (), }";
    expect(await valuesOf(bytesOf("\x93NUMPY\x02\0", Uint8Array.of(header.length, 0, 0, 0), header, "\x07"))).toEqual([
      7,
    ]);
  });

  it("has a limit by its own size, not by that of the dump", async () => {
    const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (4194304,), }";
    const { value } = await read(beside("a.npy"), () => npy(header, "\0".repeat(2 ** 22)));
    expect((value as NdArray).float64()).toHaveLength(2 ** 22);
  });

  it.each([
    ["is no file of numpy", bytesOf("PK\x03\x04\0\0\0\0"), /byte 0 of a\.npy does not start a file of numpy/],
    ["has a header that is too long", bytesOf("\x93NUMPY\x02\0\xff\xff\xff\xff"), /header has 4294967295 bytes/],
    [
      "has fields",
      npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", ""),
      /not what numpy writes of a plain array/,
    ],
    ["has no shape", npy("{'descr': '|u1', 'fortran_order': False, }", ""), /ends at byte \d+ of a\.npy/],
    ["ends too early", npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", "a"), /expected 2 more bytes/],
    ["is empty", bytesOf(), /ends at byte 0 of a\.npy/],
  ])("is refused if it %s", async (_what, file, message) => {
    expect(await refusalOf(beside("a.npy"), () => file)).toMatchObject({
      code: "damaged",
      message: expect.stringMatching(message),
    });
  });

  it("of the compressed kind is refused if its state is none", async () => {
    const pickle = bytesOf(
      "\x80\x04",
      wrapper("ZNDArrayWrapper", text("filename"), text("a.z"), text("state"), "N"),
      ".",
    );
    expect((await refusalOf(pickle, () => bytesOf("ZF0x0"))).message).toMatch(/invalid state/);
  });
});
