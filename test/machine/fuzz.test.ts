/** That the fuzzing itself works: `npm run fuzz` runs it for longer. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const FUZZ = fileURLToPath(new URL("../fuzz/fuzz.js", import.meta.url));

function fuzz(...args: string[]) {
  return spawnSync(process.execPath, [FUZZ, ...args], { encoding: "utf8" });
}

describe("npm run fuzz", () => {
  it("finds no defect in the files of one seed, and says how many had which outcome", () => {
    const { status, stdout, stderr } = fuzz("--seed", "2", "--minutes", "0.0001");
    expect(stderr).toBe("fuzzing for 0.0001 min from seed 2\n");
    expect(stdout).toMatch(/^tiny artifact: every byte, digest recomputed +\d+ {2}.*accepted \d+/m);
    expect(stdout).toMatch(/^imported models: header +\d+ {2}.*accepted \d+/m);
    expect(stdout).toMatch(/^dumps, raw: opcodes +\d+ {2}.*imported \d+/m);
    expect(stdout).toMatch(/^dumps, raw: values +\d+ {2}.*imported \d+/m);
    expect(stdout).toMatch(/^texts: splice +\d+ {2}.*read \d+/m);
    expect(stdout).toMatch(/^texts: 1 MB +\d+ {2}.*read \d+/m);
    expect(stdout).toMatch(/^1 rounds from seed 2 in \d+ s, \d+ MiB at most: no defect$/m);
    expect(status).toBe(0);
  }, 120_000);

  it("rejects an invalid seed", () => {
    const { status, stderr } = fuzz("--seed", "0");
    expect(stderr).toContain("--seed 0: give a whole number from 1 to 2^30");
    expect(status).toBe(1);
  });
});
