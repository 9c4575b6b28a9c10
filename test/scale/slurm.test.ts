/** Slurm: tasks that count shards, some of which are killed or lost with their node, and one that merges them. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from "vitest";
import { clearCounts, makeCorpus, shardsIn, type Whole } from "./corpora.js";
import { Machines, skippedWithoutMachines } from "./machines.js";
import { slurmLogs, startSlurm } from "./slurm.js";

const without = skippedWithoutMachines("munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue");

describe.skipIf(without)(`Slurm${without}`, () => {
  let machines: Machines;
  let folder: string;
  let whole: Whole;
  const nodes = () => [machines.host("a"), machines.host("b")];

  beforeAll(async () => {
    machines = await Machines.start("a", "b");
    folder = machines.folder;
    whole = makeCorpus(folder, 400);
    await startSlurm(machines, nodes());
  });

  afterAll(() => machines?.close());

  beforeEach(async () => {
    await machines.mend("b");
    clearCounts(folder);
    onTestFailed(() => console.error(slurmLogs(folder, nodes())));
  });

  const read = (name: string): Buffer => readFileSync(join(folder, name));

  /** Waits until Slurm has nothing left to do. */
  const finished = () => machines.head.must("while [[ $(squeue -h) ]]; do sleep 0.1; done");

  function expectWhole(): void {
    expect(read("merge.log").toString()).toMatch(/^newsgroups: corpus.counts: 8 counts files added, 400 documents,/);
    expect(read("corpus.counts").equals(whole.counts)).toBe(true);
    expect(read("corpus.model").equals(whole.model)).toBe(true);
  }

  /** The task that runs on a node, as Slurm calls it. */
  const taskOn = async (node: string): Promise<string> =>
    (await machines.head.must("squeue -h -t running -w $1 -o %F_%K", node)).trim();

  it("counts shards on all nodes, one of them again that was killed in the middle, and merges them", async () => {
    await machines.head.must("bash submit.sh");
    await machines.host("b").halt("train");
    const task = await taskOn("b");
    await machines.head.must("scontrol requeue $1", task);
    await finished();
    expectWhole();
    expect(read(`count-${task.split("_")[1]}.log`).toString()).toContain("DUE TO JOB REQUEUE");
  });

  it("counts on another node what a lost one was counting, which writes the same bytes when it comes to", async () => {
    await machines.head.must("bash submit.sh");
    const halted = await machines.host("b").halt("train");
    await machines.cut("b");
    await finished();
    expectWhole();
    await halted.resume();
    await machines.host("b").must("while pgrep -f '^node .*/newsgroups train'; do sleep 0.1; done");
    await machines.mend("b");
    await machines.head.must("bash merge.sh > merge.log 2>&1");
    expectWhole();
  });

  it("merges nothing if a shard cannot be counted, and tells why; then only that one has to be counted again", async () => {
    const [, bad] = shardsIn(folder) as [string, string];
    const good = read(`shards/${bad}`);
    writeFileSync(join(folder, "shards", bad), Buffer.concat([good, Buffer.from("no JSON\n")]));
    await machines.head.must("bash submit.sh");
    await finished();
    expect(read("count-1.log").toString()).toMatch(new RegExp(`newsgroups: shards/${bad}:\\d+: not JSON`));
    expect(readdirSync(folder)).not.toContain("merge.log");
    writeFileSync(join(folder, "shards", bad), good);
    await machines.head.must("sbatch --wait --array=1 count.sbatch");
    await machines.head.must("bash merge.sh > merge.log 2>&1");
    expectWhole();
  });
});
