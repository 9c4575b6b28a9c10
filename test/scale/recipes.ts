/** The recipes of docs/scale.md: its code blocks, as the files that its reader makes of them. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Block, blocksOf } from "../docs/blocks.js";

const FILE = "docs/scale.md";

/** Under which name a block is run here; undefined if it is not. */
export function nameOf({ remarks }: Block): string | undefined {
  return /^test\/scale runs it as (\S+)$/.exec(remarks["not run"] ?? "")?.[1];
}

/** All blocks that other tests do not run. */
export const RECIPES: readonly Block[] = blocksOf(FILE).filter(({ remarks }) => remarks["not run"] !== undefined);

export function writeRecipes(folder: string): void {
  for (const block of RECIPES) {
    writeFileSync(join(folder, nameOf(block)!), block.lines.map((line) => `${line}\n`).join(""));
  }
}
