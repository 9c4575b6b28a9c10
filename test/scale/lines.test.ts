/** GNU parallel on one machine: lines answered once, and in which order; counts merged in steps; a log of other jobs. */

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { skippedWithout } from "../support/programs.js";
import { makeBacklog, makeCorpus, shardsIn, type Whole } from "./corpora.js";
import { makeFolder, pathIn } from "./machines.js";

const without = skippedWithout("parallel");
const RECORDS = 2000;

describe.skipIf(without)(`GNU parallel here${without}`, () => {
  let folder: string;
  let whole: Whole;
  const env = (): NodeJS.ProcessEnv => ({ PATH: pathIn(folder), HOME: folder });
  const must = (command: string): string =>
    execFileSync("bash", ["-ec", command], { cwd: folder, env: env(), encoding: "utf8", stdio: "pipe" });

  beforeAll(() => {
    folder = makeFolder();
    whole = makeCorpus(folder, 400);
    makeBacklog(folder, RECORDS);
    writeFileSync(join(folder, "hosts"), ":\n");
    must("newsgroups train corpus.ndjson -q && newsgroups dump -o corpus.model -q");
    must("newsgroups predict --ndjson --model corpus.model < backlog.ndjson > one.ndjson");
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A recipe with blocks so small that there are many. */
  function answersOf(recipe: string, options = ""): string[] {
    must(`sed 's/--block 10M/--block 500k/; s/--round-robin/& --block 500k --jobs 3 ${options}/' ${recipe} | bash -e`);
    return linesOf("answers.ndjson");
  }
  const sorted = (lines: readonly string[]): string[] => [...lines].sort();
  const withoutNumbers = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/"line":\d+/, ""));
  const linesOf = (file: string): string[] => readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
  const idsOf = (lines: readonly string[]): number[] => lines.flatMap((line) => JSON.parse(line).id ?? []);
  const runsOf = (ids: readonly number[]): number => 1 + ids.filter((id, i) => i > 0 && id < ids[i - 1]!).length;

  it("keeps the order with blocks", () => {
    const answers = answersOf("predict-in-order.sh");
    expect(withoutNumbers(answers)).toEqual(withoutNumbers(linesOf("one.ndjson")));
    expect(idsOf(answers)).toEqual(Array.from({ length: RECORDS }, (_, id) => id));
    // Each block has its own first line.
    expect(answers.filter((line) => line.includes('"line":2}')).length).toBeGreaterThan(1);
  });

  it("gives each line its answer, whole, from processes that are started once", () => {
    expect(sorted(withoutNumbers(answersOf("predict-in-any-order.sh")))).toEqual(
      sorted(withoutNumbers(linesOf("one.ndjson"))),
    );
  });

  it("with --round-robin keeps with -k no other order than that of each process", () => {
    const answers = answersOf("predict-in-any-order.sh", "-k");
    expect(sorted(withoutNumbers(answers))).toEqual(sorted(withoutNumbers(linesOf("one.ndjson"))));
    expect(runsOf(idsOf(answers))).toBe(3);
  });

  it("drops what a process answered that failed then, where the order is kept, and fails where it is not", () => {
    // All that it should do, and then once not the exit code.
    writeFileSync(join(folder, "bin/failing"), '#!/bin/bash\nnewsgroups "$@"; ! mkdir failed 2>/dev/null\n', {
      mode: 0o755,
    });
    const failing = (recipe: string): string => {
      must(`rm -rf failed; sed 's/newsgroups predict/failing predict/' ${recipe} > failing.sh`);
      return "failing.sh";
    };
    expect(withoutNumbers(answersOf(failing("predict-in-order.sh")))).toEqual(withoutNumbers(linesOf("one.ndjson")));
    expect(existsSync(join(folder, "failed"))).toBe(true);
    expect(() => answersOf(failing("predict-in-any-order.sh"))).toThrow();
  });

  it("leaves a shard out if the log of jobs is of other shards, and merging tells which", () => {
    const [first, ...others] = shardsIn(folder);
    must(`mv shards/${first} later; bash count.sh; mv later shards/${first}`);
    must("bash count.sh");
    const { status, stderr } = spawnSync("bash", ["merge.sh"], { cwd: folder, env: env(), encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(`shards/${first!.replace(".ndjson", ".counts")}: cannot read: no such file`);
    expect(others.length).toBe(7);
  });

  it("merges in steps to the bytes of one machine", () => {
    must("rm -f count.log; bash count.sh; sed 's/500/3/' merge-in-steps.sh | bash -e");
    expect(readdirSync(join(folder, "sums")).length).toBeGreaterThan(2);
    expect(readFileSync(join(folder, "corpus.counts")).equals(whole.counts)).toBe(true);
  });
});
