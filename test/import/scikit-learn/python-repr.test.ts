/** Python's way of writing values: held against what `repr()` and `str()` of Python 3.11 print. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DtypeObject, type PyValue } from "../../../src/import/pickle/values.js";
import { floatText, pythonRepr } from "../../../src/import/scikit-learn/objects/python-repr.js";
import { dict, float, floats, instance, named } from "./python-values.js";

/** `repr(x)` of Python 3.11. */
const FLOATS: readonly (readonly [number, string])[] = [
  [0, "0.0"],
  [-0, "-0.0"],
  [1, "1.0"],
  [-2.5, "-2.5"],
  [0.1, "0.1"],
  [1 / 3, "0.3333333333333333"],
  [100, "100.0"],
  [0.0001, "0.0001"],
  [0.00012345, "0.00012345"],
  [0.00001, "1e-05"],
  [0.0000123, "1.23e-05"],
  [9.999e-5, "9.999e-05"],
  [1e-7, "1e-07"],
  [-1e-10, "-1e-10"],
  [5e-324, "5e-324"],
  [2.2250738585072014e-308, "2.2250738585072014e-308"],
  [123456789012345.6, "123456789012345.6"],
  [1e15, "1000000000000000.0"],
  [9999999999999998, "9999999999999998.0"],
  [1e16, "1e+16"],
  [-1e16, "-1e+16"],
  [123456789012345680, "1.2345678901234568e+17"],
  [1e21, "1e+21"],
  [1e22, "1e+22"],
  [1e100, "1e+100"],
  [1.7976931348623157e308, "1.7976931348623157e+308"],
  [Number.POSITIVE_INFINITY, "inf"],
  [Number.NEGATIVE_INFINITY, "-inf"],
  [Number.NaN, "nan"],
];

/** `repr(x)` of Python 3.11; of tuples and lists alike. */
const VALUES: readonly (readonly [string, PyValue])[] = [
  ["None", null],
  ["True", true],
  ["False", false],
  ["7", 7],
  ["-7", -7],
  ["123456789012345678901234567890", 123456789012345678901234567890n],
  ["1.0", float(1)],
  ["'english'", "english"],
  ["''", ""],
  ["'a\\\\b'", "a\\b"],
  ["'(?u)\\\\b\\\\w\\\\w+\\\\b'", "(?u)\\b\\w\\w+\\b"],
  ["'two\\nlines'", "two\nlines"],
  ["'naïve 🚀'", "naïve 🚀"],
  ['"it\'s"', "it's"],
  ["'say \"hi\"'", 'say "hi"'],
  ["'it\\'s \"hi\"'", 'it\'s "hi"'],
  ["'tab\\there'", "tab\there"],
  ["'\\x1b[2J'", "\u001b[2J"],
  ["(1, 2)", [1, 2]],
  ["('a', None, (True, 0.5))", ["a", null, [true, float(0.5)]]],
  ["{'the'}", new Set<PyValue>(["the"])],
];

describe("floatText", () => {
  it.each(FLOATS)("of %f is %s", (value, expected) => {
    expect(floatText(value)).toBe(expected);
  });

  it("is read back as the same number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = floatText(value);
        expect(Number(text)).toBe(value);
        expect(text).toMatch(/^-?\d+(\.\d+)?(e[+-]\d{2,3})?$/);
        expect(text).toMatch(/[.e]/);
      }),
    );
  });
});

describe("pythonRepr", () => {
  it.each(VALUES)("writes %s", (expected, value) => {
    expect(pythonRepr(value)).toBe(expected);
  });

  it("takes what is missing for None", () => {
    expect(pythonRepr(undefined)).toBe("None");
  });

  it("names classes, functions and objects in full, and types of arrays by their name", () => {
    expect(pythonRepr(named("numpy.float32"))).toBe("numpy.float32");
    expect(pythonRepr(instance("sklearn.svm._classes.LinearSVC"))).toBe("sklearn.svm._classes.LinearSVC(…)");
    expect(pythonRepr(new DtypeObject(named("numpy.dtype"), ["f4", false, true]))).toBe("dtype('f4')");
  });

  it("says how large arrays, dicts and bytes are, and not what is in them", () => {
    expect(pythonRepr(floats([1, 2, 3, 4, 5, 6], [2, 3]))).toBe("array of 2 × 3");
    expect(pythonRepr(dict(["a", 1], ["b", 2]))).toBe("dict of 2");
    expect(pythonRepr(Uint8Array.of(1, 2, 3))).toBe("3 bytes");
  });

  it("writes out four items of a list and 60 characters of a text, and no more", () => {
    expect(pythonRepr([1, 2, 3, 4])).toBe("(1, 2, 3, 4)");
    expect(pythonRepr([1, 2, 3, 4, 5])).toBe("(1, 2, 3, 4, … 5 in all)");
    expect(pythonRepr(new Set<PyValue>([1, 2, 3, 4, 5, 6]))).toBe("{1, 2, 3, 4, … 6 in all}");
    expect(pythonRepr("x".repeat(60))).toBe(`'${"x".repeat(60)}'`);
    expect(pythonRepr("x".repeat(61))).toBe(`'${"x".repeat(60)}…'`);
  });

  it("goes two lists deep, so that a list within itself ends", () => {
    expect(pythonRepr([[[1]]])).toBe("((…))");
    const endless: PyValue[] = [];
    endless.push(endless);
    expect(pythonRepr(endless)).toBe("((…))");
  });
});
