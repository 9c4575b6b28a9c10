/** The published declarations, as the compiler of a project that uses them sees them. */

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { INSTALLING_MS, installed } from "../support/npm.js";
import { project } from "../support/project.js";

const { folder, file, json, need } = project();

/** A server's answer with a model, which TypeScript 5.9 allows only of bytes that no other thread can change. */
const RESPONSE = `
import { dump, importModel, load, predict, train } from "newsgroups";

const counts = await train([{ label: "a", text: "engine" }, { label: "b", text: "orbit" }]);
export const response: Response = new Response(await dump(counts));
export const bytes: Uint8Array<ArrayBuffer> = counts;
export const imported: Uint8Array<ArrayBuffer> = await importModel([bytes, "model.pkl"], { targets: ["ham", "spam"] });
export const categories: string[] = [predict("orbit").category, load(await dump(counts)).predict("orbit").category];
`;

/** A page, which has no Node and no types of it. */
const PAGE = `
import { load } from "newsgroups/core";

const response = await fetch("20newsgroups.model");
const { category, top } = load(await response.arrayBuffer()).predict("orbit", 3);
document.title = category + top.length;
`;

const PAGE_WITH_IMPORTED = PAGE.replace("newsgroups/core", "newsgroups/core/scikit-learn");

describe("the declarations", { timeout: INSTALLING_MS }, () => {
  for (const [what, source, types] of [
    ["a Response with a model, where there are types of Node and of the DOM", RESPONSE, ["node"]],
    ["a page that uses newsgroups/core, where there are no types of Node", PAGE, []],
    ["the same page with newsgroups/core/scikit-learn", PAGE_WITH_IMPORTED, []],
  ] as const) {
    it(`let TypeScript 5.9 compile ${what}`, (context) => {
      const compiler = need(context, () => installed("typescript@5.9.3"));
      const nodeTypes = need(context, () => installed("@types/node@20.19.43"));
      writeFileSync(file("source.ts"), source);
      const compilerOptions = {
        ...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true, target: "es2023", module: "nodenext" },
        ...{ lib: ["es2023", "dom"], types, typeRoots: [join(nodeTypes, "node_modules/@types")] },
      };
      json("tsconfig.json", { compilerOptions, files: ["source.ts"] });
      const tsc = join(compiler, "node_modules/typescript/bin/tsc");
      const { status, stdout } = spawnSync(process.execPath, [tsc], { cwd: folder, encoding: "utf8" });
      expect([status, stdout]).toEqual([0, ""]);
    });
  }
});
