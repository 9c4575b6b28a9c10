/** The published package in bundles: both cores work in those of every bundler, and all of it in esbuild's for Node. */

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { describe, expect, it, type TestContext } from "vitest";
import { INSTALLING_MS } from "../../support/npm.js";
import { project } from "../../support/project.js";
import {
  filesOf,
  importCases,
  importDifferences,
  importedDifferences,
  importedModels,
  textsForImported,
} from "../runtimes/imported-models.js";
import { differences, textsToClassify } from "../runtimes/texts.js";
import { BUNDLERS } from "./bundlers.js";

const timeout = INSTALLING_MS;

const { folder, file, json, need } = project(
  new URL("../runtimes/programs", import.meta.url),
  new URL("programs", import.meta.url),
);
const model = file("node_modules/newsgroups/data/20newsgroups.model");
const texts = await textsToClassify();
const imported = await importedModels();
const importedTexts = textsForImported();
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

describe.each(BUNDLERS)("newsgroups/core/scikit-learn bundled by $name", { timeout }, ({ bundle }) => {
  for (const format of FORMATS) {
    it(`classifies with imported models as the library does, as ${format}`, (context) => {
      const bundled = `imported-${format}.${ENDINGS[format]}`;
      need(context, () => bundle(folder, "classify-imported.js", bundled, format));
      const models = imported.map(({ name, artifact }) => {
        writeFileSync(file(`${name}.model`), artifact);
        return file(`${name}.model`);
      });
      const { status, stdout, stderr } = run(file(bundled), json("imported.json", importedTexts), ...models);
      expect([status, stderr]).toEqual([0, ""]);
      expect(importedDifferences(imported, importedTexts, stdout)).toEqual([]);
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

  it("imports dumps of scikit-learn", async (context) => {
    // The package that unpacks xz is CommonJS and needs a module of Node, which esbuild's ECMAScript modules cannot load for it.
    const cases = (await importCases()).filter(({ name }) => format === "cjs" || !name.endsWith("-xz"));
    const outcomes = printed(context, "import", json("dumps.json", filesOf(cases)));
    expect(importDifferences(cases, outcomes)).toEqual([]);
  });

  it("loads a model from a path, and says in one sentence what to do about the built-in one", (context) => {
    expect(printed(context, "embedded", model)).toBe(
      "the built-in model is missing; in a bundle, keep newsgroups external or load a model by its path" +
        "\nrec.sport.hockey",
    );
  });
});
