/** `newsgroups completion`: its scripts in the real shells. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { SHELLS } from "../../src/cli/completion/shells.js";
import { createProgram } from "../../src/cli/program.js";
import { STRIPPABLE } from "../../src/evaluate/strip.js";
import { ESTIMATOR_OPTIONS } from "../../src/train/model/options.js";
import { sharedFolder } from "../support/folders.js";
import { skippedWithout } from "../support/programs.js";
import { runHere } from "../support/run-command.js";
import { candidates, typed } from "../support/shells.js";

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
const program = createProgram({ ...process, stdout: nowhere, stderr: nowhere }, () => {});
const COMMANDS = [...program.commands.map((command) => command.name()), "help"];

const FOLDERS = ["my corpus", "sample"];
const FILES = [...FOLDERS, "a.counts", "tab and 'quote'.model"];

/** A line, and the candidates at its end. */
const LINES: readonly (readonly [string, readonly string[]])[] = [
  ["newsgroups ", COMMANDS],
  ["newsgroups pred", ["predict"]],
  ["newsgroups --v", ["--version"]],
  ["newsgroups help load", ["load-check"]],
  ["newsgroups completion ", SHELLS],
  ["newsgroups dump --est", ["--estimator"]],
  ["newsgroups dump --estimator ", ESTIMATOR_OPTIONS],
  ["newsgroups dump --estimator multi", ["multinomial"]],
  ["newsgroups dump --estimator=multi", ["multinomial"]],
  ["newsgroups evaluate --strip ", STRIPPABLE],
  ["newsgroups evaluate --strip headers,quotes,f", ["footers"]],
  ["newsgroups train ", FILES],
  ["newsgroups train sample m", ["my corpus"]],
  ["newsgroups train -o ", FILES],
  ["newsgroups dump --output=a", ["a.counts"]],
  ["newsgroups load-check t", ["tab and 'quote'.model"]],
  ["newsgroups predict --model s", ["sample"]],
  ["newsgroups fetch ", FOLDERS],
  // A text, a number or a name of its own is left to whoever writes it.
  ["newsgroups predict ", []],
  ["newsgroups predict sam", []],
  ["newsgroups dump --alpha ", []],
  ["newsgroups evaluate --subset s", []],
  // An option that takes many values takes them until the next option.
  ["newsgroups predict --file ", FILES],
  ["newsgroups predict --file a.counts s", ["sample"]],
  ["newsgroups predict --file a.counts --nd", ["--ndjson"]],
  ["newsgroups predict --file a.counts --json s", []],
  ["newsgroups load-check --expect rec.cooking s", []],
  ["newsgroups load-check --json s", ["sample"]],
  // What stands elsewhere on the line is no command.
  ["newsgroups predict train ", []],
  ["newsgroups train predict a", ["a.counts"]],
];

/** A candidate without the parts that shells add: the part of the word before it, a slash behind a folder, backslashes. */
const bare = (candidate: string): string => candidate.replace(/^.*[=,]|\/$/g, "").replaceAll("\\", "");

const folder = sharedFolder();

describe.each(SHELLS)("completion in %s", (shell) => {
  const skipped = skippedWithout(shell);
  const skippedAtTerminal = skippedWithout(shell, "script");
  const script = (): string => join(folder, `script.${shell}`);
  const cwd = (): string => join(folder, shell);

  beforeAll(async () => {
    for (const name of FOLDERS) mkdirSync(join(cwd(), name), { recursive: true });
    for (const name of FILES.slice(FOLDERS.length)) writeFileSync(join(cwd(), name), "");
    writeFileSync(join(cwd(), "my corpus", "x y.counts"), "");
    const { code, stdout, stderr } = await runHere(["completion", shell]);
    expect([code, stderr]).toEqual([0, ""]);
    writeFileSync(script(), stdout);
  });

  it.skipIf(skipped).each(LINES)(`completes "%s"${skipped}`, (line, expected) => {
    expect(candidates(shell, script(), line, cwd()).map(bare).sort()).toEqual([...expected].sort());
  });

  it.skipIf(skipped).each(COMMANDS.slice(0, -1))(`knows all options of %s${skipped}`, (name) => {
    const command = program.commands.find((each) => each.name() === name)!;
    const flags = command.options.flatMap(({ short, long }) => [short, long]).filter((flag) => flag !== undefined);
    expect(candidates(shell, script(), `newsgroups ${name} -`, cwd())).toEqual([...flags, "-h", "--help"].sort());
  });

  it.skipIf(skippedAtTerminal).each([
    ["newsgroups pred", ["newsgroups", "predict"]],
    ["newsgroups dump --est", ["newsgroups", "dump", "--estimator"]],
    ["newsgroups dump --estimator mul", ["newsgroups", "dump", "--estimator", "multinomial"]],
    ["newsgroups train my", ["newsgroups", "train", "my corpus"]],
    ["newsgroups train my\\ corpus/x", ["newsgroups", "train", "my corpus/x y.counts"]],
    ["newsgroups load-check tab", ["newsgroups", "load-check", "tab and 'quote'.model"]],
  ])(`completes "%s" at a terminal${skippedAtTerminal}`, async (line, words) => {
    const found = await typed(shell, script(), line, cwd());
    // zsh takes the slash behind a folder away again when something else than a name follows.
    expect(found.map((word) => word.replace(/\/$/, ""))).toEqual(words);
  });
});

describe("completion", () => {
  it("refuses an unknown shell, with exit code 2", async () => {
    const { code, stdout, stderr } = await runHere(["completion", "tcsh"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Allowed choices are bash, zsh, fish");
  });
});
