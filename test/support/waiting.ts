/** Waiting for something that happens in another process. */

import { setTimeout as wait } from "node:timers/promises";

/** Milliseconds after which a wait gives up, before the test itself does. */
export const LONGEST_WAIT = 15_000;

/** Polls until the condition holds. */
export async function eventually(holds: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + LONGEST_WAIT;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`never: ${holds}`);
    await wait(20);
  }
}
