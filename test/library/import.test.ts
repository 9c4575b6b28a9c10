/** Importing by the library: from paths, from bytes, from several of both, and what is wrong usage. */

import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { check, importModel, load } from "../../src/index.js";
import { rejectionOf } from "../support/errors.js";
import { put, temporaryFolder } from "../support/folders.js";

const FIXTURES = fileURLToPath(new URL("../scikit-learn/fixtures/", import.meta.url));
const TUTORIAL = join(FIXTURES, "1.9.1/tutorial.joblib");
const VECTORIZER = join(FIXTURES, "1.9.1/pair-vectorizer.pkl");
const MODEL = join(FIXTURES, "1.9.1/pair-model.pkl");
/** A dump of joblib 0.9, whose arrays lie in files beside it. */
const OLD = join(FIXTURES, "0.18.2/old-joblib.pkl");

const TEXT = "The telescope saw the light of a galaxy far beyond the planets' orbits.";
const NAMES = ["baking.bread", "sport.football", "sci.space"];

const answer = (artifact: Uint8Array): string => load(artifact).predict(TEXT).category;

describe("importModel", () => {
  it("gives an artifact that loads, checks and predicts, from a path", async () => {
    const artifact = await importModel(TUTORIAL);
    expect(answer(artifact)).toBe("sci.space");
    expect(load(artifact).targets).toEqual(NAMES);
    expect(check(artifact)).toMatchObject({
      family: "scikit-learn",
      origin: { files: [{ name: "tutorial.joblib" }], version: "1.9.1" },
    });
    const path = put(temporaryFolder(), "imported.model", artifact);
    expect(load(path).predict(TEXT, 3)).toEqual(load(artifact).predict(TEXT, 3));
  });

  it("gives the same model from bytes, of any alignment; only the name of the file is another", async () => {
    const bytes = readFileSync(TUTORIAL);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const expected = load(await importModel(TUTORIAL)).predict(TEXT, 3);
    for (const dump of [bytes, new Uint8Array(bytes), shifted.subarray(3)]) {
      const artifact = await importModel(dump);
      expect(load(artifact).predict(TEXT, 3)).toEqual(expected);
      expect(check(artifact)["origin"]).toMatchObject({ files: [{ name: "dump 1" }] });
    }
  });

  it("does not change the bytes that it reads", async () => {
    const bytes = new Uint8Array(readFileSync(join(FIXTURES, "1.9.1/container-joblib.joblib")));
    const before = bytes.slice();
    await importModel(bytes);
    expect(Buffer.compare(bytes, before)).toBe(0);
  });

  it("takes several, in any order, paths and bytes at once", async () => {
    for (const dumps of [
      [VECTORIZER, MODEL],
      [MODEL, VECTORIZER],
      [readFileSync(MODEL), VECTORIZER],
      [readFileSync(MODEL), readFileSync(VECTORIZER)],
    ]) {
      const artifact = await importModel(dumps);
      expect(load(artifact).targets).toEqual(["1", "2", "3"]);
      expect(answer(artifact)).toBe("3");
    }
  });

  it("names the categories as it is told", async () => {
    const targets = ["cooking", "sport", "space"];
    const artifact = await importModel([VECTORIZER, MODEL], { targets });
    expect(load(artifact).targets).toEqual(targets);
    expect(answer(artifact)).toBe("space");
    expect(await rejectionOf(importModel([VECTORIZER, MODEL], { targets: ["ham", "spam"] }))).toMatchObject({
      code: "usage",
      message: expect.stringContaining("2 names for 3 classes (1, 2, 3)"),
    });
  });

  it("gives the same bytes for the same files", async () => {
    expect(Buffer.compare(await importModel(TUTORIAL), await importModel(TUTORIAL))).toBe(0);
  });
});

describe("importModel of a dump with .npy files", () => {
  it("reads those that lie beside a path", async () => {
    expect(load(await importModel(OLD)).targets).toEqual(NAMES);
  });

  it("refuses bytes, which have nothing beside them, and names the file that is missing", async () => {
    const error = await rejectionOf(importModel(readFileSync(OLD)));
    expect(error.code).toBe("damaged");
    expect(error.message).toMatch(/^dump 1: /);
    expect(error.message).toContain("old-joblib.pkl_01.npy");
  });

  it("refuses a path of which one of them is missing", async () => {
    const folder = temporaryFolder();
    const here = readdirSync(join(FIXTURES, "0.18.2")).filter((name) => /^old-joblib\.pkl(?!_08)/.test(name));
    for (const name of here) copyFileSync(join(FIXTURES, "0.18.2", name), join(folder, name));
    const error = await rejectionOf(importModel(join(folder, "old-joblib.pkl")));
    expect(error.code).toBe("damaged");
    expect(error.message).toContain("old-joblib.pkl_08.npy");
  });
});

describe("importModel on wrong arguments", () => {
  it.each([
    [7, "dump 1: expected a path or a Uint8Array, got 7"],
    [null, "dump 1: expected a path or a Uint8Array, got null"],
    [undefined, "dump 1: expected a path or a Uint8Array, got undefined"],
    [new ArrayBuffer(8), "dump 1: expected a path or a Uint8Array, got an object of class ArrayBuffer"],
    [new URL("file:///x.pkl"), "dump 1: expected a path or a Uint8Array, got an object of class URL"],
    [[new Uint8Array(3), { path: "x" }], "dump 2: expected a path or a Uint8Array, got an object"],
    [[], "dumps: expected one or more"],
  ])("refuses %j as `usage`", async (dumps, message) => {
    expect(await rejectionOf(importModel(dumps as unknown as string))).toMatchObject({ code: "usage", message });
  });

  it.each([
    ["a string of as many letters as there are classes", "abc"],
    ["a list of numbers", [0, 1, 2]],
    ["an object", { 0: "ham" }],
  ])("refuses targets that are %s as `usage`", async (_what, targets) => {
    const wrong = { targets: targets as unknown as string[] };
    expect((await rejectionOf(importModel([VECTORIZER, MODEL], wrong))).code).toBe("usage");
  });

  it("refuses a path where nothing is, or a folder, as `file`", async () => {
    const folder = temporaryFolder();
    expect(await rejectionOf(importModel(join(folder, "none.joblib")))).toMatchObject({
      code: "file",
      message: expect.stringContaining("none.joblib: cannot read: no such file or folder"),
    });
    expect((await rejectionOf(importModel(folder))).code).toBe("file");
    expect((await rejectionOf(importModel(""))).code).toBe("file");
  });

  it("rejects and never throws, also for wrong types", () => {
    const promise = importModel(7 as unknown as string);
    expect(promise).toBeInstanceOf(Promise);
    return expect(promise).rejects.toBeDefined();
  });

  it("refuses what is no dump with the code that says so, and begins with what it was called", async () => {
    expect(await rejectionOf(importModel(Buffer.from("just some text, and not short either")))).toMatchObject({
      code: "foreign",
      message: expect.stringMatching(/^dump 1: /),
    });
    expect((await rejectionOf(importModel(new Uint8Array()))).code).toMatch(/^(foreign|damaged)$/);
    expect(await rejectionOf(importModel([VECTORIZER, Uint8Array.of(0x80, 4)]))).toMatchObject({
      code: "damaged",
      message: expect.stringMatching(/^dump 2: /),
    });
  });

  it("refuses an artifact of its own as foreign", async () => {
    expect((await rejectionOf(importModel(await importModel(TUTORIAL)))).code).toBe("foreign");
  });
});

describe("load of a dump", () => {
  it("says how to convert it, and refuses bytes as no model", () => {
    expect(() => load(TUTORIAL)).toThrow(
      expect.objectContaining({ code: "magic", message: expect.stringContaining(`newsgroups import ${TUTORIAL}`) }),
    );
    expect(() => load(readFileSync(TUTORIAL))).toThrow(expect.objectContaining({ code: "magic" }));
  });
});
