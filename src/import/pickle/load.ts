/** Running a pickle: opcode after opcode until STOP. */

import { COLLECTIONS } from "./collections.js";
import { COST, type Machine, type Run } from "./machine.js";
import { NUMBERS } from "./numbers.js";
import { OBJECTS } from "./objects.js";
import { STACK } from "./stack.js";
import { STRINGS } from "./strings.js";
import type { PyValue } from "./values.js";

const STOP = 0x2e;

const RUNS: readonly (Run | undefined)[] = (() => {
  const runs = new Array<Run | undefined>(256).fill(undefined);
  for (const [code, , run] of [...STACK, ...NUMBERS, ...STRINGS, ...COLLECTIONS, ...OBJECTS]) runs[code] = run;
  return runs;
})();

/**
 * Reads one pickle from the machine's input, which is then right behind it. Takes time and memory in proportion to its bytes.
 *
 * @throws Refusal `damaged`, `limit`, or `foreign` if it refers to things outside it.
 */
export function loadPickle(machine: Machine): PyValue {
  const { input, allowance } = machine;
  for (;;) {
    machine.offset = input.at;
    const code = input.byte();
    if (code === STOP) return machine.pop();
    const run = RUNS[code];
    if (run === undefined)
      throw machine.fault(`the pickle has the invalid opcode 0x${code.toString(16).padStart(2, "0")}`);
    allowance.take(COST.opcode);
    run(machine);
  }
}
