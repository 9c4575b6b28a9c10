/** GNU parallel on several hosts, some of which are cut off or have their processes killed: the bytes of one machine. */

import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clearCounts, makeBacklog, makeCorpus, shardsIn, type Whole } from "./corpora.js";
import { Machines, skippedWithoutMachines } from "./machines.js";
import { startSsh } from "./ssh.js";

const without = skippedWithoutMachines("parallel", "ssh", "sshd", "rsync", "ss");

/** Lines of GNU parallel's log of jobs: which shard, on which host, begun when, ended how. */
interface Job {
  readonly shard: string;
  readonly host: string;
  readonly start: number;
  readonly exitCode: number;
}

describe.skipIf(without)(`GNU parallel on hosts${without}`, () => {
  let machines: Machines;
  let folder: string;
  let whole: Whole;

  beforeAll(async () => {
    machines = await Machines.start("a", "b");
    folder = machines.folder;
    whole = makeCorpus(folder, 400);
    makeBacklog(folder, 2000);
    await startSsh(machines, [machines.host("a"), machines.host("b")]);
  });

  afterAll(() => machines?.close());

  beforeEach(async () => {
    clearCounts(folder);
    for (const name of ["a", "b"]) await machines.mend(name);
  });

  const read = (name: string): Buffer => readFileSync(join(folder, name));

  /** The last that became of each shard. */
  function jobs(): Map<string, Job> {
    const lines = read("count.log").toString().trimEnd().split("\n").slice(1);
    const told = lines.map((line): Job => {
      const [, host, start, , , , exitCode, , command] = line.split("\t") as string[];
      const shard = /shards\/(\S+\.ndjson)/.exec(command!)![1]!;
      return { shard, host: host!, start: Number(start), exitCode: Number(exitCode) };
    });
    return new Map(told.map((job) => [job.shard, job]));
  }

  async function expectWhole(): Promise<void> {
    await machines.head.must("bash merge.sh");
    expect(read("corpus.counts").equals(whole.counts)).toBe(true);
    expect(read("corpus.model").equals(whole.model)).toBe(true);
  }

  const filesOn = (host: string): Promise<string> =>
    machines.host(host).must("cd; find . -type f -name '*.ndjson' -o -name '*.counts' -o -name '*.model'");

  it("counts shards on all hosts, leaves nothing there, and merges them to the bytes of one machine", async () => {
    await machines.head.must("bash count.sh");
    expect([...jobs().keys()].sort()).toEqual(shardsIn(folder));
    expect(new Set([...jobs().values()].map(({ host }) => host))).toEqual(new Set(["a", "b"]));
    expect(await filesOn("a")).toBe("");
    expect(await filesOn("b")).toBe("");
    await expectWhole();
  });

  it("counts elsewhere what a host was counting when it was cut off, and never fetches what it still writes", async () => {
    const counting = machines.head.start("bash count.sh");
    const halted = await machines.host("b").halt("train");
    await machines.cut("b");
    expect((await counting.outcome).code).toBe(0);
    expect(new Set([...jobs().values()].map(({ host }) => host))).toEqual(new Set(["a"]));
    await expectWhole();

    await halted.resume();
    await machines.host("b").must("cd; until ls shards/*.counts; do sleep 0.1; done");
    await machines.mend("b");
    await expectWhole();
    await machines.host("b").must("cd; rm -r shards");
  });

  it("counts what is left when it is called again after all hosts were cut off", async () => {
    const counting = machines.head.start("bash count.sh");
    const halted = await machines.host("b").halt("train");
    await machines.head.must("until [[ -f count.log && $(wc -l < count.log) -gt 7 ]]; do sleep 0.05; done");
    for (const name of ["a", "b"]) await machines.cut(name);
    const { code } = await counting.outcome;
    await halted.kill();
    const before = jobs();
    const failed = [...before.values()].filter(({ exitCode }) => exitCode !== 0);
    expect(failed.length).toBeGreaterThan(0);
    expect(code).toBe(failed.length);
    const merged = await machines.head.run("bash merge.sh");
    expect(merged.code).toBe(1);
    expect(merged.stderr).toMatch(/^newsgroups: shards\/\d+\.counts: cannot read: no such file/);

    for (const name of ["a", "b"]) await machines.mend(name);
    await machines.head.must("bash count.sh");
    const again = [...jobs().values()].filter(({ shard, start }) => start !== before.get(shard)?.start);
    expect(again.map(({ shard }) => shard).sort()).toEqual(failed.map(({ shard }) => shard).sort());
    await expectWhole();
  });

  it("answers each line once and in order, though a process is killed in the middle of its block", async () => {
    await machines.head.must("newsgroups train corpus.ndjson -q && newsgroups dump -o corpus.model -q");
    const one = await machines.head.must("newsgroups predict --ndjson --model corpus.model < backlog.ndjson");
    const answering = machines.head.start("sed s/10M/500k/ predict-in-order.sh | bash -e");
    const halted = await machines.host("b").halt("predict");
    await halted.kill();
    expect(await answering.outcome).toMatchObject({ code: 0 });
    for (const name of ["a", "b"]) expect(await filesOn(name)).not.toContain(".model");
    const answers = read("answers.ndjson").toString();
    rmSync(join(folder, "answers.ndjson"));
    expect(withoutNumbers(answers)).toBe(withoutNumbers(one));
  });
});

/** Answers without the numbers of bad lines, which count from each block's start. */
const withoutNumbers = (answers: string): string => answers.replace(/"line":\d+/g, "");
