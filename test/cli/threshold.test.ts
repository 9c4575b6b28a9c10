/** The option --min-probability: the answer below the threshold, in each form of input and output. */

import { describe, expect, it } from "vitest";
import { put, temporaryFolder } from "../support/folders.js";
import { type Outcome, runHere, type Surroundings } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";

const SURE = "puck goalie rink";
const UNSURE = "engine puck";

/** Predicts with the model of the samples, in which SURE is hockey, and UNSURE rather that than autos. */
async function predict(args: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  return runHere(["predict", "-m", await putModel(temporaryFolder()), ...args], surroundings);
}

describe("predict with --min-probability", () => {
  it("answers `unknown` below it, and the category from it on", async () => {
    const { probability } = JSON.parse((await predict(["--json", UNSURE])).stdout);
    expect(probability).toBeLessThan(0.6);
    expect(await predict(["--min-probability", "0.6", UNSURE])).toEqual({ code: 0, stdout: "unknown\n", stderr: "" });
    expect((await predict(["--min-probability", "0.6", SURE])).stdout).toBe("hockey\n");
    expect((await predict(["--min-probability", String(probability - 1e-5), UNSURE])).stdout).toBe("hockey\n");
    expect((await predict(["--min-probability", String(probability + 1e-5), UNSURE])).stdout).toBe("unknown\n");
    for (const least of ["0", "0.0"])
      expect((await predict(["--min-probability", least, UNSURE])).stdout).toBe("hockey\n");
  });

  it("has null for the category in JSON, beside the best category", async () => {
    const asked = JSON.parse((await predict(["--json", UNSURE])).stdout);
    const { stdout } = await predict(["--json", "--min-probability", "0.6", UNSURE]);
    expect(JSON.parse(stdout)).toStrictEqual({ ...asked, category: null });
    expect(Object.keys(JSON.parse(stdout))).toEqual(["category", "probability", "top", "knownTerms"]);
    const sure = await predict(["--json", "--min-probability", "0.6", SURE]);
    expect(sure).toEqual(await predict(["--json", SURE]));
  });

  it("answers each line, file and record", async () => {
    const least = ["--min-probability", "0.6"];
    const stdin = `${SURE}\n${UNSURE}\n\n`;
    expect((await predict([...least, "--lines"], { stdin })).stdout).toBe("hockey\nunknown\n\n");
    const lines = (await predict([...least, "--lines", "--json"], { stdin })).stdout.split("\n");
    expect(lines.slice(0, 2).map((line) => JSON.parse(line).category)).toEqual(["hockey", null]);
    const file = put(temporaryFolder(), "text", UNSURE);
    expect((await predict([...least, "-f", file])).stdout).toBe(`${file}\tunknown\n`);
    expect(JSON.parse((await predict([...least, "--json", "-f", file])).stdout)).toMatchObject({
      file,
      category: null,
    });
    const record = await predict([...least, "--ndjson"], { stdin: `{"text":"${UNSURE}","category":"chess"}` });
    const { category, probability, top } = JSON.parse(record.stdout);
    expect(category).toBeNull();
    expect(top[0]).toEqual({ category: "hockey", probability });
  });

  it("puts the answer before the ranked categories of --top, which stay as they are", async () => {
    const ranked = (await predict(["--top", "2", UNSURE])).stdout;
    const least = ["--min-probability", "0.6", "--top", "2"];
    expect((await predict([...least, UNSURE])).stdout).toBe(`unknown\n${ranked}`);
    expect((await predict([...least, SURE])).stdout).toMatch(/^hockey\nhockey\t[01]\.\d+\n\w+\t0\.\d+\n$/);
    const { stdout } = await predict([...least, "--lines"], { stdin: `${SURE}\n${UNSURE}\n` });
    const rows = stdout.split("\n").map((line) => line.split("\t"));
    expect(rows.map(([answer]) => answer)).toEqual(["hockey", "unknown", ""]);
    expect(rows.slice(0, 2).map((row) => row.length)).toEqual([5, 5]);
  });

  it("gives a text without known terms its category's prior, and warns only of answers that are guesses", async () => {
    expect(await predict(["--min-probability", "0.6", "qwxzy"])).toEqual({ code: 0, stdout: "unknown\n", stderr: "" });
    const guess = await predict(["--min-probability", "0.3", "qwxzy"]);
    expect(guess.stdout).toBe("autos\n");
    expect(guess.stderr).toContain("no known words");
  });
});
