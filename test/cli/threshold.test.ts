/** The option --min-probability: the answer below the threshold, in each form of input and output. */

import { describe, expect, it } from "vitest";
import { put, temporaryFolder } from "../support/folders.js";
import { type Outcome, runHere, type Surroundings } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";

const CERTAIN = "puck goalie rink";
const UNCERTAIN = "engine puck";

/** Predicts with the model of the samples, in which CERTAIN is hockey and UNCERTAIN is hockey rather than autos. */
async function predict(args: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  return runHere(["predict", "-m", await putModel(temporaryFolder()), ...args], surroundings);
}

describe("predict with --min-probability", () => {
  it("answers `unknown` below it, and the category at or above it", async () => {
    const { probability } = JSON.parse((await predict(["--json", UNCERTAIN])).stdout);
    expect(probability).toBeLessThan(0.6);
    expect(await predict(["--min-probability", "0.6", UNCERTAIN])).toEqual({
      code: 0,
      stdout: "unknown\n",
      stderr: "",
    });
    expect((await predict(["--min-probability", "0.6", CERTAIN])).stdout).toBe("hockey\n");
    expect((await predict(["--min-probability", String(probability - 1e-5), UNCERTAIN])).stdout).toBe("hockey\n");
    expect((await predict(["--min-probability", String(probability + 1e-5), UNCERTAIN])).stdout).toBe("unknown\n");
    for (const min of ["0", "0.0"])
      expect((await predict(["--min-probability", min, UNCERTAIN])).stdout).toBe("hockey\n");
  });

  it("has null for the category in JSON, beside the best category", async () => {
    const asked = JSON.parse((await predict(["--json", UNCERTAIN])).stdout);
    const { stdout } = await predict(["--json", "--min-probability", "0.6", UNCERTAIN]);
    expect(JSON.parse(stdout)).toStrictEqual({ ...asked, category: null });
    expect(Object.keys(JSON.parse(stdout))).toEqual(["category", "probability", "top", "knownTerms"]);
    const sure = await predict(["--json", "--min-probability", "0.6", CERTAIN]);
    expect(sure).toEqual(await predict(["--json", CERTAIN]));
  });

  it("answers each line, file and record", async () => {
    const min = ["--min-probability", "0.6"];
    const stdin = `${CERTAIN}\n${UNCERTAIN}\n\n`;
    expect((await predict([...min, "--lines"], { stdin })).stdout).toBe("hockey\nunknown\n\n");
    const lines = (await predict([...min, "--lines", "--json"], { stdin })).stdout.split("\n");
    expect(lines.slice(0, 2).map((line) => JSON.parse(line).category)).toEqual(["hockey", null]);
    const file = put(temporaryFolder(), "text", UNCERTAIN);
    expect((await predict([...min, "-f", file])).stdout).toBe(`${file}\tunknown\n`);
    expect(JSON.parse((await predict([...min, "--json", "-f", file])).stdout)).toMatchObject({
      file,
      category: null,
    });
    const record = await predict([...min, "--ndjson"], { stdin: `{"text":"${UNCERTAIN}","category":"chess"}` });
    const { category, probability, top } = JSON.parse(record.stdout);
    expect(category).toBeNull();
    expect(top[0]).toEqual({ category: "hockey", probability });
  });

  it("puts the answer before the ranked categories of --top, which stay as they are", async () => {
    const ranked = (await predict(["--top", "2", UNCERTAIN])).stdout;
    const min = ["--min-probability", "0.6", "--top", "2"];
    expect((await predict([...min, UNCERTAIN])).stdout).toBe(`unknown\n${ranked}`);
    expect((await predict([...min, CERTAIN])).stdout).toMatch(/^hockey\nhockey\t[01]\.\d+\n\w+\t0\.\d+\n$/);
    const { stdout } = await predict([...min, "--lines"], { stdin: `${CERTAIN}\n${UNCERTAIN}\n` });
    const rows = stdout.split("\n").map((line) => line.split("\t"));
    expect(rows.map(([answer]) => answer)).toEqual(["hockey", "unknown", ""]);
    expect(rows.slice(0, 2).map((row) => row.length)).toEqual([5, 5]);
  });

  it("answers `unknown` for a text of which nothing is known, however low it is, in each form", async () => {
    for (const min of ["0", "0.3", "1"]) {
      const unknown = { code: 0, stdout: "unknown\n", stderr: "" };
      expect(await predict(["--min-probability", min, "qwxzy"])).toEqual(unknown);
      expect(await predict(["--min-probability", min, "--lines"], { stdin: "qwxzy\n" })).toEqual(unknown);
      const { stdout } = await predict(["--min-probability", min, "--ndjson"], { stdin: '{"text":"qwxzy plugh"}\n' });
      expect(JSON.parse(stdout)).toMatchObject({ category: null, knownTerms: 0, words: 2 });
      const table = await predict(["--min-probability", min, "--csv"], { stdin: "text\nqwxzy\n" });
      expect(table.stdout).toMatch(/^text,category,probability\nqwxzy,unknown,0\.\d+\n$/);
    }
  });

  it("warns of a guess where it is not given", async () => {
    const guess = await predict(["qwxzy"]);
    expect(guess.stdout).toBe("autos\n");
    expect(guess.stderr).toContain("no known words");
  });
});
