/** The command `evaluate --folds`: counts alone, in the forms in which a model is evaluated. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { put, temporaryFolder } from "../support/folders.js";
import { runHere } from "../support/run-command.js";
import { putFolder, putNdjson, SAMPLES } from "../support/sample-corpus.js";

async function putCounts(folder: string, name: string, samples = SAMPLES): Promise<string> {
  const path = join(folder, name);
  await runHere(["train", "-q", putNdjson(folder, `${name}.ndjson`, samples), "-o", path]);
  return path;
}

describe("evaluate --folds", () => {
  it("has the figures of an evaluation, over all documents", async () => {
    const counts = await putCounts(temporaryFolder(), "some.counts");
    const { code, stdout, stderr } = await runHere(["evaluate", "--folds", "3", counts]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^documents +9\naccuracy +\d\.\d{4} {2}\(\d\.\d{4} to \d\.\d{4}\)\n/);
    expect(stderr).toMatch(/^newsgroups: choice: \w+, by accuracy on held-out documents: [^\n]+\n$/);
    const evaluation = JSON.parse((await runHere(["evaluate", "--folds", "3", "--json", counts])).stdout);
    expect(evaluation.categories.map(({ documents }: { documents: number }) => documents)).toEqual([3, 3, 3]);
    expect(stdout).toContain(`accuracy           ${evaluation.accuracy.toFixed(4)}`);
  });

  it("judges what several counts hold as it judges all of it", async () => {
    const folder = temporaryFolder();
    const all = await putCounts(folder, "all.counts");
    const parts = [await putCounts(folder, "1", SAMPLES.slice(0, 5)), await putCounts(folder, "2", SAMPLES.slice(5))];
    const expected = await runHere(["evaluate", "--folds", "4", all]);
    expect(await runHere(["evaluate", "--folds", "4", ...parts])).toEqual(expected);
  });

  it("writes predictions, and a report without excerpts, which says how it came about", async () => {
    const folder = temporaryFolder();
    const counts = await putCounts(folder, "some.counts");
    const [report, predictions] = [join(folder, "report.html"), join(folder, "predictions.ndjson")];
    const outputs = ["--report", report, "--predictions", predictions];
    const { stderr } = await runHere(["evaluate", "--folds", "3", counts, ...outputs]);
    expect(stderr).toContain(`newsgroups: wrote ${report}\nnewsgroups: wrote ${predictions}\n`);
    const lines = readFileSync(predictions, "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(SAMPLES.length);
    expect(JSON.parse(lines[0]!)).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{24}$/) });
    const page = readFileSync(report, "utf8");
    expect(page).toContain("Models of 3 folds");
    expect(page).toContain("which has not seen it");
    expect(page).not.toMatch(/<blockquote|id="duplicates"|id="label-leakage"|undefined/);
    for (const word of ["engine", "goalie", "rocket"]) expect(page).not.toContain(word);
  });

  it("fails below --min-accuracy", async () => {
    const counts = await putCounts(temporaryFolder(), "some.counts");
    expect((await runHere(["evaluate", "--folds", "3", counts, "--min-accuracy", "0"])).code).toBe(0);
    // Words of one document each are unknown to the other folds.
    const alone = [0, 1, 2].map((i) => ({ label: i === 0 ? "one" : "other", name: `${i}`, text: `word${i}x` }));
    const hard = await putCounts(temporaryFolder(), "hard.counts", alone);
    const { code, stderr } = await runHere(["evaluate", "--folds", "3", hard, "--min-accuracy", "1"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("is below --min-accuracy 1")]);
  });

  it("refuses a corpus, and says to train first", async () => {
    const folder = temporaryFolder();
    for (const corpus of [
      putFolder(folder, "corpus"),
      putNdjson(folder, "corpus.ndjson"),
      put(folder, "text", "a text ".repeat(20)),
    ]) {
      const { code, stdout, stderr } = await runHere(["evaluate", "--folds", "5", corpus]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(`${corpus}: --folds expects a counts file`);
      expect(stderr).toContain(`newsgroups train ${corpus}`);
    }
  });

  it("refuses numbers of folds out of range, and options that mean nothing to counts", async () => {
    const counts = await putCounts(temporaryFolder(), "some.counts");
    for (const folds of ["1", "21", "2.5", "x"]) {
      const { code, stderr } = await runHere(["evaluate", "--folds", folds, counts]);
      expect([code, stderr]).toEqual([2, expect.stringContaining("from 2 to 20")]);
    }
    for (const [option, value] of [
      ["--model", "some.model"],
      ["--strip", "headers"],
      ["--counts", counts],
      ["--subset", "x"],
    ] as const) {
      const { code, stderr } = await runHere(["evaluate", counts, "--folds", "5", option, value]);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`leave out ${option}`)]);
    }
  });
});
