/** The command `terms`: what a model has learned, as lines and as JSON. */

import { describe, expect, it } from "vitest";
import { load } from "../../src/index.js";
import { temporaryFolder } from "../support/folders.js";
import { runBin, runHere } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";

describe("terms", () => {
  it("prints category, term and share of each category's most informative terms, best first", async () => {
    const model = await putModel(temporaryFolder());
    const { code, stdout, stderr } = await runHere(["terms", "-m", model]);
    expect([code, stderr]).toEqual([0, ""]);
    const classifier = load(model);
    const expected = classifier.targets.flatMap((target) =>
      classifier.terms(target, 20).map(({ term, share }) => `${target}\t${term}\t${share.toFixed(4)}\n`),
    );
    expect(stdout).toBe(expected.join(""));
    expect(stdout).toMatch(/^hockey\tgoalie\t0\.\d{4}$/m);
    expect(stdout).toMatch(/^hockey\tpuck goalie\t0\.\d{4}$/m);
  });

  it("lists the given categories, in the given order, with --top terms", async () => {
    const env = { NEWSGROUPS_MODEL: await putModel(temporaryFolder()) };
    const { stdout } = await runHere(["terms", "space", "autos", "--top", "3"], { env });
    const categories = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t")[0]);
    expect(categories).toEqual(["space", "space", "space", "autos", "autos", "autos"]);
  });

  it("prints an object for each category with --json, shares to six digits", async () => {
    const model = await putModel(temporaryFolder());
    const { stdout } = await runHere(["terms", "-m", model, "--json", "-k", "2"]);
    const objects = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(objects.map(({ category }) => category)).toEqual(["autos", "hockey", "space"]);
    const classifier = load(model);
    for (const { category, terms } of objects) {
      expect(terms).toEqual(
        classifier.terms(category, 2).map(({ term, share }) => ({ term, share: Number(share.toPrecision(6)) })),
      );
    }
  });

  it("lists sensible terms for the embedded model: hockey has the NHL, autos have cars", async () => {
    const { code, stdout } = await runBin(["terms", "rec.sport.hockey", "rec.autos", "--top", "5"]);
    expect(code).toBe(0);
    for (const line of ["rec.sport.hockey\tnhl", "rec.sport.hockey\thockey", "rec.autos\tcar"]) {
      expect(stdout).toContain(`${line}\t`);
    }
  });

  it("refuses an unknown category before it prints anything, and names the known ones", async () => {
    const model = await putModel(temporaryFolder());
    const { code, stdout, stderr } = await runHere(["terms", "-m", model, "space", "spice"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toBe("newsgroups: spice: not a category of the model; choose from autos, hockey, space\n");
  });
});
