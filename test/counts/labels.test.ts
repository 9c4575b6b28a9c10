/** Labels: which names a category may have. */

import { describe, expect, it } from "vitest";
import { checkLabels, isLabel, isRecord } from "../../src/counts/labels.js";

describe("isLabel", () => {
  it.each(["a", "comp.sys.ibm.pc.hardware", "Zeitung & Co.", "ü", "東京", "😀", "__proto__", "constructor", " "])(
    "takes %j for a label",
    (name) => {
      expect(isLabel(name)).toBe(true);
    },
  );

  it.each([
    "",
    "\n",
    "a\tb",
    "\u0000",
    "\u001b",
    "\u007f",
    "\u0080",
    "\u009f",
    "\u2028",
    "\u2029",
    "\ud800",
    "\udc00x",
  ])("takes %j for none", (name) => {
    expect(isLabel(name)).toBe(false);
  });

  it.each([undefined, null, 1, true, {}, ["a"]])("takes %j, which is no text, for none", (name) => {
    expect(isLabel(name)).toBe(false);
  });
});

describe("checkLabels", () => {
  it("holds for distinct labels in ascending order", () => {
    expect(checkLabels(["a", "b", "ä"], 3)).toBe(true);
    expect(checkLabels([], 3)).toBe(true);
  });

  it.each([
    ["b a".split(" ")],
    [["a", "a"]],
    [["a", ""]],
    [["a", 1]],
    [["a", "b", "c", "d"]],
    ["a"],
    [undefined],
    [{}],
  ])("does not hold for %j", (labels) => {
    expect(checkLabels(labels, 3)).toBe(false);
  });

  it("orders by UTF-16 units, in which a letter beyond U+FFFF comes before U+FF01", () => {
    expect(checkLabels(["😀", "\uff01"], 3)).toBe(true);
    expect(checkLabels(["\uff01", "😀"], 3)).toBe(false);
  });
});

describe("isRecord", () => {
  it("holds for objects that are neither null nor lists", () => {
    expect([{}, Object.create(null), { a: 1 }].map(isRecord)).toEqual([true, true, true]);
    expect([null, [], "a", 1, undefined].map(isRecord)).toEqual([false, false, false, false, false]);
  });
});
