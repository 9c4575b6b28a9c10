/** The quick answer: what it takes, and that the program would say the same. */

import { execFileSync, type SpawnSyncReturns, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { helpTexts } from "../../src/cli/help-texts.js";
import { createProgram } from "../../src/cli/program.js";
import { quickAnswer } from "../../src/cli/quick/answer.js";
import { temporaryFolder } from "../support/folders.js";
import { BIN, type Outcome, runBin, runHere } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";

const PROGRAM = createProgram(process, () => {});
const PREDICT = PROGRAM.commands.find((command) => command.name() === "predict")!;

/** Runs the real program with a pipe to it; `startBin` gives it a socket. */
function runPiped(args: readonly string[], stdin: string | Uint8Array): Outcome {
  const path = join(temporaryFolder(), "stdin");
  writeFileSync(path, stdin);
  return outcomeOf(
    spawnSync("sh", ["-c", 'cat "$0" | "$@"', path, process.execPath, BIN, ...args], { encoding: "utf8" }),
  );
}

/** Runs the real program with a file as its standard input. */
function runRedirected(args: readonly string[], stdin: string | Uint8Array): Outcome {
  const path = join(temporaryFolder(), "stdin");
  writeFileSync(path, stdin);
  return outcomeOf(spawnSync("sh", ["-c", '"$@" < "$0"', path, process.execPath, BIN, ...args], { encoding: "utf8" }));
}

const outcomeOf = ({ status, stdout, stderr }: SpawnSyncReturns<string>): Outcome => ({ code: status, stdout, stderr });

/** Values for options that take one. */
const valuesWith = (model: string): Readonly<Record<string, string>> => ({
  "--model": model,
  "--max-bytes": "5",
  "--min-probability": "0.5",
});

describe("newsgroups predict", () => {
  const HOCKEY = ["the goalie", "of the hockey team"];

  it("says the same with each of its options as the program does without a quick answer", async () => {
    const values = valuesWith(await putModel(temporaryFolder()));
    for (const { short, long, required } of PREDICT.options) {
      for (const name of [short, long].filter((one) => one !== undefined)) {
        const given = required ? [name, values[long!] ?? "1"] : [name];
        for (const args of [
          ["predict", ...HOCKEY, ...given],
          ["predict", ...given, ...HOCKEY],
        ]) {
          expect(await runBin(args)).toEqual(await runHere(args));
        }
      }
    }
  });

  it.each([
    ["words", HOCKEY],
    ["no known word", ["xyzzy"]],
    ["no word", [""]],
    ["a message", ["Subject: hockey\n\nthe goalie"]],
    ["a message in quoted-printable", ["Content-Transfer-Encoding: quoted-printable\n\nhock=65y"]],
    ["HTML", ["<html><body><p>the goalie</p></body></html>"]],
    ["a missing model", ["-m", "missing.model", ...HOCKEY]],
    ["a folder for a model", ["-m", ".", ...HOCKEY]],
  ])("says the same of %s", async (_, args) => {
    expect(await runBin(["predict", ...args])).toEqual(await runHere(["predict", ...args]));
  });

  it("says the same of a damaged model", async () => {
    const path = await putModel(temporaryFolder());
    const bytes = readFileSync(path);
    bytes[bytes.length - 100]! ^= 1;
    writeFileSync(path, bytes);
    const args = ["predict", "-m", path, "ice"];
    const outcome = await runBin(args);
    expect(outcome).toEqual(await runHere(args));
    expect(outcome).toMatchObject({ code: 1, stdout: "" });
  });

  it("takes the model of $NEWSGROUPS_MODEL", async () => {
    const path = await putModel(temporaryFolder());
    const env = { NEWSGROUPS_MODEL: path };
    const args = ["predict", "whisker"];
    expect(await runBin(args, { env })).toEqual(await runHere(args, { env }));
  });

  it("reads a model from a pipe once", async () => {
    const folder = temporaryFolder();
    await putModel(folder, "a.model");
    const script = 'mkfifo pipe; cat a.model > pipe & "$0" "$1" predict -m pipe xyzzy';
    const { stdout, stderr } = spawnSync("sh", ["-c", script, process.execPath, BIN], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stderr).toMatch(/no known words/);
    expect(stdout).toMatch(/^\w+\n$/);
  });

  it("loads nothing of the program for one text", () => {
    const list = "process.on('exit', () => console.error(Object.keys(require.cache).join('\\n')))";
    const hook = join(temporaryFolder(), "list.cjs");
    writeFileSync(hook, list);
    const { stderr, stdout } = spawnSync(process.execPath, ["--require", hook, BIN, "predict", ...HOCKEY], {
      encoding: "utf8",
    });
    expect(stdout).toBe("rec.sport.hockey\n");
    const files = stderr.split("\n").map((path) => path.split("/").at(-1));
    expect(files).toContain("quick-answer.cjs");
    expect(files).not.toContain("quick-families.cjs");
    expect(files).not.toContain("quick-read-message.cjs");
    expect(execFileSync(process.execPath, [BIN, "--version"], { encoding: "utf8" })).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("newsgroups predict, of standard input", () => {
  it("says the same with each of its options as the program does without a quick answer", async () => {
    const values = valuesWith(await putModel(temporaryFolder()));
    const stdin = "the goalie of the hockey team\n";
    for (const { short, long, required } of PREDICT.options) {
      for (const name of [short, long].filter((one) => one !== undefined)) {
        const args = ["predict", ...(required ? [name, values[long!] ?? "1"] : [name])];
        expect(runPiped(args, stdin)).toEqual(await runHere(args, { stdin }));
      }
    }
  });

  it.each([
    ["words", "the goalie\n"],
    ["nothing", ""],
    ["a blank", " \n"],
    ["no known word", "xyzzy"],
    ["a message", "Subject: hockey\n\nthe goalie"],
    ["a message in quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\nhock=65y"],
    ["one message of an mbox", "From a Mon Jan  1 00:00:00 2024\nSubject: hockey\n\nthe goalie\n"],
    ["two messages of an mbox", "From a Mon Jan  1 00:00:00 2024\n\ngoalie\n\n".repeat(2)],
    ["something that is compressed", gzipSync("the goalie")],
    ["something damaged that is compressed", gzipSync("the goalie").subarray(0, -9)],
    ["a picture", Buffer.from("89504e470d0a1a0a", "hex")],
    ["windows-1252", Buffer.from("the goalie\xe9\xe8 of hockey", "latin1")],
    ["more than is read at once", "the goalie ".repeat(20_000)],
  ])("says the same of %s in a pipe or a file as the program", async (_, stdin) => {
    const expected = await runHere(["predict"], { stdin });
    expect(runPiped(["predict"], stdin)).toEqual(expected);
    expect(runRedirected(["predict"], stdin)).toEqual(expected);
  });

  it("waits in the program for what is not there yet", () => {
    const script = '(printf "Subject: xyzzy\n\n"; sleep 1; echo "the goalie of the hockey team") | "$0" "$1" predict';
    const { stdout, stderr } = spawnSync("sh", ["-c", script, process.execPath, BIN], { encoding: "utf8" });
    expect({ stdout, stderr }).toEqual({ stdout: "rec.sport.hockey\n", stderr: "" });
  });

  it("ends quietly if nobody reads the answer", () => {
    const script = 'echo "the goalie of the hockey team" | { "$0" "$1" predict; echo $? >&2; } | true';
    const { stderr } = spawnSync("sh", ["-c", script, process.execPath, BIN], { encoding: "utf8" });
    expect(stderr).toBe("0\n");
  });
});

describe("newsgroups --help", () => {
  const NAMES = PROGRAM.commands.map((command) => command.name());

  it("is the same text as the program prints, of each command", async () => {
    expect(NAMES.length).toBeGreaterThan(8);
    for (const args of [
      ["--help"],
      ["help"],
      ...NAMES.flatMap((name) => [
        [name, "-h"],
        ["help", name],
      ]),
    ]) {
      expect(runPiped(args, "")).toEqual(await runHere(args));
    }
  });

  it.each([
    [["help", "help"]],
    [["help", "constructor"]],
    [["help", "help", "predict"]],
    [["", "--help"]],
    [["constructor", "-h"]],
    [["help", "--help"]],
    [["predict", "help"]],
    [["-h", "-h"]],
    [["--help", "predict"]],
  ])("is left to the program for %j", async (args) => {
    expect(await runBin(args)).toEqual(await runHere(args));
  });

  it("fits into a pipe as a whole", () => {
    const { program, commands } = helpTexts(PROGRAM);
    const PIPE_BUF = 4096;
    for (const text of [program, ...Object.values(commands)]) expect(Buffer.byteLength(text)).toBeLessThan(PIPE_BUF);
  });
});

describe("newsgroups --version", () => {
  it.each(["-V", "--version"])("says the same for %s as the program", async (name) => {
    expect(await runBin([name])).toEqual(await runHere([name]));
    expect(await runBin([name, "predict"])).toEqual(await runHere([name, "predict"]));
  });
});

describe("quickAnswer", () => {
  it("writes nothing where the program has to be asked", async () => {
    expect(await quickAnswer(["predict", "xyzzy"])).toBe(false);
    expect(await quickAnswer(["predict", "-m", "missing.model", "ice"])).toBe(false);
    expect(await quickAnswer(["load-check"])).toBe(false);
  });
});
