/** Loading from a path, from bytes, and of the embedded model. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBytes } from "../../src/files/read.js";
import { load, predict } from "../../src/library/load.js";
import { embeddedModel } from "../../src/package-files.js";
import { errorOf } from "../support/errors.js";
import { decodeFlat } from "../support/flat-model.js";
import { temporaryFolder } from "../support/folders.js";
import { ANIMALS, artifactOf } from "../support/model-corpora.js";

describe("load", () => {
  it("gives the same classifier from a path as from bytes, of any alignment", async () => {
    const artifact = await artifactOf(ANIMALS);
    const path = join(temporaryFolder(), "animals.model");
    writeFileSync(path, artifact);
    const expected = load(artifact).predict("striped zebra", 3);
    expect(expected.category).toBe("mammals");
    expect(load(path).predict("striped zebra", 3)).toEqual(expected);
    const shifted = new Uint8Array(artifact.length + 5);
    shifted.set(artifact, 5);
    expect(load(shifted.subarray(5)).predict("striped zebra", 3)).toEqual(expected);
  });

  it("loads the embedded model if nothing else is asked for", () => {
    const model = decodeFlat(readBytes(embeddedModel()));
    expect(load().targets).toEqual(model.targets);
    expect(model.targets).toHaveLength(20);
    expect(model.provenance.keepEmails).toBe(false);
    expect(model.wordBytes).not.toContain("@".charCodeAt(0));
  });

  it("refuses a path where nothing is, or a folder, as `file`", () => {
    const folder = temporaryFolder();
    const missing = errorOf(() => load(join(folder, "missing.model")));
    expect(missing.code).toBe("file");
    expect(missing.message).toContain("missing.model: cannot read: no such file or folder");
    expect(errorOf(() => load(folder))).toMatchObject({ code: "file" });
    expect(errorOf(() => load(""))).toMatchObject({ code: "file" });
  });

  it("names the file that is no artifact, without its control characters", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "odd\u001bname");
    writeFileSync(path, "something else, and not short either: more than the smallest artifact has");
    const { code, message } = errorOf(() => load(path));
    expect(code).toBe("magic");
    expect(message.startsWith(`${join(folder, "odd\\u001bname")}: not a newsgroups model`)).toBe(true);
    expect(errorOf(() => load(new Uint8Array(100))).message).toMatch(/^artifact: /);
  });

  it("refuses an argument that is neither a path nor bytes as `usage`, naming its type", () => {
    const wrong: readonly (readonly [unknown, string])[] = [
      [new URL("file:///newsgroups.model"), "an object of class URL"],
      [null, "null"],
      [7, "7"],
      [new ArrayBuffer(8), "an object of class ArrayBuffer"],
    ];
    for (const [argument, got] of wrong) {
      const { code, message } = errorOf(() => load(argument as string));
      expect(code).toBe("usage");
      expect(message).toBe(`artifact: expected a path or a Uint8Array, got ${got}`);
    }
  });

  it("refuses a damaged file as `digest`", async () => {
    const artifact = await artifactOf(ANIMALS);
    const damaged = artifact.with(artifact.length - 40, artifact.at(-40)! ^ 1);
    expect(errorOf(() => load(damaged)).code).toBe("digest");
  });
});

describe("predict", () => {
  it("predicts with the embedded model, and ranks as many as asked for", () => {
    const text = "computer cpu memory ram";
    const expected = load().predict(text, 3);
    expect(predict(text)).toEqual({ ...expected, top: expected.top.slice(0, 1) });
    expect(predict(text, 3)).toEqual(expected);
    expect(predict(text).category).toMatch(/^comp\./);
  });

  it("refuses what is no string as `usage`, whatever JavaScript would make of it", () => {
    for (const text of [123, undefined, null, ["computer"], { text: "computer" }]) {
      expect(errorOf(() => predict(text as unknown as string))).toMatchObject({
        code: "usage",
        message: expect.stringMatching(/^text: expected a string, got /),
      });
    }
  });
});
