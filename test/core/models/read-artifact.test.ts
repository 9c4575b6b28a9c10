/** Artifacts: what is written comes back, and what was damaged or cannot be does not. */

import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NewsgroupsError } from "../../../src/core/errors.js";
import type { Integers } from "../../../src/core/models/linear/arrays.js";
import { dump } from "../../../src/library/dump.js";
import { train } from "../../../src/library/train.js";
import { classifierOf, decodeFlat, encodeFlat, type FlatModel } from "../../support/flat-model.js";
import { forged, partsOf, withEntries } from "../../support/forged-container.js";
import { ANIMALS, artifactOf } from "../../support/model-corpora.js";
import { type Change, refusal, resized, tampered } from "../../support/tampered-artifact.js";

const FAULTS = [
  "family",
  "header-json",
  "header-keys",
  "header-value",
  "section-bounds",
  "section-overlap",
  "section-gap",
  "digest",
];
const LENGTH_FAULTS = ["header-length", "header-json"];

let artifact: Uint8Array;
let model: FlatModel;
beforeAll(async () => {
  artifact = await artifactOf(ANIMALS);
  model = decodeFlat(artifact, "test.model");
});

const codeOf = (change: Change): string | undefined => refusal(tampered(model, change))?.code;

/** The same numbers in more bytes. */
const widened = (numbers: Integers, Wider: typeof Uint16Array | typeof Uint32Array): Integers => Wider.from(numbers);

describe("encodeArtifact", () => {
  it("writes the bytes again that were read", () => {
    expect(encodeFlat(model)).toEqual(artifact);
  });

  it("writes the same bytes for the same counts and options", async () => {
    const counts = await train(ANIMALS);
    for (const options of [{}, { estimator: "multinomial" as const, alpha: 1, maxTerms: 9, keepEmails: true }]) {
      expect(await dump(counts, options)).toEqual(await dump(counts.slice(), options));
    }
  });
});

describe("decodeArtifact", () => {
  it("gives the model back whose bytes were written", async () => {
    const words = fc.array(fc.constantFrom("zebra", "quartz", "the", "中文", "🚀"), { minLength: 2, maxLength: 9 });
    const property = fc.asyncProperty(fc.array(words, { minLength: 2, maxLength: 5 }), async (texts) => {
      const corpus = texts.map((text, i) => ({ label: `label ${i}`, text: `${text.join(" ")} quartz` }));
      const bytes = await artifactOf(corpus, { estimator: "multinomial" });
      const decoded = decodeFlat(bytes, "test.model");
      expect(encodeFlat(decoded)).toEqual(bytes);
      expect(decodeFlat(encodeFlat(decoded), "again")).toEqual(decoded);
    });
    await fc.assert(property, { numRuns: 30 });
  });

  it("refuses a model of other features as `version`, and says how to get one of these", () => {
    const settings = { ...model.provenance.settings, features: 1 };
    const error = refusal(tampered(model, { provenance: { ...model.provenance, settings } }))!;
    expect(error.code).toBe("version");
    expect(error.message).toBe(
      "test.model: a newsgroups model of terms of features version 1, and this program reads texts by version 2; " +
        "make it again from its documents with `newsgroups train` and `newsgroups dump`",
    );
  });

  it("refuses naive Bayes of formats 3 and 4 as `version`, and says how to get a model of this one", () => {
    const former = withEntries(artifact, (entries) =>
      entries.map(([key, json]) => [key, key === "family" ? '"naive-bayes"' : json]),
    );
    for (const version of [3, 4]) {
      const error = refusal(forged({ ...partsOf(former), version }))!;
      expect(error.code).toBe("version");
      expect(error.message).toBe(
        `test.model: a newsgroups model of family naive-bayes in format version ${version}, but this program reads ` +
          "linear models from version 5 on; make it again from its documents with `newsgroups train` and `newsgroups dump`",
      );
    }
  });

  it("refuses a linear model of a version that had none", () => {
    for (const version of [3, 4]) {
      const error = refusal(forged({ ...partsOf(artifact), version }))!;
      expect(error.code).toBe("version");
      expect(error.message).toContain(`family linear in format version ${version}, but this program reads`);
    }
  });

  it("refuses format 2 as `version`", () => {
    const error = refusal(forged({ ...partsOf(artifact), version: 2 }))!;
    expect(error.code).toBe("version");
    expect(error.message).toContain("format version 2, but this program reads version 3 and 4 and 5");
    expect(error.message).toContain("make it again with `newsgroups dump` or `newsgroups import`");
  });

  it("refuses a family that it does not know, saying which it knows", () => {
    const foreign = withEntries(artifact, (entries) =>
      entries.map(([key, json]) => [key, key === "family" ? '"random-forest"' : json]),
    );
    const error = refusal(foreign)!;
    expect(error.code).toBe("family");
    expect(error.message).toContain("model family random-forest, but this program knows linear");
    expect(error.message).toContain("use the version of newsgroups that made it");
  });

  it("refuses a family that is not a name", () => {
    const numbered = withEntries(artifact, (entries) =>
      entries.map(([key, json]) => [key, key === "family" ? "7" : json]),
    );
    expect(refusal(numbered)!.message).toContain("its family is not a name");
  });

  it("copies nothing: its arrays are views of the file", () => {
    expect(model.wordBytes.buffer).toBe(artifact.buffer);
    expect(model.bucketWords.buffer).toBe(artifact.buffer);
    expect(model.scale.buffer).toBe(artifact.buffer);
  });

  it.each([1, 2, 3, 4, 7])("reads a view that starts %i bytes off any alignment", (offset) => {
    const larger = new Uint8Array(artifact.length + 16);
    larger.set(artifact, offset);
    expect(decodeFlat(larger.subarray(offset, offset + artifact.length), "view")).toEqual(model);
  });

  it("reads whole numbers of one, two and four bytes", () => {
    const text = "the striped zebra near the river";
    const expected = classifierOf(model).predict(text, 3);
    for (const Wider of [Uint16Array, Uint32Array]) {
      const wide = tampered(model, {
        bigramCounts: widened(model.bigramCounts, Wider),
        secondWords: widened(model.secondWords, Wider),
        postingCounts: widened(model.postingCounts, Wider),
        categories: widened(model.categories, Wider),
      });
      expect(classifierOf(decodeFlat(wide, "wide")).predict(text, 3)).toEqual(expected);
    }
  });

  it("refuses every file in which one bit is flipped", () => {
    for (let position = 0; position < artifact.length; position++) {
      const damaged = artifact.slice();
      damaged[position]! ^= 1 << (position % 8);
      const expected =
        position < 8 ? ["magic"] : position < 12 ? ["version", "header-keys"] : position < 16 ? LENGTH_FAULTS : FAULTS;
      expect(expected, `byte ${position}`).toContain(refusal(damaged)?.code);
    }
  });

  it("refuses every file of which the end is missing", () => {
    const { headerBytes } = partsOf(artifact);
    const headerEnd = 16 + Math.ceil(headerBytes / 8) * 8;
    for (let length = 0; length < artifact.length; length++) {
      const expected = length < 48 ? "too-short" : length < headerEnd + 32 ? "header-length" : "section-bounds";
      expect(refusal(artifact.subarray(0, length))?.code, `${length} bytes`).toBe(expected);
    }
  });

  it("refuses a file with more behind its end", () => {
    expect(refusal(resized(artifact, 1))?.code).toBe("trailing-bytes");
    expect(refusal(resized(artifact, 64))?.code).toBe("trailing-bytes");
  });

  it("refuses what is no artifact at all, by its size, its magic number or the length of its header", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, hasMagic) => {
        const file = hasMagic ? Uint8Array.from([...artifact.subarray(0, 16), ...bytes]) : bytes;
        // The true header, which its first bytes promise, is longer than all that follows them here.
        const expected = file.length < 48 ? "too-short" : hasMagic ? "header-length" : "magic";
        expect(refusal(file)?.code).toBe(expected);
      }),
    );
  });

  it("names the file, and the command that makes a better one", () => {
    expect(refusal(tampered(model, { calibration: { ...model.calibration, base: -1 } }))?.message).toMatch(
      /^test\.model: .*`newsgroups dump` or `newsgroups import`$/,
    );
    expect(refusal(artifact.subarray(0, 100))?.message).toMatch(
      /^test\.model: .*`newsgroups dump` or `newsgroups import`$/,
    );
  });

  it.each([
    "wordLengths",
    "commonCodes",
    "deltaCodes",
    "wordBytes",
    "bucketWords",
    "bucketBytes",
    "bigramCounts",
    "bigramBlocks",
    "secondWords",
    "postingCounts",
    "postingBlocks",
    "categories",
    "commonLevels",
    "deltaLevels",
    "offset",
    "scale",
    "bias",
  ] as const)("refuses a section %s that is too short, too long, empty, or no whole number of items", (name) => {
    const bytes = new Uint8Array(model[name].buffer, model[name].byteOffset, model[name].byteLength);
    const three = Uint8Array.from({ length: model[name].length * 3 }, (_, i) => bytes[i] ?? 0);
    for (const wrong of [resized(model[name], -1), resized(model[name], 1), bytes.slice(1), new Uint8Array(), three]) {
      // Without their first byte the words are other words, and out of order before they are too few.
      const expected =
        name === "wordBytes" && wrong.byteLength === bytes.length - 1 && wrong[0] !== bytes[0]
          ? "order"
          : "section-size";
      expect(codeOf({ [name]: wrong }), `${wrong.byteLength} bytes of ${bytes.length}`).toBe(expected);
    }
  });

  it("refuses items of a section that should have none", () => {
    // Without a common code for them there are no bigrams, without a delta for them no postings.
    const words = model.wordLengths.length;
    expect(codeOf({ deltaCodes: new Uint8Array() })).toBe("section-size");
    let unigramPostings = 0;
    for (const count of model.postingCounts.slice(0, words)) unigramPostings += count;
    const noBigrams: Change = {
      commonCodes: model.commonCodes.slice(0, words),
      postingCounts: model.postingCounts.slice(0, words),
      postingBlocks: model.postingBlocks.slice(0, Math.ceil(words / 16)),
      categories: model.categories.slice(0, unigramPostings),
      deltaCodes: model.deltaCodes.slice(0, unigramPostings),
    };
    expect(codeOf(noBigrams)).toBe("section-size");
    const emptied = { bigramCounts: new Uint8Array(words), secondWords: new Uint8Array() };
    const blocks = new Uint32Array(model.bigramBlocks.length);
    expect(codeOf({ ...noBigrams, ...emptied, bigramBlocks: blocks })).toBeUndefined();
  });

  it("throws nothing but a NewsgroupsError whatever numbers its sections hold, or gives a model that predicts", () => {
    const names = ["bucketWords", "bucketBytes", "wordLengths", "bigramCounts", "bigramBlocks", "secondWords"] as const;
    const more = ["commonCodes", "postingCounts", "postingBlocks", "categories", "deltaCodes", "scale"] as const;
    const text = ANIMALS.map((animal) => animal.text).join("\n");
    fc.assert(
      fc.property(fc.constantFrom(...names, ...more), fc.nat(), fc.integer({ min: 0, max: 300 }), (name, at, value) => {
        const changed = model[name].slice();
        changed[at % changed.length] = value;
        try {
          const found = classifierOf(decodeFlat(tampered(model, { [name]: changed }), "x")).predict(text, 3);
          expect(found.top.reduce((sum, { probability }) => sum + probability!, 0)).toBeCloseTo(1, 9);
        } catch (error) {
          if (!(error instanceof NewsgroupsError)) throw error;
          expect(["section-size", "out-of-range", "order", "not-finite"]).toContain(error.code);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
