/** The quick answer: what it takes, and that the program would say the same. */

import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program.js";
import { quickAnswer } from "../../../src/cli/quick/answer.js";
import { quickRequest } from "../../../src/cli/quick/request.js";
import { temporaryFolder } from "../../support/folders.js";
import { BIN, runBin, runHere } from "../../support/run-command.js";
import { putModel } from "../../support/sample-corpus.js";

const PREDICT = createProgram(process, () => {}).commands.find((command) => command.name() === "predict")!;

describe("quickRequest", () => {
  it("takes words, and the model by either of its names", () => {
    expect(quickRequest(["predict", "ice", "hockey"])).toEqual({ words: ["ice", "hockey"], model: undefined });
    expect(quickRequest(["predict", "-m", "a.model", "ice"])).toEqual({ words: ["ice"], model: "a.model" });
    expect(quickRequest(["predict", "ice", "--model", "a.model"])).toEqual({ words: ["ice"], model: "a.model" });
  });

  it("leaves everything else to the program", () => {
    for (const args of [
      [],
      ["--version"],
      ["train", "corpus"],
      ["predict"],
      ["predict", "-m", "a.model"],
      ["predict", "ice", "-m"],
      ["predict", "ice", "-m", "--json"],
      ["predict", "ice", "-m", "a.model", "-m", "b.model"],
      ["predict", "ice", "--model=a.model"],
      ["predict", "--", "-ice"],
      ["-q", "predict", "ice"],
    ]) {
      expect(quickRequest(args)).toBeUndefined();
    }
  });

  it("leaves every option but the model to the program", () => {
    const names = PREDICT.options.flatMap(({ short, long }) => [short, long]).filter((name) => name !== undefined);
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) {
      const request = quickRequest(["predict", name, "1", "ice"]);
      expect(request === undefined).toBe(name !== "-m" && name !== "--model");
    }
  });

  it("reads arguments as the program does", () => {
    const argument = fc.constantFrom(
      "ice",
      "",
      "-m",
      "--model",
      "a.model",
      "help",
      "predict",
      "-x",
      "--json",
      "-",
      "--",
    );
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 5 }), (args) => {
        const request = quickRequest(["predict", ...args]);
        if (!request) return;
        const { operands, unknown } = PREDICT.parseOptions(args);
        expect(unknown).toEqual([]);
        expect(operands).toEqual(request.words);
        expect(PREDICT.opts()["model"]).toBe(request.model);
        PREDICT.setOptionValue("model", undefined);
      }),
      { numRuns: 500 },
    );
  });
});

describe("newsgroups predict", () => {
  const HOCKEY = ["the goalie", "of the hockey team"];

  it("says the same with each of its options as the program does without a quick answer", async () => {
    const model = await putModel(temporaryFolder());
    const values: Readonly<Record<string, string>> = {
      "--model": model,
      "--max-bytes": "5",
      "--min-probability": "0.5",
    };
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
