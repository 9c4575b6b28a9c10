/** The manual page is complete. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { manPage } from "../../src/cli/man-page.js";
import { createProgram } from "../../src/cli/program.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const program = createProgram(process, () => {});
const page = manPage(program);

/** Roff as a reader sees it: without fonts and escapes. */
const plain = (roff: string): string =>
  roff
    .replace(/\\f[BR]|\\&|\\:/g, "")
    .replace(/\\\(aq/g, "'")
    .replace(/\\\(dq/g, '"')
    .replace(/\\\(ga/g, "`")
    .replace(/\\\(ti/g, "~")
    .replace(/\\e/g, "\\")
    .replace(/\\-/g, "-");

/** The part of a command. */
const partOf = (name: string): string =>
  plain(page)
    .split(`\n.SS ${name}\n`)[1]!
    .split(/\n\.S[SH] /)[0]!;

describe("manPage", () => {
  it("has the sections of a manual page, in their order", () => {
    expect([...page.matchAll(/^\.SH (.*)$/gm)].map(([, name]) => name)).toEqual(
      ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "ENVIRONMENT", "FILES"].concat(
        "EXIT STATUS",
        "EXAMPLES",
        "SEE ALSO",
      ),
    );
  });

  it.each(program.commands.map((command) => command.name()))("describes %s as completely as its help", (name) => {
    const command = program.commands.find((each) => each.name() === name)!;
    const part = partOf(name).replace(/\s+/g, " ");
    expect(part).toContain(`newsgroups ${name} ${command.usage()}`);
    for (const text of [
      command.description(),
      ...command.options.flatMap(({ flags, description }) => [flags, description]),
      ...command.registeredArguments.map(({ description }) => description),
    ]) {
      expect(part).toContain(text.replace(/\s+/g, " "));
    }
    expect(partOf(name).match(/^\$ newsgroups /gm)).toHaveLength(2);
  });

  it("names the variables that are read, and the exit codes", () => {
    const sources = readdirSync(`${ROOT}/src/cli`, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => readFileSync(`${ROOT}/src/cli/${path}`, "utf8"));
    const read = sources.flatMap((source) => [...source.matchAll(/\benv\["(\w+)"\]/g)].map(([, name]) => name));
    const named = page
      .split(".SH ENVIRONMENT")[1]!
      .split(".SH")[0]!
      .matchAll(/\\fB(\w+)\\fR/g);
    expect([...named].map(([, name]) => name).sort()).toEqual([...new Set(read)].sort());
    const codes = page
      .split(".SH EXIT STATUS")[1]!
      .split(".SH")[0]!
      .matchAll(/\\fB(\d+)\\fR/g);
    expect([...codes].map(([, code]) => Number(code))).toEqual([0, 1, 2, 130, 143]);
  });

  it("is what the build writes, with no date", () => {
    expect(readFileSync(`${ROOT}/dist/newsgroups.1`, "utf8")).toBe(page);
    expect(page).toMatch(/^\.TH NEWSGROUPS 1 "" "newsgroups \d+\.\d+\.\d+" "User Commands"\n/);
  });

  it("escapes characters that roff would replace", () => {
    const odd = new Command("odd").version("1").helpOption(false);
    odd.command("one").description(".leading \\back 'quoted' \"twice\" ~ ^ ` x-y é ≥");
    expect(manPage(odd)).toContain(
      "\n\\&.leading \\eback \\(aqquoted\\(aq \\(dqtwice\\(dq \\(ti \\(ha \\(ga x\\-y \\[u00E9] \\[u2265]\n",
    );
  });
});
