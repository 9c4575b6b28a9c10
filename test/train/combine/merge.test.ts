/** Adding with new names, and refusing what would count twice; that sums are those of the whole is in additivity.test.ts. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeCounts } from "../../../src/train/combine/merge.js";
import { decodeCounts } from "../../../src/train/counts/counts.js";
import { added, corpus, shuffled, trainedOn } from "../../support/counts-files.js";
import type { Labelled } from "../../support/labelled.js";

type Names = Readonly<Record<string, string>>;

function relabelled(documents: readonly Labelled[], names: Names): Labelled[] {
  return documents.map(({ label, text }) => ({ label: Object.hasOwn(names, label) ? names[label]! : label, text }));
}

/** Two corpora that may share documents, and new names for some of their categories: fresh ones, or each other's. */
const renamed: fc.Arbitrary<{ parts: Labelled[][]; names: Names }> = fc
  .array(corpus, { minLength: 1, maxLength: 2 })
  .chain((parts) => {
    const labels = [...new Set(parts.flat().map(({ label }) => label))];
    return fc.record({
      parts: fc.constant([...parts, parts[0]!.slice(0, 2)].slice(0, 2)),
      names: fc
        .tuple(fc.shuffledSubarray(labels, { minLength: 1 }), shuffled([...labels, "new", "Ω"]))
        .map(([old, names]) => Object.fromEntries(old.map((label, i) => [label, names[i]!]))),
    });
  });

describe("mergeCounts with new names", () => {
  it("gives the bytes of training with the new labels", async () => {
    await fc.assert(
      fc.asyncProperty(renamed, async ({ parts, names }) => {
        const files = await Promise.all(parts.map(trainedOn));
        const expected = await trainedOn(relabelled(parts.flat(), names));
        expect(added(files, { rename: names, allowDuplicates: true })).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  const documents = [
    { label: "a", text: "the old engine" },
    { label: "b", text: "orbit engine" },
    { label: "c", text: "old orbit" },
    { label: "c", text: "the old engine" },
  ];

  it.each<[what: string, names: Names]>([
    ["a swap", { a: "b", b: "a" }],
    ["a chain, each link at once", { a: "b", b: "c" }],
    ["a merger of categories that share a document", { a: "c" }],
    ["a merger of all into a new one", { a: "z", b: "z", c: "z" }],
    ["names that are the old ones", { a: "a", c: "c" }],
  ])("does %s", async (_, names) => {
    expect(added([await trainedOn(documents)], { rename: names })).toEqual(
      await trainedOn(relabelled(documents, names)),
    );
  });

  it("refuses a name that no category has, and one that cannot be a category's, by name", async () => {
    const counts = decodeCounts(await trainedOn(documents), "");
    const add = (rename: Names) => () => mergeCounts([{ counts, where: "it" }], { rename });
    expect(add({ d: "e" })).toThrowError(
      expect.objectContaining({
        code: "usage",
        message: "category d: not in the counts; choose from a, b, c",
      }),
    );
    expect(add({ toString: "e" })).toThrowError(expect.objectContaining({ code: "usage" }));
    for (const name of ["", "x\ny", "\ud800"]) {
      expect(add({ a: name })).toThrowError(
        expect.objectContaining({ code: "usage", message: expect.stringMatching(/^category "[^\n]*": invalid name/) }),
      );
    }
  });
});

describe("mergeCounts of parts that share documents", () => {
  const named = async (where: string, documents: readonly Labelled[]) => ({
    counts: decodeCounts(await trainedOn(documents), where),
    where,
  });
  const engine = { label: "a", text: "the old engine" };
  const orbit = { label: "b", text: "orbit" };
  const comet = { label: "b", text: "comet" };

  it("refuses them, and says which two and how many", async () => {
    const parts = await Promise.all([
      named("one", [engine, orbit]),
      named("two", [comet, { ...engine, label: "c" }]),
      named("three", [comet, comet, { ...comet, label: "a" }, { label: "c", text: "Mars" }]),
    ]);
    expect(() => mergeCounts(parts)).toThrowError(
      expect.objectContaining({
        code: "duplicates",
        message:
          "three: 2 of its 4 documents are also in two and would count twice; leave one of the two out, or count them " +
          "twice with --allow-duplicates",
      }),
    );
    expect(mergeCounts(parts.slice(0, 2)).documents).toEqual([1, 2, 1]);
    expect(mergeCounts(parts, { allowDuplicates: true }).documents).toEqual([2, 4, 2]);
  });

  it("takes copies within one of them for documents", async () => {
    const parts = await Promise.all([named("one", [engine, engine, orbit]), named("two", [comet])]);
    expect(mergeCounts(parts).documents).toEqual([2, 2]);
  });

  it("takes the same text in another category for another document, until the categories are one", async () => {
    const parts = await Promise.all([
      named("one", [engine, { ...engine, label: "b" }, orbit]),
      named("two", [{ ...engine, label: "c" }, { ...engine, label: "d" }, comet]),
    ]);
    expect(mergeCounts(parts).documents).toEqual([1, 3, 1, 1]);
    expect(() => mergeCounts(parts, { rename: { c: "a" } })).toThrowError(/^two: 1 of its 3 documents .* in one/);
    expect(() => mergeCounts(parts, { rename: { b: "a", c: "a", d: "a" } })).toThrowError(
      /^two: 2 of its 3 documents .* in one/,
    );
  });

  it("takes a message that was posted again with other fields for another document", async () => {
    const message = (from: string) => ({ label: "a", text: `From: ${from}\nSubject: brakes\n\nThe brakes squeal.` });
    const parts = await Promise.all([named("one", [message("ada")]), named("two", [message("bob")])]);
    expect(mergeCounts(parts).documents).toEqual([2]);
    expect(() => mergeCounts([parts[0]!, parts[0]!])).toThrowError(/^one: 1 of its 1 documents/);
  });
});
