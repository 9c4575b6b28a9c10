/** Renaming: which part of `old=new` is the category. */

import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/cli/renaming.js";

describe("namesOf", () => {
  it("takes the category before a = for the old name", () => {
    expect(namesOf(["a=b=c"], ["a", "z"])).toEqual({ a: "b=c" });
    expect(namesOf(["a=b=c"], ["a=b", "z"])).toEqual({ "a=b": "c" });
    expect(namesOf(["==c"], ["="])).toEqual({ "=": "c" });
    expect(namesOf(["a=b", "z=a"], ["a", "z"])).toEqual({ a: "b", z: "a" });
  });

  it("takes the first name for the old one if none is a category", () => {
    expect(namesOf(["x=b=c"], ["a"])).toEqual({ x: "b=c" });
  });

  it("refuses what has two meanings", () => {
    expect(() => namesOf(["a=b=c"], ["a", "a=b"])).toThrow("because a and a=b are both categories");
  });

  it("refuses to rename a category twice", () => {
    expect(() => namesOf(["a=b", " a=c"], ["a"])).toThrow("a is renamed twice");
    expect(() => namesOf(["__proto__=b", "__proto__=c"], ["a"])).toThrow("__proto__ is renamed twice");
  });

  it("normalises names as labels are, and finds labels that are not", () => {
    expect(namesOf([" a = e\u0301 "], ["a"])).toEqual({ a: "\u00e9" });
    expect(namesOf(["e\u0301=x"], ["\u00e9"])).toEqual({ "\u00e9": "x" });
    expect(namesOf(["a =b", "a=c"], ["a", "a "])).toEqual({ "a ": "b", a: "c" });
    expect(namesOf(["a=c"], ["a "])).toEqual({ "a ": "c" });
  });

  it("takes names with a meaning in JavaScript as they are", () => {
    expect(Object.entries(namesOf(["toString=y", "__proto__=x"], ["toString", "__proto__"]))).toEqual([
      ["toString", "y"],
      ["__proto__", "x"],
    ]);
  });
});
