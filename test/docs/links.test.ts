/** The links between the documents lead somewhere. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./blocks.js";

const FILES = ["", "docs/", "data/", "bench/"].flatMap((folder) =>
  readdirSync(ROOT + folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => folder + name),
);

describe.each(FILES)("%s", (file) => {
  it("names files that are there", () => {
    const links = [...readFileSync(ROOT + file, "utf8").matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link]) => link!);
    const missing = links.filter((link) => !/^https?:/.test(link) && !existsSync(join(ROOT, dirname(file), link)));
    expect(missing).toEqual([]);
  });
});
