/** The built-in model of the quick answer: the same model as the file's, and no other file. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { builtInModel, noteModel } from "../../../src/cli/quick/built-in.js";
import type { LinearModel } from "../../../src/core/models/linear/model.js";
import { decodeArtifact } from "../../../src/core/models/read-artifact.js";
import { Classifier } from "../../../src/core/predict/classifier.js";
import { nodeDigest } from "../../../src/node-digest.js";
import { embeddedModel } from "../../../src/package-files.js";
import { temporaryFolder } from "../../support/folders.js";

const FILE = readFileSync(embeddedModel());
const { model } = decodeArtifact(FILE, { where: "model", digest: nodeDigest });

/** Notes the model as the build does, through JSON. */
function note(): void {
  vi.stubGlobal("BUILT_IN", JSON.parse(JSON.stringify(noteModel(FILE, model as LinearModel))));
  onTestFinished(() => void vi.unstubAllGlobals());
}

/** Writes a file like the model's, but for what `change` does. */
function changed(change: (bytes: Uint8Array) => Uint8Array): string {
  const path = join(temporaryFolder(), "a.model");
  writeFileSync(path, change(Uint8Array.from(FILE)));
  return path;
}

describe("builtInModel", () => {
  it("is the model of the file", () => {
    note();
    const [classifier, expected] = [builtInModel(embeddedModel()), new Classifier(model)];
    expect(classifier.targets).toEqual(expected.targets);
    for (const text of ["computer cpu memory ram", "the goalie of the team", "Subject: space\n\norbit", "xyzzy"]) {
      expect(classifier.predict(text, 20)).toEqual(expected.predict(text, 20));
    }
  });

  it.each([
    [
      "a byte differs",
      (bytes: Uint8Array) => {
        bytes[bytes.length >> 1]! ^= 1;
        return bytes;
      },
    ],
    ["it is shorter", (bytes: Uint8Array) => bytes.subarray(0, -8)],
    ["it is longer", (bytes: Uint8Array) => Buffer.concat([bytes, new Uint8Array(1)])],
  ])("is refused if %s", (_, change) => {
    note();
    expect(() => builtInModel(changed(change))).toThrow("another model, or a damaged one");
  });

  it("is in the quick answer as it is", () => {
    const built = readFileSync(new URL("../../../dist/quick-answer.cjs", import.meta.url), "utf8");
    expect(built).toContain(noteModel(FILE, model as LinearModel).checksum);
  });
});
