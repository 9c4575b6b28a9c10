/** The program: its help, its version, and its messages for wrong usage. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runBin, runHere } from "../support/run-command.js";

/** Each command with the options that it must have, and the defaults that its help must show. */
const COMMANDS: Record<string, { options: string[]; defaults: string[] }> = {
  train: { options: ["--output", "--subset"], defaults: ["newsgroups.counts"] },
  dump: {
    options: ["--output", "--alpha", "--max-terms", "--estimator", "--keep-emails"],
    defaults: ["newsgroups.counts", "newsgroups.model", "complement", "0.05", "90000"],
  },
  "load-check": { options: ["--json", "--sha256", "--expect"], defaults: ["$NEWSGROUPS_MODEL", "20 Newsgroups"] },
  predict: {
    options: [
      "--model",
      "--top",
      "--min-probability",
      "--why",
      "--json",
      "--lines",
      "--ndjson",
      "--file",
      "--strict",
      "--max-bytes",
    ],
    defaults: ["$NEWSGROUPS_MODEL", "20 Newsgroups", "10485760"],
  },
  terms: { options: ["--model", "--top", "--json"], defaults: ["$NEWSGROUPS_MODEL", "20 Newsgroups", "default: 20"] },
  evaluate: {
    options: ["--model", "--json", "--strip", "--report", "--counts", "--predictions", "--min-accuracy"],
    defaults: ["$NEWSGROUPS_MODEL"],
  },
  serve: {
    options: [
      "--model",
      "--host",
      "--port",
      "--workers",
      "--max-bytes",
      "--token-file",
      "--watch",
      "--log",
      "--no-log",
    ],
    defaults: ["$NEWSGROUPS_MODEL", "127.0.0.1", "8000", "1048576", "default: on, unless stdout is a terminal"],
  },
  fetch: {
    options: ["--url", "--sha256"],
    defaults: [
      "https://ndownloader.figshare.com/files/5975967",
      "8f1b2514ca22a5ade8fbb9cfa5727df95fa587f4c87b786e15c759fa66d95610",
    ],
  },
  completion: { options: [], defaults: ['choices: "bash", "zsh", "fish"'] },
};

/** Help without its line breaks, which are where 80 columns end. */
const unwrapped = (text: string): string => text.replace(/\s+/g, " ");

describe("help", () => {
  for (const [name, { options, defaults }] of Object.entries(COMMANDS)) {
    it(`describes ${name}: options, defaults, two examples, exit codes`, async () => {
      const { code, stdout, stderr } = await runHere([name, "--help"]);
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout.startsWith(`Usage: newsgroups ${name} `)).toBe(true);
      for (const option of ["--help", "--quiet", ...options]) expect(stdout).toContain(option);
      for (const value of defaults) expect(unwrapped(stdout)).toContain(value);
      const examples = stdout
        .split("Examples:")[1]!
        .split("\n")
        .filter((line) => /^ {2}\$ /.test(line));
      expect(examples).toHaveLength(2);
      for (const example of examples) expect(example.startsWith(`  $ newsgroups ${name}`)).toBe(true);
      expect(stdout).toMatch(/Exit codes: 0 .*, 1 .*, 2 .*, 130 SIGINT, 143 SIGTERM/);
    });
  }

  it("lists the commands", async () => {
    for (const option of ["--help", "-h"]) {
      const { code, stdout, stderr } = await runHere([option]);
      expect([code, stderr]).toEqual([0, ""]);
      for (const name of Object.keys(COMMANDS)) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, "m"));
      expect(stdout).toContain("Exit codes: 0");
      expect(stdout.match(/^ {2}\$ newsgroups /gm)).toHaveLength(3);
    }
  });

  it("goes to stderr with exit code 2 if no command is given", async () => {
    const { code, stdout, stderr } = await runHere([]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^Usage: newsgroups /);
  });
});

describe("version", () => {
  it("is that of package.json", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    for (const option of ["--version", "-V"]) {
      expect(await runHere([option])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
    }
    expect((await runBin(["--version"])).stdout).toBe(`${version}\n`);
  });
});

describe("wrong usage", () => {
  it.each([
    [["bogus"], "unknown command 'bogus'"],
    [["predct", "x"], "unknown command 'predct'"],
    [["--bogus"], "unknown option '--bogus'"],
    [["predict", "--bogus", "x"], "unknown option '--bogus'"],
    [["train"], "missing required argument 'corpus'"],
    [["evaluate"], "missing required argument 'corpus'"],
    [["load-check", "a", "b"], "too many arguments"],
    [["fetch", "a", "b"], "too many arguments"],
    [["train", "corpus", "--output"], "argument missing"],
    [["dump", "--alpha", "0"], "'0' is invalid"],
    [["predict", "--min-probability", "60", "x"], "'60' is invalid"],
    [["terms", "--top", "0"], "'0' is invalid"],
  ])("in %j is reported in one line, with exit code 2", async (args, words) => {
    const { code, stdout, stderr } = await runHere(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(words);
    expect(stderr).toMatch(/^newsgroups: [^\n]+\n$/);
  });

  it("of a misspelled name suggests the correct one", async () => {
    expect((await runHere(["predct"])).stderr).toContain("Did you mean predict?");
    expect((await runHere(["predict", "--modle", "x"])).stderr).toContain("Did you mean --model?");
  });
});
