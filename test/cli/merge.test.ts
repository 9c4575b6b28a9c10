/** The command `train --merge`: counts files to their sum, and invalid input. */

import { spawnSync } from "node:child_process";
import { readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { train } from "../../src/index.js";
import { decodeCounts, encodeCounts } from "../../src/train/counts/counts.js";
import { contentOf, put, temporaryFolder } from "../support/folders.js";
import { runBin, runHere } from "../support/run-command.js";
import { SAMPLES } from "../support/sample-corpus.js";

/** Counts of three parts of the samples, as files a, b and c in a new folder. */
async function parts(): Promise<{ folder: string; files: string[] }> {
  const folder = temporaryFolder();
  const [first, second] = [3, 6];
  const samples = [SAMPLES.slice(0, first), SAMPLES.slice(first, second), SAMPLES.slice(second)];
  const files: string[] = [];
  for (const [i, some] of samples.entries()) {
    // A shard may hold documents of one category alone; alone it is made by adding to counts of nothing.
    const nothing = await train([SAMPLES[0]!, SAMPLES.at(-1)!]);
    const empty = await train([SAMPLES[0]!, SAMPLES.at(-1)!], { forget: nothing });
    files.push(put(folder, `${"abc"[i]}.counts`, await train(some, { into: empty })));
  }
  return { folder, files };
}

describe("train --merge", () => {
  it("writes the same bytes as training on all documents, in any order and grouping", async () => {
    const { folder, files } = await parts();
    const [a, b, c] = files as [string, string, string];
    const whole = Buffer.from(await train(SAMPLES));
    const merged = async (...args: string[]): Promise<string> => {
      const output = join(folder, `${args.length}-${readdirSync(folder).length}.counts`);
      expect(await runHere(["train", "--merge", ...args, "-o", output, "-q"])).toEqual({
        code: 0,
        stdout: "",
        stderr: "",
      });
      return output;
    };
    expect(contentOf(await merged(a, b, c))?.equals(whole)).toBe(true);
    expect(contentOf(await merged(c, a, b))?.equals(whole)).toBe(true);
    expect(contentOf(await merged(c, await merged(b, a)))?.equals(whole)).toBe(true);
    expect(contentOf(await merged(a))?.equals(contentOf(a)!)).toBe(true);
  });

  it("reports what it wrote", async () => {
    const { folder, files } = await parts();
    const { code, stderr } = await runBin(["train", "--merge", ...files, "-o", "sum.counts"], { cwd: folder });
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^newsgroups: sum\.counts: 3 counts files added, 9 documents, 3 categories, \d+ distinct words, \d+\.\d\d s\nnewsgroups: counts hold the training text .*\n$/,
    );
  });

  it.each<[string, (file: Buffer) => Uint8Array, RegExp]>([
    ["half-written", (file) => file.subarray(0, file.length / 2), /b\.counts: invalid/],
    ["damaged", (file) => file.map((byte, i) => (i === file.length - 40 ? byte ^ 1 : byte)), /b\.counts: damaged/],
    ["of another version", (file) => file.map((byte, i) => (i === 8 ? 9 : byte)), /b\.counts: .* format version 9/],
    [
      "made in another way",
      (file) => encodeCounts(Object.assign(decodeCounts(file, "b"), { settings: { features: 99 } })),
      /b\.counts: made with features 99, but .*a\.counts with 2/,
    ],
    ["no counts", () => Buffer.from("text".repeat(100)), /b\.counts: not a counts file/],
  ])("refuses a part that is %s, by name, and writes nothing", async (_, change, message) => {
    const { folder, files } = await parts();
    put(folder, "b.counts", change(contentOf(files[1]!)!));
    const output = join(folder, "sum.counts");
    const { code, stderr } = await runHere(["train", "--merge", ...files, "-o", output]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
    expect(readdirSync(folder).sort()).toEqual(["a.counts", "b.counts", "c.counts"]);
  });

  it("refuses a file given twice, by name, unless --allow-duplicates is given", async () => {
    const { folder, files } = await parts();
    const output = join(folder, "sum.counts");
    const twice = [...files, files[1]!];
    const { code, stderr } = await runHere(["train", "--merge", ...twice, "-o", output]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/b\.counts: 3 of its 3 documents are also in .*b\.counts and/),
    ]);
    expect(readdirSync(folder)).not.toContain("sum.counts");
    expect((await runHere(["train", "--merge", ...twice, "-o", output, "--allow-duplicates"])).code).toBe(0);
    expect(decodeCounts(contentOf(output)!, "").documents.reduce((a, b) => a + b, 0)).toBe(12);
  });

  it("reports a system error with its path, for each command that reads counts", async () => {
    const { folder, files } = await parts();
    const circle = join(folder, "circle.counts");
    symlinkSync(circle, circle);
    const output = join(folder, "output");
    const commands = [
      ["train", "--merge", files[0]!, circle],
      ["train", "--into", circle, folder],
      ["dump", circle],
    ];
    for (const command of commands) {
      const { code, stderr } = await runHere([...command, "-o", output]);
      expect([code, stderr]).toEqual([
        1,
        `newsgroups: ${circle}: cannot read: too many symbolic links; check for a loop\n`,
      ]);
    }
    expect(readdirSync(folder).sort()).toEqual(["a.counts", "b.counts", "c.counts", "circle.counts"]);
  });

  it("reports too many open files", async () => {
    const { folder, files } = await parts();
    const many = Array.from({ length: 100 }, () => files[0]!).join(" ");
    const bin = fileURLToPath(new URL("../../bin/newsgroups.js", import.meta.url));
    const command = `ulimit -n 64; exec node ${bin} train --merge ${many} -o sum.counts`;
    const { status, stderr } = spawnSync("sh", ["-c", command], { cwd: folder, encoding: "utf8" });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/a\.counts: cannot read: too many open files; .*\n$/)]);
    expect(readdirSync(folder).sort()).toEqual(["a.counts", "b.counts", "c.counts"]);
  });

  it("refuses to overwrite its inputs, and conflicting options", async () => {
    const { files } = await parts();
    const before = contentOf(files[0]!)!;
    expect((await runHere(["train", "--merge", ...files, "-o", files[0]!])).code).toBe(2);
    expect(contentOf(files[0]!)?.equals(before)).toBe(true);
    expect((await runHere(["train", "--merge", ...files, "--into", files[0]!])).code).toBe(2);
    expect((await runHere(["train", "--merge", ...files, "--subset", "x"])).code).toBe(2);
  });
});
