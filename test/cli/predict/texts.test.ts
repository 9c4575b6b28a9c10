/** Texts of predict: an mbox has an answer for each message, and a folder is told from a file. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { put, temporaryFolder } from "../../support/folders.js";
import { type Outcome, runHere, type Surroundings } from "../../support/run-command.js";
import { putModel } from "../../support/sample-corpus.js";

async function predict(args: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  return runHere(["predict", "-m", await putModel(temporaryFolder()), ...args], surroundings);
}

const printed = (stdout: string): Outcome => ({ code: 0, stdout, stderr: "" });

const ENVELOPE = "From pat@example.com Mon Apr  5 18:01:16 1993\n";
const message = (text: string): string => `${ENVELOPE}From: pat@example.com\nSubject: greetings\n\n${text}\n\n`;
const MBOX = message("puck goalie") + message("engine brake") + message("orbit");

describe("predict of an mbox", () => {
  it("answers each message, by its number", async () => {
    const file = put(temporaryFolder(), "three.mbox", MBOX);
    expect(await predict(["-f", file])).toEqual(printed(`${file}:1\thockey\n${file}:2\tautos\n${file}:3\tspace\n`));
    expect(await predict([], { stdin: MBOX })).toEqual(printed("1\thockey\n2\tautos\n3\tspace\n"));
  });

  it("says in JSON which message it is", async () => {
    const file = put(temporaryFolder(), "three.mbox", MBOX);
    const answers = async (args: string[], stdin = ""): Promise<unknown[]> =>
      (await predict(["--json", ...args], { stdin })).stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
    const expected = ["hockey", "autos", "space"].map((category, i) => ({ message: i + 1, category }));
    expect(await answers(["-f", file])).toMatchObject(expected.map((answer) => ({ file, ...answer })));
    expect(await answers([], MBOX)).toMatchObject(expected);
  });

  it("takes one message with an envelope for one text", async () => {
    const file = put(temporaryFolder(), "one.mbox", message("puck goalie"));
    expect(await predict(["-f", file])).toEqual(printed(`${file}\thockey\n`));
    expect(await predict([], { stdin: message("puck goalie") })).toEqual(printed("hockey\n"));
  });

  it("reports a message that cannot be classified, answers the others, and exits with 1", async () => {
    const mbox = `${MBOX}${ENVELOPE}\n${ENVELOPE}\n\n${message("rocket")}`;
    const file = put(temporaryFolder(), "some.mbox", mbox);
    const outcome = await predict(["-f", file]);
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toMatch(/:3\tspace\n.*:6\tspace\n$/);
    expect(outcome.stderr).toBe(`newsgroups: ${file}:4: the text is empty\nnewsgroups: ${file}:5: the text is empty\n`);
    expect((await predict([], { stdin: mbox })).stderr).toMatch(/^newsgroups: standard input:4: the text is empty\n/);
  });

  it("limits each message with --max-bytes, not the file", async () => {
    const long = message("puck ".repeat(1000));
    const mbox = MBOX + long + MBOX;
    const file = put(temporaryFolder(), "long.mbox", mbox);
    const limit = ["--max-bytes", "300"];
    for (const [args, stdin, where, before] of [
      [["-f", file], "", `${file}:`, `${file}:`],
      [[], mbox, "standard input:", ""],
    ] as const) {
      const { code, stdout, stderr } = await predict([...limit, ...args], { stdin });
      expect(code).toBe(1);
      expect(stdout.split("\n").map((line) => line.slice(before.length))).toEqual([
        "1\thockey",
        "2\tautos",
        "3\tspace",
        "5\thockey",
        "6\tautos",
        "7\tspace",
        "",
      ]);
      expect(stderr).toBe(
        `newsgroups: ${where}4: the text is longer than 300 bytes; shorten it or raise --max-bytes\n`,
      );
    }
  });
});

describe("predict --file", () => {
  it("reads standard input for -", async () => {
    const file = put(temporaryFolder(), "x", "engine");
    expect(await predict(["-f", file, "-"], { stdin: "puck" })).toEqual(printed(`${file}\tautos\n-\thockey\n`));
    expect(await predict(["-f", "-"], { stdin: MBOX })).toEqual(printed("-:1\thockey\n-:2\tautos\n-:3\tspace\n"));
    const empty = await predict(["-f", "-"]);
    expect(empty).toEqual({ code: 1, stdout: "", stderr: "newsgroups: standard input: the text is empty\n" });
  });

  it("says how to give the messages of a Maildir", async () => {
    const folder = temporaryFolder();
    for (const name of ["cur", "new", "tmp"]) mkdirSync(join(folder, name));
    const { code, stderr } = await predict(["-f", folder]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `newsgroups: ${folder}: cannot read: expected a file, got a Maildir; give its messages: ` +
        `--file ${folder}/cur/* ${folder}/new/*\n`,
    );
  });
});
