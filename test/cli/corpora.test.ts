/** Corpora on the command line: forms, options, exit codes, and what stderr says of what was passed over. */

import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { contentOf, put, temporaryFolder, writeFiles } from "../support/folders.js";
import { type Outcome, runBin, runHere } from "../support/run-command.js";

const CSV = "review,stars\nthe soup was good,5\nthe soup was cold,1\nbread and soup,5\ncold bread,1\n";
const NDJSON = CSV.trim()
  .split("\n")
  .slice(1)
  .map((row) => {
    const [text, label] = row.split(",");
    return `${JSON.stringify({ text, label })}\n`;
  })
  .join("");

describe("train and evaluate", () => {
  const trained = async (folder: string, ...args: readonly string[]): Promise<Outcome> =>
    runHere(["train", ...args, "-o", join(folder, "my.counts")]);

  it("give the same counts of the same documents in any form", async () => {
    const folder = temporaryFolder();
    const counts = async (name: string, content: string | Uint8Array, ...args: readonly string[]): Promise<unknown> => {
      const { code } = await trained(folder, put(folder, name, content), ...args);
      return [code, contentOf(join(folder, "my.counts"))];
    };
    const expected = await counts("x.ndjson", NDJSON);
    expect(await counts("x.csv", CSV)).toEqual(expected);
    expect(await counts("x.csv.gz", gzipSync(CSV))).toEqual(expected);
    expect(await counts("x.tsv", CSV.replaceAll(",", "\t"))).toEqual(expected);
    expect(await counts("x.data", CSV.replaceAll(",", ";"), "--corpus-format", "csv")).toEqual(expected);
    expect(await counts("x.json", `[${NDJSON.trim().split("\n").join(",")}]`)).toEqual(expected);
    expect(await counts("y.csv", CSV, "--text-field", "1", "--label-field", "2")).toEqual(expected);
    expect(await counts("x.utf16.csv", Buffer.from(`\ufeff${CSV}`, "utf16le"))).toEqual(expected);
  });

  it("read standard input, once", async () => {
    const folder = temporaryFolder();
    const output = join(folder, "my.counts");
    const { code, stderr } = await runBin(["train", "-", "-o", output], { stdin: gzipSync(CSV) });
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('newsgroups: standard input: text in "review", label in "stars"\n'),
    ]);
    const twice = await runHere(["train", "-", "-", "-o", output], { stdin: CSV });
    expect([twice.code, twice.stderr]).toEqual([2, "newsgroups: -: standard input can be read once only\n"]);
  });

  it("evaluate what train reads", async () => {
    const folder = temporaryFolder();
    await trained(folder, put(folder, "x.csv", CSV));
    const model = join(folder, "my.model");
    await runHere(["dump", join(folder, "my.counts"), "-o", model]);
    const { code, stdout } = await runHere(["evaluate", "-", "-m", model, "--json", "--label-field", "stars"], {
      stdin: CSV,
    });
    expect([code, JSON.parse(stdout).documents]).toEqual([0, 4]);
  });

  it("exit with 1 for a corpus that is refused, and with 2 for an option that does not fit", async () => {
    const folder = temporaryFolder();
    const refused = await runBin(["train", put(folder, "x.csv", "foo,bar,baz\na b,c,d\n"), "-o", join(folder, "c")]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("--text-field and --label-field\n")]);
    const misused = await runBin(["train", put(folder, "x.ndjson", NDJSON), "--depth", "2", "-o", join(folder, "c")]);
    expect([misused.code, misused.stderr]).toEqual([2, expect.stringContaining("leave out --depth\n")]);
    const unknown = await runBin(["evaluate", join(folder, "x.csv"), "--corpus-format", "xls"]);
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining("Allowed choices are tar, zip,")]);
    expect(contentOf(join(folder, "c"))).toBeUndefined();
  });

  it("make labels of several folders with --depth", async () => {
    const folder = temporaryFolder();
    writeFiles(join(folder, "corpus"), { "sci/med/1": "doctor", "sci/space/2": "orbit", "rec/autos/3": "engine" });
    const { code, stderr } = await trained(folder, join(folder, "corpus"), "--depth", "2");
    expect([code, stderr]).toEqual([0, expect.stringContaining("3 documents, 3 categories")]);
  });

  it("count what macOS and Windows left, and name links that lead nowhere", async () => {
    const folder = temporaryFolder();
    const corpus = join(folder, "corpus");
    writeFiles(corpus, { "a/1": "one", "b/2": "two", ".DS_Store": "x", "a/._1": "x", "b/desktop.ini": "x" });
    symlinkSync(join(folder, "nowhere"), join(corpus, "b", "3"));
    const { code, stderr } = await trained(folder, corpus);
    expect(code).toBe(0);
    expect(stderr).toContain("newsgroups: 3 files that macOS or Windows left, such as .DS_Store, passed over\n");
    expect(stderr).toContain(
      `newsgroups: warning: passed over ${join(corpus, "b", "3")}: a link that leads nowhere; remove it\n`,
    );
    const strict = await trained(folder, corpus, "--strict");
    expect([strict.code, strict.stderr]).toEqual([
      1,
      `newsgroups: ${join(corpus, "b", "3")}: a link that leads nowhere; remove it, or leave out --strict\n`,
    ]);
  });
});

describe("train", () => {
  const trainedOn = async (...labels: readonly string[]): Promise<Outcome> => {
    const folder = temporaryFolder();
    const lines = labels.map((label, i) => `${JSON.stringify({ text: `word${i} word`, label })}\n`);
    return runHere(["train", put(folder, "x.ndjson", lines.join("")), "-o", join(folder, "my.counts")]);
  };

  it("warns of labels that differ in case or blanks alone", async () => {
    const { code, stderr } = await trainedOn("Spam", "spam", "spam ", "ham", "net work", "network");
    expect(code).toBe(0);
    expect(stderr).toContain("5 categories");
    expect(stderr).toContain('newsgroups: warning: the labels "Spam", "spam" differ in case or blanks alone; ');
    expect(stderr).toContain('newsgroups: warning: the labels "net work", "network" differ in case or blanks alone; ');
    expect(stderr).toContain('dump --rename "Spam=spam"');
  });

  it("warns of labels that are made of others", async () => {
    const { stderr } = await trainedOn("a", "b", "a|b", "b, a", "c|d");
    expect(stderr).toContain(
      'warning: the label "a|b" is made of others, and counts as a category of its own (2 labels',
    );
  });

  it("does not warn of other labels", async () => {
    expect((await trainedOn("spam", "ham", "sci.med", "a|b")).stderr).not.toContain("warning: the label");
  });

  it("says of one mbox that it is one category", async () => {
    const folder = temporaryFolder();
    const mbox = "From a@example.com  Mon Apr  5 18:01:16 1993\nSubject: one\nFrom: a@example.com\n\nbody\n";
    const { code, stderr } = await runHere(["train", put(folder, "inbox.mbox", mbox), "-o", join(folder, "c")]);
    expect(code).toBe(1);
    expect(stderr).toContain("inbox.mbox: an mbox, all of one category, inbox; a folder of mboxes has one for each\n");
    expect(stderr).toContain("inbox.mbox: all documents are of one category, inbox; give at least 2 categories\n");
  });
});
