/** Jobs, with the real helping thread and without: every task is done, and done once. */

import { availableParallelism } from "node:os";
import { afterEach, describe, expect, it } from "vitest";
import { endHelper, startHelper } from "../../src/kernels/helper.js";
import { Kernels, THREADS } from "../../src/kernels/kernels.js";

/** With one processor, no thread is started. */
const HELPS = availableParallelism() > 1;
const TASKS = 6;
/** Items of a task: some microseconds of work, so that both threads come to tasks. */
const ITEMS = 1000;
const UNTOUCHED = 0xffffffff;

/** A job that adds 1 to each of its numbers: one that is done twice, or not at all, is seen there. */
function addingJob() {
  const kernels = new Kernels();
  const every = (length: number, item: (i: number) => number): Uint32Array =>
    Uint32Array.from({ length }, (_, i) => item(i));
  const sums = kernels.zeros(Float64Array, TASKS * ITEMS);
  // What each thread has for itself, which tells who did tasks.
  const room = kernels.array(Uint32Array, THREADS * ITEMS).fill(UNTOUCHED);
  // Row i has category i and all terms; each term has a posting for each category.
  const arrays = [
    ...[every(TASKS, (i) => i), every(TASKS + 1, (i) => i), every(TASKS + 1, (i) => i * ITEMS)],
    ...[every(TASKS * ITEMS, (i) => i % ITEMS), new Float32Array(TASKS * ITEMS).fill(1)],
    ...[Uint16Array.from({ length: TASKS }, (_, i) => i), new Float64Array(TASKS).fill(1)],
    ...[every(ITEMS + 1, (i) => i * TASKS), Uint16Array.from({ length: TASKS * ITEMS }, (_, i) => i % TASKS)],
    ...[room, sums, kernels.zeros(Uint32Array, 1)],
  ].map((array) => kernels.at(array));
  return {
    kernels,
    sums,
    run: (tasks = TASKS) => kernels.run("sumPostings", [ITEMS, ...arrays], tasks),
    helped: () => room[ITEMS] !== UNTOUCHED,
  };
}

/** Runs jobs until the helper, if there is one, came to a task, and at least so many. @returns how many they were. */
function runUntilHelped({ run, helped }: ReturnType<typeof addingJob>, least: number): number {
  let jobs = 0;
  const end = Date.now() + 20_000;
  for (; jobs < least || (helped() !== HELPS && Date.now() < end); jobs++) run();
  return jobs;
}

const everySumIs = (sums: Float64Array, sum: number): boolean => sums.every((one) => one === sum);

afterEach(endHelper);

describe("Hand", () => {
  it("does all tasks of 2,000 jobs once, with the helping thread", () => {
    startHelper();
    const job = addingJob();
    const jobs = runUntilHelped(job, 2000);
    expect(job.helped()).toBe(HELPS);
    expect(everySumIs(job.sums, jobs)).toBe(true);
  });

  it("does them alone where no thread helps", () => {
    const job = addingJob();
    for (let i = 0; i < 50; i++) job.run();
    expect(job.helped()).toBe(false);
    expect(everySumIs(job.sums, 50)).toBe(true);
  });

  it("does them alone until a thread that was just started helps", () => {
    startHelper();
    const job = addingJob();
    job.run();
    expect(job.helped()).toBe(false);
    const jobs = 1 + runUntilHelped(job, 0);
    expect(job.helped()).toBe(HELPS);
    expect(everySumIs(job.sums, jobs)).toBe(true);
  });

  it("does only the tasks that there are: none, or some", () => {
    startHelper();
    const job = addingJob();
    job.run(0);
    expect(everySumIs(job.sums, 0)).toBe(true);
    job.run(2);
    expect(job.sums.reduce((a, b) => a + b)).toBe(2 * ITEMS);
  });

  it("fails when the kernel fails, on either thread, and does the next job", () => {
    startHelper();
    const job = addingJob();
    const jobs = runUntilHelped(job, 0);
    // Numbers that are beyond the end of the memory.
    const failing = (): void => job.kernels.run("smoothLogarithms", [100, 1, 0xfffff000, 0xfffff000], 100);
    for (let i = 0; i < 100; i++) {
      expect(failing).toThrow("smoothLogarithms failed");
      job.run();
    }
    expect(everySumIs(job.sums, jobs + 100)).toBe(true);
  });
});

describe("startHelper and endHelper", () => {
  it("may be called twice, and start a thread again", () => {
    for (let i = 0; i < 2; i++) {
      startHelper();
      startHelper();
      const job = addingJob();
      const jobs = runUntilHelped(job, 1);
      expect(job.helped()).toBe(HELPS);
      expect(everySumIs(job.sums, jobs)).toBe(true);
      endHelper();
      endHelper();
    }
  });
});
