/** The real program in a process of its own: exit codes, pipes, and internal errors. */

import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/folders.js";
import { skippedWithoutPath } from "../support/programs.js";
import { BIN, runBin, runClosing, runHere } from "../support/run-command.js";
import { putFolder, putModel } from "../support/sample-corpus.js";

const WITHOUT_FULL = skippedWithoutPath("/dev/full");

describe("newsgroups", () => {
  it("trains, dumps, checks, predicts and evaluates with nothing but default names", async () => {
    const folder = temporaryFolder();
    putFolder(folder, "corpus");
    const env = { NEWSGROUPS_MODEL: "newsgroups.model" };
    for (const args of [["train", "corpus"], ["dump"], ["load-check", "newsgroups.model"]]) {
      expect(await runBin(args, { cwd: folder })).toMatchObject({ code: 0 });
    }
    expect(await runBin(["predict", "puck"], { cwd: folder, env })).toMatchObject({ code: 0, stdout: "hockey\n" });
    const evaluated = await runBin(["evaluate", "corpus"], { cwd: folder, env });
    expect(evaluated.stdout).toMatch(/^accuracy +1\.0000 /m);
  });

  it("exits with 0 on success, 1 on failure or a failed check, 2 on wrong usage", async () => {
    const model = await putModel(temporaryFolder());
    const codes: [number, string[]][] = [
      [0, ["predict", "-m", model, "puck"]],
      [0, ["load-check", model, "--expect", "hockey", "puck"]],
      [0, ["train", "--help"]],
      [1, ["predict", "-m", "none.model", "puck"]],
      [1, ["load-check", model, "--expect", "autos", "puck"]],
      [1, ["train", "nowhere"]],
      [2, ["predict", "--lines", "puck"]],
      [2, ["unheard-of"]],
      [2, []],
    ];
    for (const [expected, args] of codes) {
      const { code, stdout, stderr } = await runBin(args, { cwd: temporaryFolder() });
      expect([args, code]).toEqual([args, expected]);
      expect([args, expected === 0 ? stderr : stdout]).toEqual([args, ""]);
    }
  });

  it("shows help with exit code 2 for predict on a terminal only: an empty pipe is empty input", async () => {
    const { code, stderr } = await runBin(["predict"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^newsgroups: standard input: the text is empty/);
  });

  it("exits with 0 and no message when the reader of its results is gone", async () => {
    const model = await putModel(temporaryFolder());
    const lines = "puck goalie\n".repeat(200_000);
    const args = ["predict", "-m", model, "--lines"];
    const early = await runClosing(args, "stdout", "after the first bytes", { stdin: lines });
    expect(early).toMatchObject({ code: 0, stderr: "" });
    expect(early.stdout).toMatch(/^hockey\n/);
    const once = await runClosing(["predict", "-m", model, "puck"], "stdout", "at once");
    expect(once).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("exits with 0 and no message when the reader of its help is gone", async () => {
    for (const args of [["--help"], ["predict", "--help"], ["--version"]]) {
      expect(await runClosing(args, "stdout", "at once")).toEqual({ code: 0, stdout: "", stderr: "" });
    }
  });

  it("prints its results and keeps its exit code when the reader of its messages is gone", async () => {
    const model = await putModel(temporaryFolder());
    const unknown = await runClosing(["predict", "-m", model, "qwxzy"], "stderr", "at once");
    expect(unknown).toEqual({ code: 0, stdout: "autos\n", stderr: "" });
    const misused = await runClosing(["unheard-of"], "stderr", "at once");
    expect(misused.code).toBe(2);
  });

  it.skipIf(WITHOUT_FULL)(`reports in one line that results cannot be written, and exits with 1${WITHOUT_FULL}`, () => {
    const full = openSync("/dev/full", "w");
    for (const args of [["predict", "puck"], ["--version"]]) {
      const { status, stderr } = spawnSync(process.execPath, [BIN, ...args], { stdio: ["ignore", full, "pipe"] });
      expect(stderr.toString()).toMatch(/^newsgroups: standard output: cannot write: no space left[^\n]*\n$/);
      expect(status).toBe(1);
    }
    closeSync(full);
  });
});

describe("main", () => {
  it("prints the stack of an internal error and asks to report it", async () => {
    const source = new Readable({
      read() {
        this.destroy(new Error("the wire is loose"));
      },
    });
    const { code, stdout, stderr } = await runHere(["predict"], { source });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^newsgroups: internal error[^\n]*report[^\n]*\nError: the wire is loose\n {4}at /);
  });

  it("prints what was thrown if it is not an Error", async () => {
    const source = new Readable({
      read() {
        this.destroy("just words" as unknown as Error);
      },
    });
    const { code, stderr } = await runHere(["predict", "--lines"], { source });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^newsgroups: internal error[^\n]*\njust words\n$/);
  });
});
