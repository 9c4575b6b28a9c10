/** A job of several tasks, and the threads that do them: each takes the next task that nobody has taken. */

import { engine, type Instance, type Memory, type Module } from "./web-assembly.js";

/** The kernels: a job is one of them, called for each of its tasks. */
const KERNEL_NAMES = [
  "addUpTerms",
  "collectTerms",
  "countItems",
  "fitPlane",
  "foldPlanes",
  "placeItems",
  "postTerms",
  "scoreHeldOutRows",
  "scoreRows",
  "smoothLogarithms",
  "sumPostings",
  "sumSoftmax",
  "valueTerms",
  "weighRows",
] as const;

export type Kernel = (typeof KERNEL_NAMES)[number];

/** What threads share. */
export interface Shared {
  readonly module: Module;
  readonly memory: Memory;
}

/** Places of 32 bits at the start of the memory. */
const [CLAIM, KERNEL, RECORD, TASKS, DONE, FAILED] = [0, 1, 2, 3, 4, 5];
const PLACES = 6;
/** Bytes at the start of the memory that are for the job at hand. */
export const JOB_BYTES = 64;
/** A claim is the number of the job, and in its lower bits the next task, or that no job is open. */
const TASK_BITS = 16;
const NO_TASK = 0xffff;

/** Makes an instance of the kernels. */
export function instanceOf({ module, memory }: Shared): Instance {
  return new engine.Instance(module, { env: { memory }, math: { exp: Math.exp, log: Math.log } });
}

/** A thread's own view: its instance of the kernels, and its number, by which it has room of its own. */
export class Hand {
  readonly #instance: Instance;
  readonly #places: Int32Array;
  readonly #thread: number;

  constructor(shared: Shared, thread: number) {
    this.#instance = instanceOf(shared);
    this.#places = new Int32Array(shared.memory.buffer, 0, PLACES);
    this.#thread = thread;
  }

  /**
   * Does all tasks of a job, together with the other threads.
   *
   * @param record address of what the kernel works on.
   * @param tasks below {@link NO_TASK}.
   * @throws Error if the kernel failed in any of them.
   */
  do(kernel: Kernel, record: number, tasks: number): void {
    const places = this.#places;
    // While no job is open, nobody but this thread writes here.
    places[KERNEL] = KERNEL_NAMES.indexOf(kernel);
    places[RECORD] = record;
    places[TASKS] = tasks;
    places[DONE] = 0;
    places[FAILED] = 0;
    const job = ((places[CLAIM]! >>> TASK_BITS) + 1) & 0x7fff;
    Atomics.store(places, CLAIM, job << TASK_BITS);
    Atomics.notify(places, CLAIM);
    while (this.#takeTask());
    for (let done = Atomics.load(places, DONE); done < tasks; done = Atomics.load(places, DONE)) {
      Atomics.wait(places, DONE, done);
    }
    Atomics.store(places, CLAIM, (job << TASK_BITS) | NO_TASK);
    if (places[FAILED] === 1) throw new Error(`${kernel} failed: a defect`);
  }

  /** Does tasks of all jobs to come, until the thread is ended. */
  help(): never {
    const places = this.#places;
    for (;;) {
      const claim = Atomics.load(places, CLAIM);
      if (!this.#takeTask()) Atomics.wait(places, CLAIM, claim);
    }
  }

  /** Does one task. @returns false if there is none to take. */
  #takeTask(): boolean {
    const places = this.#places;
    const claim = Atomics.load(places, CLAIM);
    const task = claim & NO_TASK;
    if (task === NO_TASK || task >= Atomics.load(places, TASKS)) return false;
    const kernel = KERNEL_NAMES[Atomics.load(places, KERNEL)]!;
    const record = Atomics.load(places, RECORD);
    // If another thread was here meanwhile, all of this may be old.
    if (Atomics.compareExchange(places, CLAIM, claim, claim + 1) !== claim) return true;
    try {
      this.#instance.exports[kernel]!(record, task, this.#thread);
    } catch {
      // The thread that has the job waits until all tasks are done, so it would wait for ever.
      Atomics.store(places, FAILED, 1);
    }
    Atomics.add(places, DONE, 1);
    Atomics.notify(places, DONE);
    return true;
  }
}
