/** Checking: what is said of a model, against one that was counted by hand, and what makes it say no. */

import { describe, expect, it } from "vitest";
import { NewsgroupsError } from "../../src/core/errors.js";
import { decodeArtifact, encodeArtifact, FORMAT_VERSION } from "../../src/core/models/artifact.js";
import { checkArtifact, describeModel } from "../../src/library/check.js";
import { artifactOf } from "../support/model-corpora.js";

// Five words, and the pairs "orbit rocket", "rocket lunar", "puck goalie"; "the" is a stop word.
const BYTES = await artifactOf(
  [
    { label: "hockey", text: "the puck the goalie" },
    { label: "space", text: "orbit rocket" },
    { label: "space", text: "rocket lunar" },
  ],
  { estimator: "multinomial", alpha: 0.5, maxTerms: 100, keepEmails: true },
);

describe("checkArtifact", () => {
  it("gives the model of an artifact that is whole", () => {
    expect(checkArtifact(BYTES, "a model")).toEqual(decodeArtifact(BYTES, "a model"));
  });

  it("refuses a damaged one, and calls it what it was told to", () => {
    for (let place = 0; place < BYTES.length; place += 97) {
      const damaged = Uint8Array.from(BYTES);
      damaged[place]! ^= 1;
      expect(() => checkArtifact(damaged, "a model")).toThrow(NewsgroupsError);
      expect(() => checkArtifact(damaged, "a model")).toThrow(/^a model: /);
    }
  });

  it("refuses as `check` one that predicts otherwise than when it was made", () => {
    const model = decodeArtifact(BYTES, "a model");
    const lying = { text: "puck\u001b[2J", category: "space", probability: 0.5 };
    const artifact = encodeArtifact({ ...model, recorded: [lying] });
    expect(() => checkArtifact(artifact, "a model")).toThrow(
      expect.objectContaining({ code: "check", message: expect.stringMatching(/^a model: .*puck.* gives hockey/) }),
    );
    // What a file says does not get to a terminal as it is.
    expect(() => checkArtifact(artifact, "a model")).not.toThrow("\u001b");
  });
});

describe("describeModel", () => {
  it("tells what a model is and how it came about", () => {
    const model = decodeArtifact(BYTES, "a model");
    expect(describeModel(model)).toEqual({
      format: FORMAT_VERSION,
      targets: ["hockey", "space"],
      documents: [1, 2],
      terms: 8,
      bigrams: 3,
      provenance: expect.objectContaining({ estimator: "multinomial", alpha: 0.5, maxTerms: 100, keepEmails: true }),
      calibration: model.calibration,
      recordedPredictions: model.recorded.length,
    });
  });

  it("counts no more terms than were kept, though it has the words of pairs besides", async () => {
    const corpus = ["a", "b"].map((label) => ({ label, text: `orbit rocket lunar probe ${label}x ${label}y` }));
    for (const maxTerms of [1, 2, 3, 5]) {
      const artifact = await artifactOf(corpus, { maxTerms });
      expect(describeModel(decodeArtifact(artifact, "a model")).terms).toBe(maxTerms);
    }
  });
});
