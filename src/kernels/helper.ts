/** One more thread, which helps with the tasks of jobs. */

import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Shared } from "./tasks.js";

let helper: Worker | undefined;

/**
 * Starts the thread, if it does not run yet. It takes some 30 ms until it helps. Where it cannot start (this module is in somebody's bundle, or
 * the process may not start threads), or there is but one processor, the thread that has the job does all of it.
 */
export function startHelper(): void {
  if (helper || availableParallelism() < 2) return;
  try {
    // Named in package.json: from there the compiled module is found wherever this one was bundled to.
    const started = new Worker(createRequire(import.meta.url).resolve("#helper"), { execArgv: [] });
    const gone = (): void => {
      if (helper === started) helper = undefined;
    };
    started.on("error", gone).on("exit", gone).unref();
    helper = started;
  } catch {
    helper = undefined;
  }
}

/** Has the thread, if it runs, help with the jobs of a memory until these end. */
export function lend(shared: Shared): void {
  helper?.postMessage(shared);
}

/** Ends the thread, in the middle of a task if it is at one: so only when no more jobs come in a memory that was lent to it. */
export function endHelper(): void {
  void helper?.terminate();
  helper = undefined;
}
