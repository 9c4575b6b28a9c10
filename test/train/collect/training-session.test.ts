/** Training into counts and forgetting: the library's way, document by document. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dump } from "../../../src/library/dump.js";
import { train } from "../../../src/library/train.js";
import { decodeCounts } from "../../../src/train/counts/counts.js";
import { countsFile, growing, manyDocuments, shuffled } from "../../support/counts-files.js";
import type { Labelled } from "../../support/labelled.js";

const ENGINE = { label: "rec.autos", text: "the old engine" };
const BRAKES = { label: "rec.autos", text: "From: ada\nSubject: brakes\n\nThe brakes squeal." };
const ORBIT = { label: "sci.space", text: "the orbit of a comet" };
const DOCUMENTS = [ENGINE, BRAKES, ORBIT];

/** A corpus, what comes later, and the same in another order. */
const reordered = growing.chain(({ before, later }) =>
  fc.record({
    before: fc.constant(before),
    later: fc.constant(later),
    forgotten: shuffled(later),
    all: shuffled([...before, ...later]),
  }),
);

describe("train with `into`", () => {
  it("gives the bytes of training on all, and with `forget` those from before again, in any order", async () => {
    await fc.assert(
      fc.asyncProperty(reordered, async ({ before, later, forgotten, all }) => {
        const old = await train(before);
        const grown = await train(later, { into: old, allowDuplicates: true });
        expect(grown).toEqual(await train(all));
        expect(await train(forgotten, { forget: grown })).toEqual(old);
      }),
      { numRuns: 30 },
    );
  });

  it("gives the bytes of training on all when they become more than 1,024", async () => {
    const [before, later] = [manyDocuments(1000), manyDocuments(100, 1000)];
    expect(await train(later, { into: await train(before) })).toEqual(await train([...later, ...before]));
  });

  it("takes documents of one category, an old or a new one", async () => {
    const old = await train(DOCUMENTS);
    for (const label of ["rec.autos", "talk.misc"]) {
      const more = { label, text: "a word" };
      expect(await train([more], { into: old })).toEqual(await train([...DOCUMENTS, more]));
    }
  });

  it("refuses a document that is already there, by its number", async () => {
    const into = await train(DOCUMENTS);
    const more = [{ ...ENGINE, text: "a newer engine" }, BRAKES];
    await expect(train(more, { into })).rejects.toMatchObject({
      code: "duplicates",
      message:
        "document 2: already in the counts as a document of rec.autos; " +
        "leave it out, or count it twice with --allow-duplicates",
    });
    expect(await train(more, { into, allowDuplicates: true })).toEqual(await train([...DOCUMENTS, ...more]));
  });

  it("takes the same text in another category, the same message with other fields, and copies among what is new", async () => {
    const more = [
      { ...ENGINE, label: "sci.space" },
      { ...BRAKES, text: BRAKES.text.replace("ada", "bob") },
      { ...ENGINE, text: "a newer engine" },
      { ...ENGINE, text: "a newer engine" },
    ];
    expect(await train(more, { into: await train(DOCUMENTS) })).toEqual(await train([...DOCUMENTS, ...more]));
  });

  it("refuses no documents, a file that is not counts, and counts made in another way", async () => {
    const into = await train(DOCUMENTS);
    await expect(train([], { into })).rejects.toMatchObject({
      code: "input",
      message: expect.stringMatching(/^the documents: no documents; give at least 1 document/),
    });
    await expect(train([ENGINE], { into: await dump(into) })).rejects.toMatchObject({ code: "magic" });
    await expect(train([ENGINE], { into: countsFile() })).rejects.toMatchObject({ code: "settings" });
    await expect(train([ENGINE], { into, forget: into })).rejects.toMatchObject({ code: "usage" });
  });

  it("leaves the counts that were given as they were", async () => {
    const into = await train(DOCUMENTS);
    const copy = into.slice();
    await train([{ ...ENGINE, text: "more" }], { into });
    await train([ENGINE], { forget: into });
    expect(into).toEqual(copy);
  });
});

describe("train with `forget`", () => {
  const refusal = async (documents: readonly Labelled[], from: readonly Labelled[] = DOCUMENTS) => {
    const forget = await train(from);
    return train(documents, { forget }).then(
      () => undefined,
      (error: { code: string; message: string }) => error,
    );
  };

  it("gives counts of nothing when all is taken out, from which training can begin again", async () => {
    const all = await train(DOCUMENTS);
    const nothing = await train(DOCUMENTS.toReversed(), { forget: all });
    expect(decodeCounts(nothing, "")).toMatchObject({ labels: [], documents: [] });
    expect(await train(DOCUMENTS, { into: nothing })).toEqual(all);
    await expect(dump(nothing)).rejects.toMatchObject({ code: "input" });
  });

  it("refuses a document that is not there, by its number", async () => {
    expect(await refusal([ORBIT, { ...ENGINE, text: "the old engines" }])).toMatchObject({
      code: "input",
      message:
        "document 2: not in the counts as a document of rec.autos; " +
        "remove only documents that were counted. Nothing was changed",
    });
  });

  it("says in which categories the text is", async () => {
    const message = expect.stringContaining(
      "not in the counts as a document of c, only as one of rec.autos, sci.space;",
    );
    expect(await refusal([{ ...ENGINE, label: "c" }], [...DOCUMENTS, { ...ENGINE, label: "sci.space" }])).toMatchObject(
      { code: "input", message },
    );
  });

  it("refuses to take out more copies than there are", async () => {
    const twice = [...DOCUMENTS, ENGINE];
    expect(await refusal([ENGINE, ENGINE], twice)).toBeUndefined();
    expect(await refusal([ENGINE, ORBIT, ENGINE, ENGINE], twice)).toMatchObject({
      code: "input",
      message: expect.stringMatching(/^document 4: in the counts only 2 times as a document of rec.autos/),
    });
    expect(await refusal([ENGINE, ENGINE])).toMatchObject({
      code: "input",
      message: expect.stringMatching(/^document 2: in the counts only once as a document of rec.autos/),
    });
  });

  it("refuses the same message with other fields, which is another document", async () => {
    const other = { ...BRAKES, text: BRAKES.text.replace("ada", "bob") };
    expect(await refusal([other])).toMatchObject({ code: "input" });
  });
});
