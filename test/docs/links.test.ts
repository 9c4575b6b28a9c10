/** What documents link to and name exists: files, headings, source files. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { linksOf, ROOT } from "./blocks.js";

const FILES = ["", "docs/", "data/", "bench/"].flatMap((folder) =>
  readdirSync(ROOT + folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => folder + name),
);

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(path: string): string[] {
  return [...readFileSync(path, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe.each(FILES)("%s", (file) => {
  const links = linksOf(file);

  it("links to files and headings that exist", () => {
    const broken = links.filter((link) => {
      const [name, anchor] = link.split("#") as [string, string?];
      const path = name === "" ? ROOT + file : join(ROOT, dirname(file), name);
      return !existsSync(path) || (anchor !== undefined && !anchorsOf(path).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it("names source files that exist, from the root or from src", () => {
    const names = [...readFileSync(ROOT + file, "utf8").matchAll(/`([\w-]+(?:\/[\w.-]+)+\.ts)`/g)].map(
      ([, name]) => name!,
    );
    expect(names.filter((name) => !existsSync(ROOT + name) && !existsSync(`${ROOT}src/${name}`))).toEqual([]);
  });
});
