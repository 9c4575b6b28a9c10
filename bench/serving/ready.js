// @ts-check
/** Ready: how long after its start a server answers for the first time. */

import { spread } from "../report.js";
import { median } from "../statistics.js";
import { firstAnswer, onServerCore, start, startInGroup, stopped } from "./processes.js";
import { sides } from "./sides.js";

const ROUNDS = 7;
const MAX_SECONDS = 0.3;
const NODE = "node -e 0";

/**
 * Starts each server in turn, and `node -e 0`; the first round does not count.
 *
 * @returns {Promise<Map<string, number[]>>} seconds by side
 */
export async function readyTimes(context) {
  /** @type {Map<string, number[]>} */
  const times = new Map([[NODE, []]]);
  const { tell, rounds = ROUNDS } = context;
  for (let round = 0; round <= Math.min(rounds, ROUNDS); round++) {
    /** @type {[side: string, seconds: number][]} */
    const seconds = [[NODE, await wholeRun()]];
    for (const { side, missing, command } of Object.values(sides)) {
      if (missing) continue;
      const server = await start(await command(context), context);
      seconds.push([side, await firstAnswer(server)]);
      await stopped(server);
    }
    if (round > 0) for (const [side, one] of seconds) times.set(side, [...(times.get(side) ?? []), one]);
  }
  for (const [side, all] of times) tell(`  ready, ${side}: ${all.map((one) => one.toFixed(3)).join(" ")} s`);
  return times;
}

/** How long a Node process takes that does nothing. */
async function wholeRun() {
  const before = performance.now();
  await startInGroup(onServerCore([process.execPath, "-e", "0"]), { stdio: "ignore" }).exited;
  return (performance.now() - before) / 1000;
}

/** Rows of the table of goals. */
export function readyRows(times) {
  return [...times].map(([side, seconds], i) => {
    const check = { measured: spread(seconds) };
    if (side === sides.logging.side || side === sides.silent.side) {
      Object.assign(check, { goal: `< ${MAX_SECONDS * 1000} ms`, met: median(seconds) < MAX_SECONDS });
    }
    return { work: i === 0 ? "from start to first answer, median (min–max)" : "", side, checks: [check] };
  });
}
