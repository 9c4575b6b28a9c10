/** Versions: what this package says of itself is what its package.json and its installed packages say. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ML_NAIVEBAYES_VERSION, VERSION, WINK_MODEL_VERSION, WINK_NLP_VERSION } from "../src/versions.js";

const versionIn = (path: string): string =>
  (JSON.parse(readFileSync(new URL(`../${path}package.json`, import.meta.url), "utf8")) as { version: string }).version;

describe("VERSION", () => {
  it("is the one in package.json", () => {
    expect(VERSION).toBe(versionIn(""));
    expect(VERSION).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe("versions of the packages that shape a model", () => {
  it.each([
    ["ml-naivebayes", ML_NAIVEBAYES_VERSION],
    ["wink-nlp", WINK_NLP_VERSION],
    ["wink-eng-lite-web-model", WINK_MODEL_VERSION],
  ])("%s: the installed one, and pinned to it in package.json", (name, version) => {
    expect(version).toBe(versionIn(`node_modules/${name}/`));
    const { dependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(version).toBe(dependencies[name]);
  });
});
