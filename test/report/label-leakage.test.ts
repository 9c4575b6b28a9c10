/** Giveaways: fields counted by hand. */

import { describe, expect, it } from "vitest";
import { HeaderTally } from "../../src/report/label-leakage.js";

const message = (...lines: readonly string[]): string => `${lines.join("\n")}\n\nbody\nNewsgroups: rec.autos\n`;

function tallyOf(documents: readonly (readonly [label: string, text: string])[], most?: number): HeaderTally {
  const tally = new HeaderTally(most);
  for (const [label, text] of documents) tally.add(label, text);
  return tally;
}

describe("HeaderTally", () => {
  it("counts who has a field, whose value names the label, and whose label the others with that value tell", () => {
    const given = tallyOf([
      ["rec.autos", message("From: ann", "Newsgroups: misc.test,REC.AUTOS", "Organization: Cars")],
      ["rec.autos", message("From: bob", "Organization: cars ")],
      ["rec.autos", message("From: ann", "organization: Space")],
      ["sci.space", message("From: ann", "Organization: Space", "Newsgroups: sci.spaceflight")],
      ["sci.space", message("From: eve", "Organization: Space")],
      ["sci.space", message("From: fay", "Organization: Space")],
    ]).figures()!;
    expect(given).toMatchObject({ documents: 6, isCut: false, commonest: 3 });
    const fields = Object.fromEntries(given.fields.map(({ field, ...figures }) => [field, figures]));
    expect(fields).toEqual({
      // The cars' two tell each other; of Space three of four have one label, each still told by the other two.
      Organization: { documents: 6, naming: 0, telling: 5 },
      // Of ann's three two have one label: without one of them it is one to one.
      From: { documents: 6, naming: 0, telling: 0 },
      // A longer word does not name the label.
      Newsgroups: { documents: 2, naming: 1, telling: 0 },
    });
    expect(given.fields.map(({ field }) => field)).toEqual(["Organization", "Newsgroups", "From"]);
  });

  it("reads continued lines, the first of repeated fields, and line ends of either kind", () => {
    const { fields } = tallyOf([
      ["a", "From: x\r\nKeywords: one,\r\n  two\r\n\r\nbody"],
      ["a", "From: x\nKeywords: one, two\nKeywords: three\n\nbody"],
    ]).figures()!;
    expect(fields).toContainEqual({ field: "Keywords", documents: 2, naming: 0, telling: 2 });
  });

  it("passes over what is no message, and tells nothing of nothing", () => {
    expect(
      tallyOf([
        ["a", "Note: no header\n\nbody"],
        ["a", "body"],
        ["a", ""],
      ]).figures(),
    ).toBeUndefined();
  });

  it("takes any names of fields and labels as words", () => {
    const { fields } = tallyOf([
      ["__proto__", message("From: __proto__", "constructor: x")],
      ["__proto__", message("From: a.b", "constructor: x")],
    ]).figures()!;
    expect(fields).toEqual([
      { field: "constructor", documents: 2, naming: 0, telling: 2 },
      { field: "From", documents: 2, naming: 1, telling: 0 },
    ]);
  });

  it("stops at so many values, and says so", () => {
    const documents = Array.from({ length: 9 }, (_, i) => ["a", message(`From: ${i}`, "Subject: same")] as const);
    // Each message adds one value, but the first two.
    expect(tallyOf(documents, 5).figures()).toMatchObject({ documents: 3, isCut: true });
    expect(tallyOf(documents, 20).figures()).toMatchObject({ documents: 9, isCut: false });
  });
});
