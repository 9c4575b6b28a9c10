// @ts-check
/** Serving an imported model, beside the service that it came from. */

import { thousands } from "../report.js";
import { firstAnswer, start, stopped } from "../serving/processes.js";
import { ownCommand, sides } from "../serving/sides.js";
import { bodies, failures, load, noLoad } from "../serving/wrk.js";
import { median, pairedRatio } from "../statistics.js";

const [SECONDS, ROUNDS, WARM_UP_SECONDS, CONNECTIONS] = [3, 3, 2, 16];
const MIN_RATIO = 80;
const WORK = { short: "short text", mix: "50 real messages" };

/**
 * Rows of requests a second; both servers run at the same time and are loaded in turn.
 *
 * @param {string} model path of the imported model.
 * @returns {Promise<import("../report.js").Row[]>}
 */
export async function servingRows(model, context) {
  const { tell, rounds = ROUNDS } = context;
  // The tutorial's service is started without a log of requests.
  const own = { side: "newsgroups serve --no-log", command: async () => ownCommand("--no-log", "-m", model) };
  const missing = noLoad ?? sides.tutorial.missing;
  if (missing) return [{ work: `POST /prediction, ${CONNECTIONS} connections`, side: own.side, skipped: missing }];
  const files = bodies(context);
  const servers = [];
  try {
    for (const { side, command } of [own, sides.tutorial]) {
      const server = await start(await command(context), context);
      servers.push({ side, server });
      await firstAnswer(server);
      for (const file of Object.values(files)) await loaded(server, file, WARM_UP_SECONDS);
    }
    const rows = [];
    for (const [body, file] of Object.entries(files)) {
      const rates = servers.map(() => []);
      for (let round = 0; round < Math.min(rounds, ROUNDS); round++) {
        for (const [i, { server }] of servers.entries()) rates[i].push(await loaded(server, file, SECONDS));
      }
      tell(`  POST, ${WORK[body]}: ${rates.map((own) => own.map(thousands).join(" ")).join(" against ")} requests/s`);
      rows.push(...rowsOf(body, servers, rates));
    }
    return rows;
  } finally {
    await Promise.all(servers.map(({ server }) => stopped(server)));
  }
}

async function loaded({ port }, file, seconds) {
  const metrics = await load(port, { connections: CONNECTIONS, seconds, file });
  const [failure] = failures("import", metrics);
  if (failure) throw new Error(failure);
  return metrics.rps;
}

function rowsOf(body, servers, rates) {
  const ratio = pairedRatio(rates[0], rates[1]);
  const goal = body === "short" ? { goal: `≥ ${MIN_RATIO}`, met: ratio >= MIN_RATIO } : {};
  return servers.map(({ side }, i) => ({
    work: i === 0 ? `POST /prediction, ${CONNECTIONS} connections, ${WORK[body]}` : "",
    side,
    checks: [
      { measured: `${thousands(median(rates[i]))} requests/s` },
      ...(i === 0 ? [{ measured: `${ratio.toFixed(0)} × ${servers[1].side}`, ...goal }] : []),
    ],
  }));
}
