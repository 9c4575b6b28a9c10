/** Versions: what this package says of itself is what its package.json and its installed packages say. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pinned, VERSION } from "../src/versions.js";

const versionIn = (path: string): string =>
  (JSON.parse(readFileSync(new URL(`../${path}package.json`, import.meta.url), "utf8")) as { version: string }).version;

describe("VERSION", () => {
  it("is the one in package.json", () => {
    expect(VERSION).toBe(versionIn(""));
    expect(VERSION).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe("pinned", () => {
  it.each(["ml-naivebayes", "wink-nlp", "wink-eng-lite-web-model"] as const)(
    "is the installed version of %s",
    (name) => {
      expect(pinned(name)).toBe(versionIn(`node_modules/${name}/`));
    },
  );
});
