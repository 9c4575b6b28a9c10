/** The header of a container: which keys an object has. */

import { describe, expect, it } from "vitest";
import { hasKeys, isRecord } from "../../../src/core/container/header.js";

describe("hasKeys", () => {
  it("holds for an object of exactly these keys in this order", () => {
    expect(hasKeys({ a: 1, b: undefined }, ["a", "b"])).toBe(true);
    expect(hasKeys({}, [])).toBe(true);
    for (const other of [{ b: 1, a: 1 }, { a: 1 }, { a: 1, b: 1, c: 1 }, { "a,b": 1 }, ["a", "b"], null, "ab"]) {
      expect(hasKeys(other, ["a", "b"]), JSON.stringify(other)).toBe(false);
    }
  });
});

describe("isRecord", () => {
  it("holds for objects that are neither null nor lists", () => {
    expect([{}, Object.create(null), { a: 1 }].map(isRecord)).toEqual([true, true, true]);
    expect([null, [], "a", 1, undefined].map(isRecord)).toEqual([false, false, false, false, false]);
  });
});
