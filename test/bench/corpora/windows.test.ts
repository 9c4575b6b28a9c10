import { describe, expect, it } from "vitest";
import { windows } from "../../../bench/corpora/windows.js";

const isKnown = (word: string): boolean => word !== "xyzzy";

describe("windows", () => {
  it("takes neighbouring words of each text, with no unknown word among them", () => {
    const texts = [["xyzzy", "one", "two", "xyzzy", "three", "xyzzy"]];
    expect(windows(texts, 2, isKnown)).toEqual(["one two"]);
    expect(["one", "two", "three"]).toContain(windows(texts, 1, isKnown)[0]);
  });

  it("takes none of a text that has none", () => {
    expect(windows([[], ["xyzzy"], ["one"], ["one", "two"]], 2, isKnown)).toEqual([
      undefined,
      undefined,
      undefined,
      "one two",
    ]);
  });

  it("does not take the same place of every text", () => {
    const texts = Array.from({ length: 50 }, () => ["first", "second", "third", "last"]);
    const taken = new Set(windows(texts, 1, isKnown));
    expect(taken).toEqual(new Set(["first", "second", "third", "last"]));
    expect(windows(texts, 1, isKnown)).toEqual(windows(texts, 1, isKnown));
  });
});
