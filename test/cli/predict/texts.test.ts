/** Texts of predict: an mbox has an answer for each message, and a folder is told from a file. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
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

const PNG = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR puck", "latin1");

describe("predict of what is no text", () => {
  it("says what it is, answers the other files, and exits with 1", async () => {
    const folder = temporaryFolder();
    const picture = put(folder, "x.png", PNG);
    const text = put(folder, "x", "puck");
    const { code, stdout, stderr } = await predict(["-f", picture, text]);
    expect([code, stdout]).toEqual([1, `${text}\thockey\n`]);
    expect(stderr).toMatch(/^newsgroups: .*x\.png: is a PNG image, not text[^\n]*\n$/);
    const piped = await predict([], { stdin: PNG });
    expect([piped.code, piped.stdout]).toEqual([1, ""]);
    expect(piped.stderr).toMatch(/^newsgroups: standard input: is a PNG image, not text[^\n]*\n$/);
  });

  it("knows documents by what is first in their archive", async () => {
    const zipOf = (name: string): string => `PK\u0003\u0004${"\0".repeat(26)}${name}`;
    for (const [name, words] of [
      ["[Content_Types].xml", "is an Office document, not text; give the text that it shows"],
      ["mimetypeapplication/epub+zip", "is an OpenDocument file or an e-book, not text"],
      ["a.txt", "is a zip archive, not text; unpack it, and give its texts"],
    ] as const) {
      const { code, stderr } = await predict([], { stdin: Buffer.from(zipOf(name), "latin1") });
      expect(code).toBe(1);
      expect(stderr).toContain(`standard input: ${words}`);
    }
  });

  it("is an error record or an empty line of a stream", async () => {
    const lines = await predict(["--lines"], { stdin: "puck\n\u0000\u0001puck\norbit\n" });
    expect([lines.code, lines.stdout]).toEqual([0, "hockey\n\nspace\n"]);
    expect(lines.stderr).toMatch(/^newsgroups: warning: line 2: the text is binary data \(NUL characters\)[^\n]*\n$/);
    const { stdout } = await predict(["--ndjson"], { stdin: '{"id":7,"text":"puck\\u0000"}\n' });
    expect(JSON.parse(stdout)).toMatchObject({
      id: 7,
      error: { code: "input", message: expect.stringMatching(/^the text is binary data/) },
      line: 1,
    });
  });
});

describe("predict of what is compressed", () => {
  it("unpacks it, wherever it comes from", async () => {
    const text = put(temporaryFolder(), "x.gz", gzipSync("puck"));
    const mbox = put(temporaryFolder(), "three.mbox.gz", gzipSync(MBOX));
    expect(await predict(["-f", text])).toEqual(printed(`${text}\thockey\n`));
    expect((await predict(["-f", mbox, "--max-bytes", "150"])).stdout).toBe(
      `${mbox}:1\thockey\n${mbox}:2\tautos\n${mbox}:3\tspace\n`,
    );
    expect(await predict([], { stdin: gzipSync("puck") })).toEqual(printed("hockey\n"));
    expect(await predict(["--lines"], { stdin: gzipSync("puck\norbit\n") })).toEqual(printed("hockey\nspace\n"));
    expect((await predict(["--csv"], { stdin: gzipSync("text\npuck\n") })).stdout).toMatch(/\npuck,hockey,/);
  });

  it("reports what is damaged or too long", async () => {
    const damaged = put(temporaryFolder(), "x.gz", gzipSync("puck ".repeat(100)).subarray(0, 25));
    const long = put(temporaryFolder(), "long.gz", gzipSync("puck ".repeat(1000)));
    const text = put(temporaryFolder(), "x", "puck");
    const { code, stdout, stderr } = await predict(["-f", damaged, long, text, "--max-bytes", "1000"]);
    expect([code, stdout]).toEqual([1, `${text}\thockey\n`]);
    const [first, second] = stderr.split("\n");
    expect(first).toMatch(/^newsgroups: .*x\.gz: damaged: /);
    expect(second).toBe(`newsgroups: ${long}: the text is longer than 1000 bytes; shorten it or raise --max-bytes`);
    const lines = await predict(["--lines"], { stdin: gzipSync("puck\n".repeat(100)).subarray(0, 25) });
    expect([lines.code, lines.stderr]).toEqual([1, expect.stringMatching(/^newsgroups: standard input: damaged: /)]);
  });
});

describe("predict of mail", () => {
  const MAIL = [
    "From: pat@example.com",
    "Subject: =?utf-8?B?cHVjaw==?=",
    "MIME-Version: 1.0",
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from("<p>a <b>goa</b>lie<script>engine orbit</script>").toString("base64"),
    "",
  ].join("\r\n");

  it("reads it as its reader sees it, wherever it comes from", async () => {
    const file = put(temporaryFolder(), "x.eml", MAIL);
    const terms = async (args: string[], stdin = ""): Promise<unknown> => {
      const { code, stdout } = await predict([...args, "--json"], { stdin });
      return [
        code,
        ...stdout
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line)),
      ];
    };
    const answer = { category: "hockey", knownTerms: 2 };
    expect(await terms(["-f", file])).toMatchObject([0, answer]);
    expect(await terms([], MAIL)).toMatchObject([0, answer]);
    expect(await terms([MAIL])).toMatchObject([0, answer]);
    const records = [MAIL, "orbit", MAIL].map((text) => `${JSON.stringify({ text })}\n`).join("");
    expect(await terms(["--ndjson"], records)).toMatchObject([0, answer, { category: "space" }, answer]);
    const mbox = `${ENVELOPE}${MAIL}\n\n${message("orbit")}`;
    expect(await terms([], mbox)).toMatchObject([0, { message: 1, ...answer }, { message: 2, category: "space" }]);
    const table = `text\n"${MAIL.replaceAll('"', '""')}"\n`;
    expect((await predict(["--csv"], { stdin: table })).stdout).toContain('",hockey,');
  });
});

describe("predict of texts in another encoding", () => {
  const CYRILLIC = Buffer.from("\xea\xe0\xea \xef\xf0\xe8\xe3\xee\xf2\xee\xe2\xe8\xf2\xfc", "latin1");
  const SHARE = `${Math.round((100 * 13) / 14)} % of the bytes are no UTF-8`;

  it("warns that their bytes are no UTF-8 if the model has no word of them", async () => {
    const file = put(temporaryFolder(), "x", CYRILLIC);
    const warning = `newsgroups: warning: no known words; ${SHARE}: is the text in another encoding?\n`;
    expect((await predict(["-f", file])).stderr).toBe(warning);
    expect((await predict([], { stdin: CYRILLIC })).stderr).toBe(warning);
    expect((await predict(["--lines"], { stdin: CYRILLIC })).stderr).toBe(warning);
    expect((await predict(["-f", file, file])).stderr).toBe(
      "newsgroups: warning: 2 of 2 texts have no known words; they all get the same answer; " +
        `${SHARE}: are the texts in another encoding?\n`,
    );
  });

  it("does not if they have known words, or are a tenth at the most", async () => {
    const known = Buffer.concat([CYRILLIC, Buffer.from(" puck")]);
    expect(await predict([], { stdin: known })).toEqual(printed("hockey\n"));
    const western = Buffer.from("Stra\xdfe gr\xfcn ist nicht da", "latin1");
    const { stderr } = await predict([], { stdin: western });
    expect(stderr).toBe("newsgroups: warning: no known words; all such texts get this answer\n");
    const utf16 = Buffer.from("\ufeff\u043a\u0430\u043a\n", "utf16le");
    for (const args of [[], ["--lines"]]) expect((await predict(args, { stdin: utf16 })).stderr).toBe(stderr);
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

  it("warns of a file that by its name holds many texts", async () => {
    for (const [name, option] of [
      ["x.csv", "--csv"],
      ["x.TSV", "--csv"],
      ["x.jsonl.gz", "--ndjson"],
    ] as const) {
      const file = put(temporaryFolder(), name, "puck");
      expect(await predict(["-f", file])).toEqual({
        ...printed(`${file}\thockey\n`),
        stderr: `newsgroups: warning: ${file}: read as one text; predict ${option} < ${file} classifies each of its texts\n`,
      });
    }
  });

  it("says how to give the messages of a Maildir", async () => {
    const folder = temporaryFolder();
    for (const name of ["cur", "new", "tmp"]) mkdirSync(join(folder, name));
    const refusal = `newsgroups: ${folder}: cannot read: expected a file, got a Maildir`;
    const complaint = async (): Promise<string> => (await predict(["-f", folder])).stderr;
    expect(await complaint()).toBe(`${refusal} without messages\n`);
    put(join(folder, "new"), "1", "puck");
    expect(await complaint()).toBe(`${refusal}; give its messages: --file ${folder}/new/*\n`);
    put(join(folder, "cur"), "2:2,S", "puck");
    expect(await complaint()).toBe(`${refusal}; give its messages: --file ${folder}/cur/* ${folder}/new/*\n`);
  });
});
