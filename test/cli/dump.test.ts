/** The command `dump`: counts files to a model, however they were split, and invalid input. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { wilson } from "../../src/core/predict/interval.js";
import { dump, train } from "../../src/index.js";
import { type Counts, decodeCounts, encodeCounts } from "../../src/train/counts/counts.js";
import { contentOf, put, temporaryFolder } from "../support/folders.js";
import { runBin, runHere } from "../support/run-command.js";
import { SAMPLES } from "../support/sample-corpus.js";

async function putCounts(folder: string, name: string, samples = SAMPLES): Promise<string> {
  return put(folder, name, await train(samples));
}

/** Runs dump with a model to write in `folder`, and returns the model. */
async function dumped(folder: string, args: readonly string[]): Promise<Buffer> {
  const output = join(folder, "dumped.model");
  expect(await runHere(["dump", ...args, "-o", output, "-q"])).toEqual({ code: 0, stdout: "", stderr: "" });
  return contentOf(output)!;
}

describe("dump", () => {
  it("reads newsgroups.counts and writes newsgroups.model in the working folder by default", async () => {
    const folder = temporaryFolder();
    await putCounts(folder, "newsgroups.counts");
    const { code, stdout, stderr } = await runBin(["dump"], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toBe("");
    const model = contentOf(join(folder, "newsgroups.model"))!;
    // All nine are predicted correctly, by the preferred of models that do as well.
    const [low, high] = wilson(9, 9).map((share) => share.toFixed(3));
    const others = [
      "complement (alpha 0.05)",
      "complement (alpha 0.2)",
      "complement (alpha 1)",
      "with sentiment terms",
    ];
    expect(stderr.split("\n")).toEqual([
      `newsgroups: newsgroups.model: ${model.length} bytes`,
      `newsgroups: choice: complement, by accuracy on held-out documents: ${others.map((one) => `${one} 1.000`).join(", ")}`,
      `newsgroups: accuracy: 1.000 (95 % interval ${low} to ${high}), by 5 folds (9 of 9 documents)`,
      "",
    ]);
    expect(model.equals(await dump(await train(SAMPLES)))).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["newsgroups.counts", "newsgroups.model"]);
  });

  it("does not overwrite the counts with the model", async () => {
    const counts = await putCounts(temporaryFolder(), "my.counts");
    const before = contentOf(counts)!;
    const { code, stderr } = await runHere(["dump", counts, "-o", counts]);
    expect(code).toBe(2);
    expect(stderr).toBe(`newsgroups: ${counts}: is an input file, and would be overwritten; write to another file\n`);
    expect(contentOf(counts)!.equals(before)).toBe(true);
  });

  it("makes the same bytes from two halves, in any order, as from the whole", async () => {
    const folder = temporaryFolder();
    const whole = await dumped(folder, [await putCounts(folder, "whole")]);
    const first = await putCounts(folder, "first", SAMPLES.slice(0, 5));
    const second = await putCounts(folder, "second", SAMPLES.slice(5));
    expect((await dumped(folder, [first, second])).equals(whole)).toBe(true);
    expect((await dumped(folder, [second, first])).equals(whole)).toBe(true);
  });

  it("makes the model that its options describe", async () => {
    const folder = temporaryFolder();
    const counts = await putCounts(folder, "my.counts");
    const options = { estimator: "multinomial", alpha: 0.5, maxTerms: 7, keepEmails: true } as const;
    const words = ["--estimator", "multinomial", "--alpha", "0.5", "--max-terms", "7", "--keep-emails"];
    const model = await dumped(folder, [counts, ...words]);
    expect(model.equals(await dump(contentOf(counts)!, options))).toBe(true);
    const { stdout } = await runHere(["load-check", join(folder, "dumped.model"), "--json"]);
    const found = JSON.parse(stdout);
    expect(found.provenance).toMatchObject(options);
    expect(found.terms).toBe(7);
  });

  it("leaves e-mail addresses out unless --keep-emails is given", async () => {
    const folder = temporaryFolder();
    const counts = await putCounts(folder, "my.counts", [
      ...SAMPLES,
      { label: "autos", name: "4", text: "someone@example.com" },
    ]);
    const without = await dumped(folder, [counts]);
    const withThem = await dumped(folder, [counts, "--keep-emails"]);
    expect([without, withThem].map((model) => model.includes("someone@example.com"))).toEqual([false, true]);
  });
});

describe("dump --rename", () => {
  const relabelled = (names: Readonly<Record<string, string>>) =>
    SAMPLES.map((sample) => ({ ...sample, label: names[sample.label] ?? sample.label }));

  it.each([
    ["another name", { autos: "cars" }],
    ["two names that are swapped", { autos: "space", space: "autos" }],
    ["one of two", { hockey: "space" }],
    ["a name with = in it", { autos: "a=b=c" }],
  ])("makes the same model as documents with %s", async (_, names) => {
    const folder = temporaryFolder();
    const counts = await putCounts(folder, "my.counts");
    const args = Object.entries(names).flatMap(([old, name]) => ["--rename", `${old}=${name}`]);
    expect((await dumped(folder, [counts, ...args])).equals(await dump(await train(relabelled(names))))).toBe(true);
  });

  it("renames categories of several counts files at once", async () => {
    const folder = temporaryFolder();
    const parts = [SAMPLES.slice(0, 5), SAMPLES.slice(5)].map((part, i) => putCounts(folder, `${i}.counts`, part));
    const model = await dumped(folder, [...(await Promise.all(parts)), "--rename", "hockey=sport"]);
    expect(model.equals(await dump(await train(relabelled({ hockey: "sport" }))))).toBe(true);
  });

  it.each([
    [["--rename", "cars=autos"], "category cars: not in the counts; choose from autos, hockey, space"],
    [["--rename", "autos"], "Give old=new"],
    [["--rename", "autos="], "Give old=new"],
    [["--rename", "=autos"], "Give old=new"],
    [["--rename", "autos=a", "--rename", "autos=b"], "autos is renamed twice"],
    [["--rename", "autos=\u001b[2J"], "invalid name"],
  ])("refuses %j as wrong usage", async (args, words) => {
    const folder = temporaryFolder();
    const counts = await putCounts(folder, "my.counts");
    const output = put(folder, "old.model", "old");
    const { code, stdout, stderr } = await runHere(["dump", counts, "-o", output, ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^newsgroups: [^\n]+\n$/);
    expect(stderr).toContain(words);
    expect(contentOf(output)?.toString()).toBe("old");
  });
});

describe("dump of counts that share documents", () => {
  it("refuses them by name, unless --allow-duplicates is given", async () => {
    const folder = temporaryFolder();
    const all = await putCounts(folder, "all.counts");
    const some = await putCounts(folder, "some.counts", SAMPLES.slice(5));
    const output = put(folder, "old.model", "old");
    const { code, stdout, stderr } = await runHere(["dump", all, some, "-o", output]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      `newsgroups: ${some}: 4 of its 4 documents are also in ${all} and would count twice; ` +
        "leave one of the two out, or count them twice with --allow-duplicates\n",
    );
    expect(contentOf(output)?.toString()).toBe("old");
    const model = await dumped(folder, [all, some, "--allow-duplicates"]);
    expect(model.equals(await dump(await train([...SAMPLES, ...SAMPLES.slice(5)])))).toBe(true);
  });

  it("finds them when categories are renamed to the same", async () => {
    const folder = temporaryFolder();
    const one = await putCounts(folder, "one.counts");
    const moved = SAMPLES.map((sample) => ({ ...sample, label: `my ${sample.label}` }));
    const other = await putCounts(folder, "other.counts", moved);
    await dumped(folder, [one, other]);
    const { code, stderr } = await runHere([
      ...["dump", one, other, "-o", join(folder, "my.model")],
      ...["--rename", "my autos=autos"],
    ]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("3 of its 9 documents")]);
  });
});

describe("dump on bad input", () => {
  const refused = async (counts: readonly string[], folder: string, ...options: string[]) => {
    const output = put(folder, "old.model", "old");
    const { code, stdout, stderr } = await runHere(["dump", ...counts, "-o", output, ...options]);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^newsgroups: [^\n]+\n$/);
    expect(contentOf(output)?.toString()).toBe("old");
    return { code, stderr };
  };

  /** Counts that say that they were made with other settings. */
  const changed = (bytes: Uint8Array, change: Partial<Counts>): Uint8Array =>
    encodeCounts(Object.assign(decodeCounts(bytes, "counts"), change));

  it("refuses counts made with different settings and names the difference", async () => {
    const folder = temporaryFolder();
    const bytes = await train(SAMPLES);
    const { settings } = decodeCounts(bytes, "counts");
    const ours = put(folder, "ours.counts", bytes);
    const theirs = put(folder, "theirs.counts", changed(bytes, { settings: { ...settings, "wink-nlp": "0.0.1" } }));
    const { code, stderr } = await refused([ours, theirs], folder);
    expect(code).toBe(1);
    for (const word of [ours, theirs, "wink-nlp", "0.0.1", String(settings["wink-nlp"])]) {
      expect(stderr).toContain(word);
    }
  });

  it("refuses a file that is not a counts file, and says how to make one", async () => {
    const folder = temporaryFolder();
    const model = put(folder, "some.model", await dump(await train(SAMPLES)));
    for (const path of [model, put(folder, "empty", ""), put(folder, "text", "x".repeat(1000))]) {
      const { code, stderr } = await refused([path], folder);
      expect(code).toBe(1);
      expect(stderr).toContain(`${path}: not a counts file`);
      expect(stderr).toContain("newsgroups train");
    }
  });

  it("refuses a damaged or truncated counts file", async () => {
    const folder = temporaryFolder();
    const bytes = await train(SAMPLES);
    const flipped = Uint8Array.from(bytes);
    flipped[bytes.length - 40]! ^= 1;
    const damaged = await refused([put(folder, "flipped.counts", flipped)], folder);
    expect(damaged).toMatchObject({ code: 1, stderr: expect.stringContaining("flipped.counts: damaged") });
    const cut = await refused([put(folder, "cut.counts", bytes.subarray(0, -16))], folder);
    expect(cut).toMatchObject({ code: 1, stderr: expect.stringContaining("cut.counts: ") });
  });

  it("refuses a missing counts file", async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await refused([join(folder, "none.counts")], folder);
    expect(code).toBe(1);
    expect(stderr).toContain("none.counts: cannot read: no such file");
  });

  it("refuses an output that cannot be written before it reads the counts", async () => {
    const folder = temporaryFolder();
    const output = join(folder, "none/my.model");
    const { code, stderr } = await runHere(["dump", join(folder, "none.counts"), "-o", output]);
    expect(code).toBe(1);
    expect(stderr).toContain(`${output}: cannot write`);
  });

  it.each([
    ["--alpha", "0"],
    ["--alpha", "-1"],
    ["--alpha", "much"],
    ["--alpha", "Infinity"],
    ["--alpha", ""],
    ["--alpha", "1e7"],
    ["--max-terms", "0"],
    ["--max-terms", "1.5"],
    ["--max-terms", "all"],
    ["--estimator", "gaussian"],
  ])("refuses %s %j as wrong usage", async (option, value) => {
    const folder = temporaryFolder();
    const counts = await putCounts(folder, "my.counts");
    const output = put(folder, "old.model", "old");
    const { code, stdout, stderr } = await runHere(["dump", counts, "-o", output, option, value]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^newsgroups: /);
    expect(stderr).toContain(option.slice(2));
    expect(contentOf(output)?.toString()).toBe("old");
  });
});
