// @ts-check
/** The texts of data/sample: ordinary mail for the parts that need no corpus. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SAMPLE = fileURLToPath(new URL("../data/sample/", import.meta.url));

/** All of them, in the order of their paths. */
export function sampleTexts() {
  return readdirSync(SAMPLE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((path) => readFileSync(path, "utf8"));
}
