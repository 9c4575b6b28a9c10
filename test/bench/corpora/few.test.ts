import { describe, expect, it } from "vitest";
import { drawn } from "../../../bench/corpora/few.js";

describe("drawn", () => {
  const documents = Array.from({ length: 100 }, (_, i) => ({
    text: `text ${i}`,
    label: i % 4 === 0 ? "rare" : "common",
  }));
  const texts = (size: number, seed: number): string[] => drawn(documents, size, seed).map(({ text }) => text);

  it("takes the same number of each label", () => {
    const labels = drawn(documents, 20, 1).map(({ label }) => label);
    expect(labels.filter((label) => label === "rare")).toHaveLength(20);
    expect(labels.filter((label) => label === "common")).toHaveLength(20);
  });

  it("takes all documents of a label that has fewer", () => {
    const labels = drawn(documents, 50, 1).map(({ label }) => label);
    expect(labels.filter((label) => label === "rare")).toHaveLength(25);
    expect(labels.filter((label) => label === "common")).toHaveLength(50);
  });

  it("draws the same documents again, others with another seed", () => {
    expect(texts(5, 1)).toEqual(texts(5, 1));
    expect(new Set(texts(5, 1))).not.toEqual(new Set(texts(5, 2)));
  });

  it("keeps the documents of a smaller draw in a larger one", () => {
    expect(texts(20, 3)).toEqual(expect.arrayContaining(texts(5, 3)));
  });
});
