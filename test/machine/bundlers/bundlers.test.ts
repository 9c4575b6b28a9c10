/** The published package in bundles: the core works in those of every bundler, and all of it in esbuild's for Node. */

import { spawnSync } from "node:child_process";
import { describe, expect, it, type TestContext } from "vitest";
import { INSTALLING_MS } from "../../support/npm.js";
import { project } from "../../support/project.js";
import { differences, textsToClassify } from "../runtimes/texts.js";
import { BUNDLERS } from "./bundlers.js";

const timeout = INSTALLING_MS;

const { folder, file, json, need } = project(
  new URL("../runtimes/programs", import.meta.url),
  new URL("programs", import.meta.url),
);
const model = file("node_modules/newsgroups/data/20newsgroups.model");
const texts = await textsToClassify();
const ENDINGS = { esm: "mjs", cjs: "cjs" };
const FORMATS = ["esm", "cjs"] as const;

/** Runs a bundle on Node. */
function run(path: string, ...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout: 60_000,
  });
  return { status, stdout: stdout.trimEnd(), stderr };
}

describe.each(BUNDLERS)("newsgroups/core bundled by $name", { timeout }, ({ bundle }) => {
  for (const format of FORMATS) {
    it(`classifies as the library does, as ${format}`, (context) => {
      const bundled = `core-${format}.${ENDINGS[format]}`;
      need(context, () => bundle(folder, "classify.js", bundled, format));
      const { status, stdout, stderr } = run(file(bundled), model, json("texts.json", texts));
      expect([status, stderr]).toEqual([0, ""]);
      expect(differences(texts, stdout)).toEqual([]);
    });
  }
});

describe.each(FORMATS)("newsgroups bundled whole by esbuild for Node, as %s", { timeout }, (format) => {
  /** What a program prints, bundled where nothing of the package lies beside it. */
  function printed(context: TestContext, program: string, ...args: readonly string[]): string {
    const bundled = `elsewhere/${program}-${format}.${ENDINGS[format]}`;
    need(context, () => BUNDLERS[0]!.bundle(folder, `${program}.js`, bundled, format));
    const { status, stdout, stderr } = run(file(bundled), ...args);
    expect([status, stderr]).toEqual([0, ""]);
    return stdout;
  }

  it("trains and classifies", (context) => {
    expect(printed(context, "trained")).toBe("a");
  });

  it("loads a model from a path, and says in one sentence what to do about the built-in one", (context) => {
    expect(printed(context, "embedded", model)).toBe(
      "the built-in model is missing; in a bundle, keep newsgroups external or load a model by its path" +
        "\nrec.sport.hockey",
    );
  });
});
