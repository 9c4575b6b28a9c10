/** No recipe of docs/scale.md stands there without being run. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../docs/blocks.js";
import { nameOf, RECIPES } from "./recipes.js";

const FOLDER = join(ROOT, "test/scale");
const SOURCES = readdirSync(FOLDER)
  .filter((name) => name !== "recipes.test.ts")
  .map((name) => readFileSync(join(FOLDER, name), "utf8"));

describe("RECIPES", () => {
  it.each(RECIPES.map((block) => [block.where, block] as const))(
    "has a name for %s, and a test that runs it",
    (_, block) => {
      const name = nameOf(block);
      expect(name).toBeDefined();
      const callers = [...SOURCES, ...RECIPES.map(({ lines }) => lines.join("\n"))];
      expect(callers.filter((text) => text.includes(name!))).not.toEqual([]);
    },
  );

  it("are all of different names", () => {
    expect(new Set(RECIPES.map(nameOf)).size).toBe(RECIPES.length);
  });
});
