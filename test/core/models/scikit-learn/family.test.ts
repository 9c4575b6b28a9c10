/** The family of imported models: what is written of one comes back, as views of the file, and works as before. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SCIKIT_LEARN, SECTIONS } from "../../../../src/core/models/scikit-learn/family.js";
import { forged, partsOf } from "../../../support/forged-container.js";
import { resized, withItem } from "../../../support/tampered-artifact.js";
import { arraysOf, decodeImported, encodeFlat, type HandModel, scoresOf } from "./hand-model.js";
import { lying, TERMS, TRUTH } from "./lying-artifact.js";

const TEXT = `${TERMS.slice(3, 9).join(" ")} the ${TERMS[4]}`;

describe("an artifact of an imported model", () => {
  it("gives the settings and arrays back that were written", () => {
    const { arrays } = decodeImported(lying({}));
    const { recorded: _, ...expected } = TRUTH;
    expect(arrays).toEqual(expected);
    expect(Object.keys(arrays).toSorted()).toEqual(
      ["targets", ...SCIKIT_LEARN.keys, ...SCIKIT_LEARN.sections].toSorted(),
    );
  });

  it("gives any weights back, of either precision", () => {
    const weight = fc.option(fc.double({ min: -9, max: 9, noNaN: true }).map(Math.fround), { nil: null });
    const row = fc.array(weight, { minLength: 33, maxLength: 33 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 3 }), fc.boolean(), (weights, isSingle) => {
        // One weight at least, or there is nothing to tell the precision by.
        weights[0]![0] ??= 1;
        const hand: HandModel = {
          blocks: [{ hashed: 33 }],
          classifier: { kind: "linear", classes: 3, link: "none" },
          weights,
          isSingle,
        };
        const arrays = arraysOf(hand);
        expect(decodeImported(encodeFlat({ ...arrays, recorded: [] })).arrays).toEqual(arrays);
      }),
      { numRuns: 50 },
    );
  });

  it("gives the same scores with numbers of one, two and four bytes", () => {
    const expected = scoresOf(decodeImported(lying({})), TEXT);
    for (const Wider of [Uint16Array, Uint32Array]) {
      const wide = { weightCounts: Wider.from(TRUTH.weightCounts), weightFunctions: Wider.from(TRUTH.weightFunctions) };
      expect(scoresOf(decodeImported(lying(wide)), TEXT)).toEqual(expected);
    }
  });

  it("is not copied: arrays are views of the file", () => {
    const file = lying({});
    const { arrays } = decodeImported(file);
    for (const name of SECTIONS) expect(arrays[name].buffer, name).toBe(file.buffer);
  });

  it("is read from format 3 too, in which nothing of it was different", () => {
    const old = forged({ ...partsOf(lying({})), version: 3 });
    expect(scoresOf(decodeImported(old), TEXT)).toEqual(scoresOf(decodeImported(lying({})), TEXT));
  });

  it.each([1, 4, 7])("is read from a view that starts %i bytes off any alignment", (offset) => {
    const file = lying({});
    const larger = resized(new Uint8Array(offset), file.length);
    larger.set(file, offset);
    expect(scoresOf(decodeImported(larger.subarray(offset)), TEXT)).toEqual(scoresOf(decodeImported(file), TEXT));
  });

  it("is not checked for its meaning if it is trusted", () => {
    const lie = lying({ intercepts: withItem(TRUTH.intercepts, 0, Number.NaN) });
    expect(() => decodeImported(lie)).toThrow(expect.objectContaining({ code: "not-finite" }));
    expect(decodeImported(lie, { isTrusted: true }).arrays.intercepts[0]).toBeNaN();
  });
});
