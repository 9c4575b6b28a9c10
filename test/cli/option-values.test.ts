/** Option values: valid and invalid numbers, digests and lists of parts. */

import { InvalidArgumentError } from "commander";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fraction,
  maxBytes,
  port,
  positive,
  renaming,
  sha256,
  strippable,
  whole,
} from "../../src/cli/option-values.js";

describe("positive", () => {
  it("reads numbers above 0", () => {
    fc.assert(
      fc.property(fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(positive(String(number))).toBe(number);
      }),
    );
  });

  it.each(["0", "-0.1", "NaN", "Infinity", "", " ", "1,5", "one"])("refuses %j", (value) => {
    expect(() => positive(value)).toThrow(InvalidArgumentError);
  });
});

describe("fraction", () => {
  it("reads numbers of 0 to 1", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (number) => {
        expect(fraction(String(number))).toBe(number);
      }),
    );
  });

  it.each(["-0.1", "1.01", "60", "60%", "0,6", "NaN", "Infinity", "", " ", "half"])("refuses %j", (value) => {
    expect(() => fraction(value)).toThrow(InvalidArgumentError);
  });
});

describe("whole", () => {
  it("reads whole numbers of 1 or more", () => {
    fc.assert(
      fc.property(fc.nat(), (number) => {
        expect(whole(String(number + 1))).toBe(number + 1);
      }),
    );
  });

  it.each(["0", "-1", "1.5", "", "2e400", "9007199254740993", "ten"])("refuses %j", (value) => {
    expect(() => whole(value)).toThrow(InvalidArgumentError);
  });
});

describe("maxBytes", () => {
  it("reads whole numbers up to 256 MiB", () => {
    expect(["1", "10485760", "268435456"].map(maxBytes)).toEqual([1, 10_485_760, 268_435_456]);
  });

  it.each(["0", "-1", "1.5", "10M", "268435457", "Infinity"])("refuses %j", (value) => {
    expect(() => maxBytes(value)).toThrow(InvalidArgumentError);
  });
});

describe("port", () => {
  it("reads whole numbers of 0 to 65535", () => {
    expect(["0", "80", "8000", "65535"].map(port)).toEqual([0, 80, 8000, 65_535]);
  });

  it.each(["65536", "-1", "+1", "80x", "0x50", "8e1", "1.5", "", " ", "http"])("refuses %j", (value) => {
    expect(() => port(value)).toThrow(InvalidArgumentError);
  });
});

describe("sha256", () => {
  it("reads 64 hexadecimal digits, as lower case", () => {
    expect(sha256("AB".repeat(32))).toBe("ab".repeat(32));
  });

  it.each(["", "ab", "x".repeat(64), "a".repeat(65), `${"a".repeat(64)}\n`])("refuses %j", (value) => {
    expect(() => sha256(value)).toThrow(InvalidArgumentError);
  });
});

describe("strippable", () => {
  it("reads a comma-separated list of parts, in any order", () => {
    expect(strippable("headers")).toEqual(["headers"]);
    expect(strippable("quotes,headers,footers")).toEqual(["quotes", "headers", "footers"]);
  });

  it.each(["", "header", "headers, footers", "headers,,quotes", "constructor"])("refuses %j", (value) => {
    expect(() => strippable(value)).toThrow(InvalidArgumentError);
  });
});

describe("renaming", () => {
  it("collects values, each with a name on both sides of a =", () => {
    expect(renaming("c=d=e", renaming("a=b"))).toEqual(["a=b", "c=d=e"]);
  });

  it.each(["", "a", "=", "=b", "a=", "a= "])("refuses %j", (value) => {
    expect(() => renaming(value)).toThrow(InvalidArgumentError);
  });
});
