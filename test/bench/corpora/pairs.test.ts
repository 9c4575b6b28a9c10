import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pairsIn } from "../../../bench/corpora/pairs.js";

describe("pairsIn", () => {
  let folder = "";
  const files = (...names: string[]): void => {
    for (const name of names) writeFileSync(join(folder, name), "");
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "newsgroups-pairs-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("finds the two parts of each corpus, compressed or not, by name", () => {
    files("sms-judge.ndjson.gz", "sms-train.ndjson.gz", "a-b-train.ndjson", "a-b-judge.ndjson", "README.md");
    expect(pairsIn(folder)).toEqual([
      { name: "a-b", train: join(folder, "a-b-train.ndjson"), judge: join(folder, "a-b-judge.ndjson") },
      { name: "sms", train: join(folder, "sms-train.ndjson.gz"), judge: join(folder, "sms-judge.ndjson.gz") },
    ]);
  });

  it("says which part is missing", () => {
    files("sms-train.ndjson.gz", "sms-judge.ndjson");
    expect(() => pairsIn(folder)).toThrow(/sms-train\.ndjson\.gz: its other part, sms-judge\.ndjson\.gz, is missing/);
  });

  it("says what a folder should have", () => {
    expect(() => pairsIn(folder)).toThrow(/expected NAME-train\.ndjson\.gz and NAME-judge\.ndjson\.gz, got none/);
    expect(() => pairsIn(join(folder, "none"))).toThrow(/none: not found; give --corpora a folder/);
  });
});
