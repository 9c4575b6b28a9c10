/** Versions of scikit-learn: read and compared. */

import { describe, expect, it } from "vitest";
import { isBefore, parseVersion } from "../../../src/import/scikit-learn/objects/version.js";

describe("parseVersion", () => {
  it.each([
    ["0.18.2", 0, 18],
    ["0.22.2.post1", 0, 22],
    ["1.0", 1, 0],
    ["1.5.dev0", 1, 5],
    ["1.10.1", 1, 10],
    ["2.0rc1", 2, 0],
  ])("reads %s", (text, major, minor) => {
    expect(parseVersion(text)).toEqual({ text, major, minor });
  });

  it.each([null, "", "unknown", "1"])("takes %j, which says no version, for 0.18", (text) => {
    expect(parseVersion(text)).toEqual({ text, major: 0, minor: 18 });
  });
});

describe("isBefore", () => {
  it("compares numbers, and not digits", () => {
    expect(isBefore(parseVersion("0.24.2"), 1, 0)).toBe(true);
    expect(isBefore(parseVersion("1.9.1"), 1, 10)).toBe(true);
    expect(isBefore(parseVersion("1.10.0"), 1, 9)).toBe(false);
    expect(isBefore(parseVersion("1.5.0"), 1, 5)).toBe(false);
    expect(isBefore(parseVersion("2.0"), 1, 9)).toBe(false);
    expect(isBefore(parseVersion("0.9"), 0, 18)).toBe(true);
  });
});
