/** Checking: what is said of a model, against one that was counted by hand, and what makes it fail. */

import { describe, expect, it } from "vitest";
import { NewsgroupsError } from "../../src/core/errors.js";
import { check } from "../../src/library/check.js";
import { sha256 } from "../support/digest.js";
import { errorOf } from "../support/errors.js";
import { decodeFlat, encodeFlat } from "../support/flat-model.js";
import { artifactOf } from "../support/model-corpora.js";

// Six words, and the pairs "the puck", "puck the", "the goalie", "orbit rocket" and "rocket lunar".
const BYTES = await artifactOf(
  [
    { label: "hockey", text: "the puck the goalie" },
    { label: "space", text: "orbit rocket" },
    { label: "space", text: "rocket lunar" },
  ],
  { estimator: "multinomial", alpha: 0.5, maxTerms: 100, keepEmails: true },
);

describe("check", () => {
  it("describes a model that is whole: what it is and how it was made", () => {
    const { calibration, recorded } = decodeFlat(BYTES);
    expect(check(BYTES)).toEqual({
      format: 5,
      family: "linear",
      targets: ["hockey", "space"],
      documents: [1, 2],
      terms: 11,
      bigrams: 5,
      provenance: expect.objectContaining({
        estimator: "multinomial",
        alpha: 0.5,
        maxTerms: 100,
        keepEmails: true,
        stopWords: "keep",
      }),
      calibration,
      recordedPredictions: recorded.length,
      bytes: BYTES.length,
      sha256: sha256(BYTES),
    });
  });

  it("checks the embedded model if no other is given", () => {
    expect(check()).toMatchObject({ family: "linear", targets: { length: 20 } });
  });

  it("counts no more terms than were kept, though it has the words of pairs besides", async () => {
    const corpus = ["a", "b"].map((label) => ({ label, text: `orbit rocket lunar probe ${label}x ${label}y` }));
    for (const maxTerms of [1, 2, 3, 5]) {
      expect(check(await artifactOf(corpus, { maxTerms }))).toMatchObject({ terms: maxTerms });
    }
  });

  it("refuses a damaged one", () => {
    for (let offset = 0; offset < BYTES.length; offset += 97) {
      const damaged = Uint8Array.from(BYTES);
      damaged[offset]! ^= 1;
      expect(() => check(damaged)).toThrow(NewsgroupsError);
      expect(() => check(damaged)).toThrow(/^artifact: /);
    }
  });

  it("refuses one with another SHA-256 than required as `digest`", () => {
    expect(check(BYTES, { sha256: sha256(BYTES) })).toMatchObject({ format: 5 });
    expect(errorOf(() => check(BYTES, { sha256: "0".repeat(64) })).code).toBe("digest");
  });

  it("refuses one whose answers have changed as `check`", () => {
    const lying = { text: "puck\u001b[2J", category: "space", probability: 0.5 };
    const artifact = encodeFlat({ ...decodeFlat(BYTES), recorded: [lying] });
    const { code, message } = errorOf(() => check(artifact));
    expect(code).toBe("check");
    expect(message).toMatch(/^artifact: .*puck.* expected space \(0\.500000\), got hockey/);
    // Nothing in a file may command a terminal.
    expect(message).not.toContain("\u001b");
  });
});
