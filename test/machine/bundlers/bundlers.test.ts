/** The published package in bundles: the core works in those of every bundler, and all of it in esbuild's for Node. */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { INSTALLING_MS } from "../../support/npm.js";
import { project } from "../../support/project.js";
import { differences, textsToClassify } from "../runtimes/texts.js";
import { BUNDLERS, esbuild } from "./bundlers.js";

const timeout = INSTALLING_MS;
/** What the core may take in bytes, minified and gzipped. */
const MAX_CORE_BYTES = 16_000;

const { folder, file, json, need } = project(
  new URL("../runtimes/programs", import.meta.url),
  new URL("programs", import.meta.url),
);
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
      const model = file("node_modules/newsgroups/data/20newsgroups.model");
      const { status, stdout, stderr } = run(file(bundled), model, json("texts.json", texts));
      expect([status, stderr]).toEqual([0, ""]);
      expect(differences(texts, stdout)).toEqual([]);
    });
  }
});

describe("newsgroups/core", { timeout }, () => {
  it("needs no module of Node, and takes at most 16 kB minified and gzipped", (context) => {
    // For the platform of browsers, esbuild does not find Node's modules.
    need(context, () => esbuild(folder, "core.js", "size.js", "--platform=browser", "--format=esm", "--minify"));
    const bytes = gzipSync(readFileSync(file("size.js"))).length;
    context.annotate(`${bytes} bytes`);
    expect(bytes).toBeLessThan(MAX_CORE_BYTES);
    expect(readFileSync(file("size.js"), "utf8")).not.toMatch(/\bnode:/);
  });
});

describe("newsgroups bundled whole by esbuild for Node", { timeout }, () => {
  for (const format of FORMATS) {
    for (const [program, result] of [
      ["embedded", "rec.sport.hockey"],
      ["trained", "a"],
    ] as const) {
      it(`${program}.js as ${format} works, or says in one sentence what to do`, (context) => {
        const bundled = `elsewhere/${program}-${format}.${ENDINGS[format]}`;
        need(context, () => BUNDLERS[0]!.bundle(folder, `${program}.js`, bundled, format));
        const { status, stdout, stderr } = run(file(bundled));
        expect([status, stderr]).toEqual([0, ""]);
        if (stdout !== result) expect(stdout).toMatch(/^[^\n]*bundle[^\n]*; [^\n]+$/);
      });
    }
  }
});
