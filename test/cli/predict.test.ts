/** The command `predict`: texts from words, standard input and files, and how the answers are printed. */

import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { load } from "../../src/index.js";
import { put, temporaryFolder } from "../support/folders.js";
import { skippedWithoutPath } from "../support/programs.js";
import { type Outcome, type OwnStreams, runBin, runHere, type Surroundings } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";

/** Runs predict with the model of the samples. */
async function predict(args: readonly string[], surroundings: Surroundings & OwnStreams = {}): Promise<Outcome> {
  return runHere(["predict", "-m", await putModel(temporaryFolder()), ...args], surroundings);
}

const printed = (stdout: string): Outcome => ({ code: 0, stdout, stderr: "" });

const WITHOUT_ZERO = skippedWithoutPath("/dev/zero");

describe("predict", () => {
  it("answers the first example of the README with the embedded model", async () => {
    const outcome = await runBin(["predict", "computer cpu memory ram"]);
    expect(outcome).toEqual(printed("comp.sys.ibm.pc.hardware\n"));
  });

  it("joins the command-line arguments into one text", async () => {
    expect(await predict(["goalie", "puck", "engine"])).toEqual(printed("hockey\n"));
    expect(await predict(["--", "--orbit", "rocket"])).toEqual(printed("space\n"));
  });

  it("reads standard input as one text", async () => {
    const stdin = "Subject: engine\r\n\r\nwheel\r\n\r\nbrake\n";
    expect(await predict([], { stdin })).toEqual(printed("autos\n"));
    const env = { NEWSGROUPS_MODEL: await putModel(temporaryFolder()) };
    expect(await runBin(["predict"], { stdin, env })).toEqual(printed("autos\n"));
  });

  it("classifies each line of standard input with --lines, whatever its line end", async () => {
    const stdin = "engine wheel\r\npuck\nrocket";
    expect(await predict(["--lines"], { stdin })).toEqual(printed("autos\nhockey\nspace\n"));
    expect(await predict(["--lines"])).toEqual(printed(""));
  });

  it("answers an empty line with an empty line and a warning, or with an error record", async () => {
    const stdin = "engine\n \npuck\n";
    const plain = await predict(["--lines"], { stdin });
    expect(plain).toMatchObject({ code: 0, stdout: "autos\n\nhockey\n" });
    expect(plain.stderr).toMatch(/^newsgroups: warning: line 2: the text is empty[^\n]*\n$/);
    const lines = (await predict(["--lines", "--json"], { stdin })).stdout.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { category: "autos" },
      { error: { code: "input" }, line: 2 },
      { category: "hockey" },
    ]);
  });

  it("answers each line as it arrives", async () => {
    const stdout: string[] = [];
    const source = Readable.from(
      (async function* () {
        yield Buffer.from("engine\npu");
        await new Promise((resolve) => setTimeout(resolve, 20));
        stdout.push("the second half is sent");
        yield Buffer.from("ck\n");
      })(),
    );
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        if (chunk.length > 0) stdout.push(chunk.toString());
        done();
      },
    });
    const model = await putModel(temporaryFolder());
    expect((await runHere(["predict", "-m", model, "--lines"], { source, stdout: sink })).code).toBe(0);
    expect(stdout).toEqual(["autos\n", "the second half is sent", "hockey\n"]);
  });

  it("reads input that is not UTF-8 as windows-1252", async () => {
    const model = await putModel(temporaryFolder());
    const { knownTerms } = load(model).predict("caf\u00e9 engine");
    expect(knownTerms).toBe(1);
    const stdin = Buffer.from("\x93engine\x94 caf\xe9", "latin1");
    expect(await runHere(["predict", "-m", model], { stdin })).toEqual(printed("autos\n"));
    const file = put(temporaryFolder(), "old.txt", stdin);
    expect(await runHere(["predict", "-m", model, "-f", file])).toEqual(printed(`${file}\tautos\n`));
    const lines = Buffer.concat([stdin, Buffer.from("\ncaf\u00e9 puck\n")]);
    expect(await runHere(["predict", "-m", model, "--lines"], { stdin: lines })).toEqual(printed("autos\nhockey\n"));
  });

  it("uses --model before $NEWSGROUPS_MODEL", async () => {
    const env = { NEWSGROUPS_MODEL: "nowhere.model" };
    expect(await predict(["engine"], { env })).toEqual(printed("autos\n"));
    const { code, stderr } = await runHere(["predict", "engine"], { env });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^newsgroups: nowhere\.model: cannot read: [^\n]+\n$/);
  });
});

describe("predict with --file", () => {
  it("prints path and category of each file", async () => {
    const folder = temporaryFolder();
    const first = put(folder, "first.txt", "engine wheel");
    const second = put(folder, "a\tb\u001b[31m.txt", "puck goalie");
    const { code, stdout } = await predict(["--file", first, second]);
    expect(code).toBe(0);
    expect(stdout).toBe(`${first}\tautos\n${join(folder, "a\\u0009b\\u001b[31m.txt")}\thockey\n`);
  });

  it("reports files that cannot be read or are empty, continues, and exits with 1, even with --quiet", async () => {
    const folder = temporaryFolder();
    const good = put(folder, "good", "engine");
    const empty = put(folder, "empty", " \n");
    const { code, stdout, stderr } = await predict(["-q", "-f", join(folder, "none"), folder, empty, good]);
    expect(code).toBe(1);
    expect(stdout).toBe(`${good}\tautos\n`);
    const complaints = stderr.trimEnd().split("\n");
    expect(complaints).toHaveLength(3);
    expect(complaints[0]).toMatch(/^newsgroups: .*none: cannot read: no such file/);
    expect(complaints[1]).toBe(
      `newsgroups: ${folder}: cannot read: expected a file, got a folder; give its files: --file ${folder}/*`,
    );
    expect(complaints[2]).toMatch(/^newsgroups: .*empty: the text is empty/);
  });

  it("prints an object for each file with --json, and pairs with --top", async () => {
    const file = put(temporaryFolder(), "x", "engine");
    const { stdout } = await predict(["--json", "-f", file]);
    expect(JSON.parse(stdout)).toMatchObject({ file, category: "autos", knownTerms: 1 });
    const top = await predict(["--top", "2", "-f", file]);
    expect(top.stdout).toMatch(/^[^\t]+\tautos\t[01]\.\d{4}\t(hockey|space)\t0\.\d{4}\n$/);
  });

  it("needs no standard input, even on a terminal", async () => {
    const file = put(temporaryFolder(), "x", "engine");
    expect(await predict(["-f", file], { isTTY: true })).toEqual(printed(`${file}\tautos\n`));
  });
});

describe("predict with --top and --json", () => {
  it("prints the best categories, best first, with probabilities that add up to 1", async () => {
    const { stdout } = await predict(["--top", "9", "puck", "puck", "engine"]);
    const pairs = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));
    expect(pairs.map(([category]) => category)).toEqual(["hockey", "autos", "space"]);
    const probabilities = pairs.map(([, probability]) => Number(probability));
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 3);
  });

  it("prints as many categories as --top says, even one", async () => {
    expect((await predict(["-k", "1", "puck"])).stdout).toMatch(/^hockey\t[01]\.\d{4}\n$/);
    expect((await predict(["-k", "2", "puck"])).stdout.split("\n")).toHaveLength(3);
    const lines = await predict(["-k", "2", "--lines"], { stdin: "puck\norbit\n" });
    expect(lines.stdout).toMatch(/^hockey\t[\d.]+\t\w+\t[\d.]+\nspace\t[\d.]+\t\w+\t[\d.]+\n$/);
  });

  it("prints an object with category, probability, top and knownTerms", async () => {
    const { stdout } = await predict(["--json", "puck", "goalie", "unheard"]);
    const prediction = JSON.parse(stdout);
    expect(Object.keys(prediction)).toEqual(["category", "probability", "top", "knownTerms"]);
    expect(prediction.category).toBe("hockey");
    expect(prediction.top).toHaveLength(3);
    expect(prediction.top[0]).toEqual({ category: "hockey", probability: prediction.probability });
    // "puck", "goalie" and their bigram, which occurs in "puck goalie overtime".
    expect(prediction.knownTerms).toBe(3);
    expect(JSON.parse((await predict(["--json", "-k", "1", "puck"])).stdout).top).toHaveLength(1);
  });
});

describe("predict with --max-bytes", () => {
  const limit = ["--max-bytes", "10"];
  const remedy = "the text is longer than 10 bytes; shorten it or raise --max-bytes";

  it("takes a text at the limit and refuses a longer one, from any source", async () => {
    const folder = temporaryFolder();
    for (const [text, isTaken] of [
      ["puck  puck", true],
      ["puck   puck", false],
      ["puck é puck", false],
    ] as const) {
      const file = put(folder, "text", text);
      for (const [args, stdin, where, before] of [
        [[text], "", "", ""],
        [[], text, "standard input: ", ""],
        [["--file", file], "", `${file}: `, `${file}\t`],
      ] as const) {
        const outcome = await predict([...limit, ...args], { stdin });
        const refused = { code: 1, stdout: "", stderr: `newsgroups: ${where}${remedy}\n` };
        expect(outcome).toEqual(isTaken ? printed(`${before}hockey\n`) : refused);
      }
    }
  });

  it("replaces a longer line by an empty line or an error record", async () => {
    const stdin = "puck\nengine engine\r\nengine eng\r\norbit";
    const plain = await predict([...limit, "--lines"], { stdin });
    expect(plain).toEqual({
      code: 0,
      stdout: "hockey\n\nautos\nspace\n",
      stderr: `newsgroups: warning: line 2: ${remedy}\n`,
    });
    const json = await predict([...limit, "--lines", "--json"], { stdin });
    expect(json.stderr).toBe("");
    expect(JSON.parse(json.stdout.split("\n")[1]!)).toEqual({ error: { code: "input", message: remedy }, line: 2 });
    const records = await predict(["--max-bytes", "17", "--ndjson"], {
      stdin: '{"text":"puck"}\n{"text":"engine en"}\n',
    });
    expect(records.stdout.split("\n").map((line) => line.slice(0, 15))).toEqual([
      '{"text":"puck",',
      '{"error":{"code',
      "",
    ]);
  });

  it("refuses a text of more than 10 MiB by default, and stops reading there", async () => {
    let read = 0;
    const source = Readable.from(
      (async function* () {
        for (; read < 1000; read++) yield Buffer.alloc(1 << 20, "puck ");
      })(),
    );
    const { code, stderr } = await predict([], { source });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^newsgroups: standard input: the text is longer than 10485760 bytes; [^\n]+\n$/);
    expect(read).toBeLessThan(100);
    const stdin = Buffer.alloc(11 << 20, "puck ");
    expect(await predict(["--max-bytes", String(20 << 20)], { stdin })).toEqual(printed("hockey\n"));
  });

  it.skipIf(WITHOUT_ZERO)(`does not read an endless device to its end${WITHOUT_ZERO}`, async () => {
    const { code, stderr } = await predict(["--file", "/dev/zero"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^newsgroups: \/dev\/zero: the text is longer than 10485760 bytes/);
  });
});

describe("predict with --strict", () => {
  const records = ['{"text":"puck"}', "puck", '{"text":" "}', '{"text":"orbit"}', ""].join("\n");
  const complaint = (invalid: number, lines: number): string =>
    `newsgroups: standard input: ${invalid} of ${lines} lines cannot be classified (--strict)\n`;

  it("answers every line, and exits with 1 if one cannot be classified", async () => {
    const lax = await predict(["--ndjson"], { stdin: records });
    expect([lax.code, lax.stderr]).toEqual([0, ""]);
    expect(lax.stdout.split("\n")).toHaveLength(5);
    expect(await predict(["--ndjson", "--strict"], { stdin: records })).toEqual({
      code: 1,
      stdout: lax.stdout,
      stderr: complaint(2, 4),
    });
    const plain = await predict(["--lines", "--strict", "--quiet"], { stdin: "puck\n\norbit\n" });
    expect(plain).toEqual({ code: 1, stdout: "hockey\n\nspace\n", stderr: complaint(1, 3) });
  });

  it("exits with 0 if every line is a text, even without known terms", async () => {
    for (const args of [["--lines"], ["--lines", "--json"]]) {
      expect((await predict([...args, "--strict"], { stdin: "puck\nqwxzy\n" })).code).toBe(0);
    }
  });
});

describe("predict without known words, or without input", () => {
  it("answers a text without known terms with the most common category, and warns", async () => {
    const { code, stdout, stderr } = await predict(["qwxzy"]);
    expect([code, stdout]).toEqual([0, "autos\n"]);
    expect(stderr).toMatch(/^newsgroups: warning: no known words; [^\n]*\n$/);
    expect(await predict(["-q", "qwxzy"])).toEqual(printed("autos\n"));
    expect(JSON.parse((await predict(["--json", "qwxzy"])).stdout).knownTerms).toBe(0);
  });

  it("counts the texts without known terms and warns once", async () => {
    const { stdout, stderr } = await predict(["--lines"], { stdin: "qwxzy\npuck\nyzxwq\n" });
    expect(stdout).toBe("autos\nhockey\nautos\n");
    expect(stderr).toMatch(/^newsgroups: warning: 2 of 3 texts have no known words; [^\n]*\n$/);
  });

  it("refuses empty input", async () => {
    for (const [args, stdin, where] of [
      [[], "", "standard input: "],
      [[], " \r\n\t", "standard input: "],
      [[""], "puck", ""],
    ] as const) {
      const { code, stdout, stderr } = await predict(args, { stdin });
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(new RegExp(`^newsgroups: ${where}the text is empty\\n$`));
    }
  });

  it("answers lines typed on a terminal", async () => {
    expect(await predict(["--lines"], { isTTY: true, stdin: "puck\n" })).toEqual(printed("hockey\n"));
    const { code, stdout } = await predict(["--ndjson"], { isTTY: true, stdin: '{"text": "puck"}\n' });
    expect([code, JSON.parse(stdout).category]).toEqual([0, "hockey"]);
  });

  it("shows help on stderr and exits with 2 if stdin is a terminal and there is no text", async () => {
    for (const args of [[], ["--why"], ["--json"]]) {
      const { code, stdout, stderr } = await predict(args, { isTTY: true });
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^Usage: newsgroups predict /);
    }
  });

  it.each([
    [["puck", "--lines"], "--lines"],
    [["puck", "--ndjson"], "--ndjson"],
    [["puck", "--file=x"], "--file"],
    [["--lines", "--ndjson"], "--ndjson"],
    [["--lines", "--file", "x"], "--file"],
    [["--ndjson", "--file", "x"], "--file"],
    [["--top", "0", "puck"], "--top"],
    [["--top", "2.5", "puck"], "--top"],
    [["--top", "all", "puck"], "--top"],
    [["--file"], "--file"],
    [["--model"], "--model"],
  ])("refuses %j as wrong usage", async (args, word) => {
    const { code, stdout, stderr } = await runHere(["predict", ...args], { stdin: "engine" });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^newsgroups: /);
    expect(stderr).toContain(word);
  });
});
