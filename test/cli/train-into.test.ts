/** The command `train` with --into and --forget: counts files grow and shrink in place, and stay unchanged on failure. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dump, train } from "../../src/index.js";
import { trainedWith } from "../support/counts-files.js";
import { contentOf, put, temporaryFolder } from "../support/folders.js";
import { runBin, runHere } from "../support/run-command.js";
import { putFolder, putNdjson, SAMPLES, type Sample } from "../support/sample-corpus.js";

const OLD = SAMPLES.slice(0, 7);
const MORE = SAMPLES.slice(7);
const repeated = (samples: readonly Sample[]): Sample[] =>
  samples.map((one) => ({ ...one, name: `${one.name}-again` }));

/** A folder with counts of {@link OLD} or of other samples. */
async function withCounts(samples: readonly Sample[] = OLD): Promise<{ folder: string; counts: string }> {
  const folder = temporaryFolder();
  return { folder, counts: put(folder, "old.counts", await train(samples)) };
}

/** Documents of two categories, more than all are kept of. */
const many = (count: number, from: number): Sample[] =>
  Array.from({ length: count }, (_, i) => ({
    label: i % 2 === 0 ? "even" : "odd",
    name: `${from + i}`,
    text: `number${from + i}`,
  }));

describe("train --into", () => {
  it("adds documents to a counts file in place, and reports their number", async () => {
    const { folder, counts } = await withCounts();
    const more = putFolder(folder, "more", MORE);
    const { code, stdout, stderr } = await runHere(["train", "--into", counts, more]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(
      /^newsgroups: .*old\.counts: 2 documents added, 9 in total, 3 categories, \d+ distinct words, /,
    );
    expect(stderr).toMatch(/\nnewsgroups: counts hold the training text but for case and punctuation: .*\n$/);
    expect(contentOf(counts)?.equals(await train(SAMPLES))).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["more", "old.counts"]);
  });

  it("writes to another file with -o, and leaves the old counts unchanged", async () => {
    const { folder, counts } = await withCounts();
    const output = join(folder, "new.counts");
    const more = putFolder(folder, "more", MORE);
    expect(await runHere(["train", "--into", counts, more, "-o", output, "-q"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
    expect(contentOf(output)?.equals(await train(SAMPLES))).toBe(true);
    expect(contentOf(counts)?.equals(await train(OLD))).toBe(true);
  });

  it("adds documents again with --allow-duplicates", async () => {
    const { folder, counts } = await withCounts();
    const again = putFolder(folder, "again", OLD);
    expect(await runHere(["train", "--into", counts, again, "--allow-duplicates", "-q"])).toMatchObject({ code: 0 });
    expect(contentOf(counts)?.equals(await train([...OLD, ...OLD]))).toBe(true);
  });

  it("accepts new categories, and documents of a single category", async () => {
    const { folder, counts } = await withCounts();
    const other = [{ label: "cooking", name: "1", text: "soup" }];
    const { code } = await runHere(["train", "--into", counts, putNdjson(folder, "more.ndjson", other), "-q"]);
    expect(code).toBe(0);
    expect(contentOf(counts)?.equals(await train([...OLD, ...other]))).toBe(true);
  });

  it("works as a process of its own, in the working folder", async () => {
    const { folder } = await withCounts();
    putFolder(folder, "more", MORE);
    expect(await runBin(["train", "--into", "old.counts", "more"], { cwd: folder })).toMatchObject({ code: 0 });
    expect(contentOf(join(folder, "old.counts"))?.equals(await train(SAMPLES))).toBe(true);
    expect(await runBin(["train", "--forget", "old.counts", "more"], { cwd: folder })).toMatchObject({ code: 0 });
    expect(contentOf(join(folder, "old.counts"))?.equals(await train(OLD))).toBe(true);
  });
});

describe("train --forget", () => {
  it("removes documents from a counts file in place, and reports how many are left", async () => {
    const { folder, counts } = await withCounts(SAMPLES);
    const { code, stdout, stderr } = await runHere(["train", "--forget", counts, putFolder(folder, "some", MORE)]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(/old\.counts: 2 documents removed, 7 left, 3 categories, \d+ distinct words, /);
    expect(stderr).not.toContain("warning");
    expect(contentOf(counts)?.equals(await train(OLD))).toBe(true);
  });

  it("removes all documents; no model can be made from the rest", async () => {
    const { folder, counts } = await withCounts();
    const all = putFolder(folder, "all", OLD);
    const { code, stderr } = await runHere(["train", "--forget", counts, all]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^newsgroups: .*: 7 documents removed, 0 left, 0 categories, 0 distinct words, [^\n]*\n$/);
    const dumped = await runHere(["dump", counts, "-o", join(folder, "my.model")]);
    expect([dumped.code, dumped.stderr]).toEqual([
      1,
      expect.stringContaining("needs at least 2, and the counts have 0"),
    ]);
    expect(await runHere(["train", "--into", counts, all, "-q"])).toMatchObject({ code: 0 });
    expect(contentOf(counts)?.equals(await train(OLD))).toBe(true);
  });

  it("warns if fewer documents are kept than could be, unless --quiet is given", async () => {
    const folder = temporaryFolder();
    // As if so many documents had been too many.
    const counts = put(folder, "old.counts", await trainedWith({ bound: 1000 }, many(1100, 0)));
    const some = putNdjson(folder, "some.ndjson", many(100, 0));
    const output = join(folder, "left.counts");
    const { code, stderr } = await runHere(["train", "--forget", counts, some, "-o", output]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/\nnewsgroups: warning: fewer documents are kept than in counts [^\n]*\n$/);
    const quiet = await runHere(["train", "--forget", counts, some, "-o", output, "--quiet"]);
    expect(quiet).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

describe("train --into and --forget on bad input", () => {
  /** Each gives the arguments behind `train`, and the words that the message must have. */
  const cases: Record<string, (folder: string, counts: string) => Promise<[args: string[], ...words: string[]]>> = {
    "a document that is there already": async (folder, counts) => [
      ["--into", counts, putFolder(folder, "more", [MORE[0]!, OLD[2]!])],
      join("more", "autos", "3"),
      "in ",
      "already in",
      "autos",
      "--allow-duplicates",
    ],
    "a document to forget that is not there": async (folder, counts) => [
      ["--forget", counts, putFolder(folder, "those", [OLD[0]!, MORE[1]!])],
      join("those", "space", "3"),
      "not in ",
      "old.counts",
      "Nothing was changed",
    ],
    "a document to forget that is there in another category": async (folder, counts) => [
      ["--forget", counts, putNdjson(folder, "those.ndjson", [{ ...OLD[0]!, label: "space" }])],
      "those.ndjson:1",
      "only as one of autos",
    ],
    "a document to forget twice that is there once": async (folder, counts) => [
      ["--forget", counts, putFolder(folder, "those", [OLD[0]!, ...repeated([OLD[0]!])])],
      join("those", "autos", "1-again"),
      "only once",
    ],
    "a missing counts file to add to": async (folder) => [
      ["--into", join(folder, "none.counts"), putFolder(folder, "more", MORE)],
      "none.counts",
      "no such file",
    ],
    "a missing counts file to take out of": async (folder) => [
      ["--forget", join(folder, "none.counts"), putFolder(folder, "more", MORE)],
      "none.counts",
      "no such file",
    ],
    "a model in place of counts": async (folder) => [
      ["--into", put(folder, "my.model", await dump(await train(OLD))), putFolder(folder, "more", MORE)],
      "my.model",
      "not a counts file",
      "newsgroups train",
    ],
    "counts that are damaged": async (folder, counts) => [
      [
        "--forget",
        put(folder, "cut.counts", contentOf(counts)!.with(-1, contentOf(counts)!.at(-1)! ^ 1)),
        putFolder(folder, "more", MORE),
      ],
      "cut.counts",
      "damaged",
    ],
    "a missing corpus": async (folder, counts) => [["--into", counts, join(folder, "none")], "none", "no such file"],
    "a corpus without documents": async (folder, counts) => [
      ["--into", counts, put(folder, "empty.ndjson", "")],
      "no documents",
    ],
    "an output that cannot be written": async (folder, counts) => [
      ["--into", counts, putFolder(folder, "more", MORE), "-o", join(folder, "none", "my.counts")],
      "cannot write",
    ],
  };

  for (const [name, make] of Object.entries(cases)) {
    it(`refuses ${name} in one line, exits with 1 and leaves all files unchanged`, async () => {
      const { folder, counts } = await withCounts();
      const [args, ...words] = await make(folder, counts);
      const before = readdirSync(folder).map((file) => [file, file.includes(".") && contentOf(join(folder, file))]);
      const { code, stdout, stderr } = await runHere(["train", ...args]);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(/^newsgroups: [^\n]+\n$/);
      for (const word of words) expect(stderr).toContain(word);
      expect(readdirSync(folder).map((file) => [file, file.includes(".") && contentOf(join(folder, file))])).toEqual(
        before,
      );
    });
  }

  it("refuses both at once as wrong usage", async () => {
    const { folder, counts } = await withCounts();
    const more = putFolder(folder, "more", MORE);
    const { code, stderr } = await runHere(["train", "--into", counts, "--forget", counts, more]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^newsgroups: [^\n]*--into <counts>[^\n]*--forget <counts>[^\n]*\n$/);
    expect(contentOf(counts)?.equals(await train(OLD))).toBe(true);
  });

  it("does not write newsgroups.counts with --into another file", async () => {
    const { folder } = await withCounts();
    putFolder(folder, "more", MORE);
    await runBin(["train", "--into", "old.counts", "more", "-q"], { cwd: folder });
    expect(readdirSync(folder).sort()).toEqual(["more", "old.counts"]);
  });
});
