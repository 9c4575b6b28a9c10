/** Label leakage: fields counted by hand. */

import { describe, expect, it } from "vitest";
import { LabelLeakageCollector } from "../../src/report/label-leakage.js";

const message = (...lines: readonly string[]): string => `${lines.join("\n")}\n\nbody\nNewsgroups: rec.autos\n`;

function collected(
  documents: readonly (readonly [label: string, text: string])[],
  maxValues?: number,
): LabelLeakageCollector {
  const collector = new LabelLeakageCollector(maxValues);
  for (const [label, text] of documents) collector.add(label, text);
  return collector;
}

describe("LabelLeakageCollector", () => {
  it("counts documents with a field, values that contain the label, and labels that other documents predict", () => {
    const given = collected([
      ["rec.autos", message("From: ann", "Newsgroups: misc.test,REC.AUTOS", "Organization: Cars")],
      ["rec.autos", message("From: bob", "Organization: cars ")],
      ["rec.autos", message("From: ann", "organization: Space")],
      ["sci.space", message("From: ann", "Organization: Space", "Newsgroups: sci.spaceflight")],
      ["sci.space", message("From: eve", "Organization: Space")],
      ["sci.space", message("From: fay", "Organization: Space")],
    ]).leakage()!;
    expect(given).toMatchObject({ documents: 6, isTruncated: false, mostCommonLabel: 3 });
    const fields = Object.fromEntries(given.fields.map(({ field, ...leakage }) => [field, leakage]));
    expect(fields).toEqual({
      // The two with Cars predict each other; three of the four with Space share a label, predicted by the other two.
      Organization: { documents: 6, containLabel: 0, predictLabel: 5 },
      // Two of ann's three share a label: without one of them it is a tie.
      From: { documents: 6, containLabel: 0, predictLabel: 0 },
      // A longer word does not contain the label.
      Newsgroups: { documents: 2, containLabel: 1, predictLabel: 0 },
    });
    expect(given.fields.map(({ field }) => field)).toEqual(["Organization", "Newsgroups", "From"]);
  });

  it("reads folded lines, the first of repeated fields, and either line ending", () => {
    const { fields } = collected([
      ["a", "From: x\r\nKeywords: one,\r\n  two\r\n\r\nbody"],
      ["a", "From: x\nKeywords: one, two\nKeywords: three\n\nbody"],
    ]).leakage()!;
    expect(fields).toContainEqual({ field: "Keywords", documents: 2, containLabel: 0, predictLabel: 2 });
  });

  it("skips texts that are not messages, and is undefined if there are no others", () => {
    expect(
      collected([
        ["a", "Note: no header\n\nbody"],
        ["a", "body"],
        ["a", ""],
      ]).leakage(),
    ).toBeUndefined();
  });

  it("handles any field names and labels", () => {
    const { fields } = collected([
      ["__proto__", message("From: __proto__", "Subject: y", "constructor: x")],
      ["__proto__", message("From: a.b", "Subject: y", "constructor: x")],
    ]).leakage()!;
    expect(fields).toEqual([
      { field: "Subject", documents: 2, containLabel: 0, predictLabel: 2 },
      { field: "constructor", documents: 2, containLabel: 0, predictLabel: 2 },
      { field: "From", documents: 2, containLabel: 1, predictLabel: 0 },
    ]);
  });

  it("stops at a number of distinct values, and says so", () => {
    const documents = Array.from({ length: 9 }, (_, i) => ["a", message(`From: ${i}`, "Subject: same")] as const);
    // Each message adds one value, the first one two.
    expect(collected(documents, 5).leakage()).toMatchObject({ documents: 3, isTruncated: true });
    expect(collected(documents, 20).leakage()).toMatchObject({ documents: 9, isTruncated: false });
  });
});
