/** What merging refuses, by the name of the file, and writes nothing. */

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forged, partsOf, withHeader } from "../support/forged-container.js";
import { runBin } from "../support/run-command.js";
import { makeCorpus, shardsIn, type Whole } from "./corpora.js";
import { makeFolder } from "./machines.js";

describe("train --merge", () => {
  let folder: string;
  let whole: Whole;
  let counts: string[];
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  const run = (...args: readonly string[]) => runBin(args, { cwd: folder });

  beforeAll(async () => {
    folder = makeFolder();
    whole = makeCorpus(folder, 400);
    counts = shardsIn(folder).map((name) => `shards/${name.replace(".ndjson", ".counts")}`);
    for (const file of counts) await run("train", "--quiet", file.replace(".counts", ".ndjson"), "-o", file);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("gives the same bytes in any order, and in steps", async () => {
    const [a, b, c, ...others] = counts as [string, string, string, ...string[]];
    expect((await run("train", "--merge", ...others.reverse(), b, "-o", "some.counts")).code).toBe(0);
    expect((await run("train", "--merge", c, "some.counts", a, "-o", "sum.counts")).code).toBe(0);
    expect(read("sum.counts").equals(whole.counts)).toBe(true);
  });

  /** Says that these counts cannot be added, leaves the file that was there as it was, and nothing beside it. */
  async function expectRefused(paths: readonly string[], message: RegExp): Promise<void> {
    writeFileSync(join(folder, "old.counts"), "old");
    const before = readdirSync(folder);
    for (const output of ["old.counts", "new.counts"]) {
      const { code, stdout, stderr } = await run("train", "--merge", ...paths, "-o", output);
      expect(code).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toMatch(message);
    }
    expect(read("old.counts").toString()).toBe("old");
    expect(readdirSync(folder)).toEqual(before);
  }

  it("refuses a shard that is given twice, under another name too", async () => {
    writeFileSync(join(folder, "copy.counts"), read(counts[0]!));
    const shared =
      /^newsgroups: copy.counts: 50 of its 50 documents are also in shards\/00.counts and would count twice;/;
    await expectRefused([...counts, "copy.counts"], shared);
  });

  it("refuses a sum together with one of its parts", async () => {
    const [a, b] = counts as [string, string];
    await run("train", "--merge", a, b, "-o", "ab.counts");
    await expectRefused(
      ["ab.counts", b],
      /^newsgroups: shards\/01.counts: 50 of its 50 documents are also in ab.counts and/,
    );
  });

  it.each([0, 15, 1000, -1])("refuses counts of which only the first bytes are there (%i)", async (end) => {
    writeFileSync(join(folder, "half.counts"), read(counts[0]!).subarray(0, end));
    await expectRefused([counts[1]!, "half.counts"], /^newsgroups: half.counts: (not a counts file|invalid): .*\n$/);
  });

  it("refuses counts that were changed on their way", async () => {
    const bytes = Uint8Array.from(read(counts[0]!));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(join(folder, "changed.counts"), bytes);
    await expectRefused([counts[1]!, "changed.counts"], /^newsgroups: changed.counts: damaged: .*\n$/);
  });

  it("refuses counts of another version of what makes them, naming both", async () => {
    const file = read(counts[0]!);
    const header = JSON.parse(Buffer.from(partsOf(file).json).toString());
    header.settings["wink-nlp"] = "1.0.0";
    writeFileSync(join(folder, "other.counts"), withHeader(file, JSON.stringify(header)));
    const difference = /^newsgroups: other.counts: made with wink-nlp 1.0.0, but shards\/01.counts with \d/;
    await expectRefused([counts[1]!, "other.counts"], difference);
  });

  it("refuses a file of another version of the format", async () => {
    const parts = partsOf(read(counts[0]!));
    writeFileSync(join(folder, "later.counts"), forged({ ...parts, version: parts.version + 1 }));
    await expectRefused([counts[1]!, "later.counts"], /^newsgroups: later.counts: .*version/);
  });

  it("refuses a text that two shards have, unless told otherwise; then it is as on one machine", async () => {
    const twice = read("corpus.ndjson").toString().split("\n")[0]!;
    const [first, ...others] = counts as [string, ...string[]];
    const texts = counts.map((file) => read(file.replace(".counts", ".ndjson")).toString());
    const at = texts.findIndex((text) => !text.includes(twice));
    writeFileSync(join(folder, "more.ndjson"), `${texts[at]}${twice}\n`);
    await run("train", "--quiet", "more.ndjson", "-o", "more.counts");
    const parts = [first, ...others].with(at, "more.counts");
    await expectRefused(parts, /: 1 of its \d+ documents are also in /);

    writeFileSync(join(folder, "all.ndjson"), `${read("corpus.ndjson")}${twice}\n`);
    await run("train", "--quiet", "all.ndjson", "-o", "all.counts");
    await run("train", "--merge", "--allow-duplicates", ...parts, "-o", "sum.counts");
    expect(read("sum.counts").equals(read("all.counts"))).toBe(true);
  });

  it("is refused a shard of one category before it is counted", async () => {
    const lines = read("corpus.ndjson").toString().trimEnd().split("\n");
    const { label } = JSON.parse(lines[0]!);
    writeFileSync(join(folder, "one.ndjson"), lines.filter((line) => JSON.parse(line).label === label).join("\n"));
    const { code, stderr } = await run("train", "one.ndjson", "-o", "one.counts");
    expect(code).toBe(1);
    expect(stderr).toContain("one.ndjson: all documents are of one category");
    expect(existsSync(join(folder, "one.counts"))).toBe(false);
  });
});
