// @ts-check
/** Load: requests per second of all servers, each on one core, with short texts and with real messages. */

import { markdownTable } from "markdown-table";
import { cpuOf, hasProc, memoryOf } from "../machine.js";
import { table, thousands } from "../report.js";
import { median, pairedRatio } from "../statistics.js";
import { firstAnswer, start, stopped } from "./processes.js";
import { readyRows, readyTimes } from "./ready.js";
import { sides } from "./sides.js";
import { bodies, failures, load as loadOnce, noLoad } from "./wrk.js";

const [SECONDS, ROUNDS, WARM_UP_SECONDS] = [10, 3, 2];
const CONNECTIONS = [1, 16, 64];
const WORK = { short: "short text", mix: "50 real messages" };
/** Goals: at these numbers of connections, at least this many times the other's requests per second. */
const RATIOS = [
  { body: "short", connections: [16, 64], over: sides.fastify.side, atLeast: 0.7 },
  { body: "mix", connections: [16, 64], over: sides.tutorial.side, atLeast: 30 },
  { body: "mix", connections: [16, 64], over: sides.repaired.side, atLeast: 6 },
];
const MAX_P99 = 2;
const MAX_MEMORY = 0.5;
const OWN = [sides.logging.side, sides.silent.side];

export const load = {
  name: "load",
  title: "Load: requests a second, beside others",
  usesCorpus: true,
  missing: noLoad,
  async run(context) {
    const files = await bodies(context);
    const ready = await readyTimes(context);
    const { runs, memory } = await measure(files, context);
    const goals = [...ratioRows(runs), ...latencyRows(runs), ...memoryRows(memory), ...readyRows(ready)];
    const faults = [...runs].flatMap(([key, { loads }]) => loads.flatMap((one) => failures(key, one)));
    const text = [
      `All servers run at the same time and are loaded in turn, for ${context.seconds ?? SECONDS} s at a time; medians of ${roundsOf(context)} rounds. A ratio is
the median of the ratios of each round. CPU is the server's share of its core. \`newsgroups serve\` writes its log, a line per
request, to /dev/null; with \`--no-log\` it writes none.`,
      metrics(runs),
      "### Goals",
      table(goals),
    ].join("\n\n");
    return { text, faults };
  },
};

const roundsOf = ({ rounds = ROUNDS }) => Math.min(rounds, ROUNDS);
const keyOf = (side, body, connections) => `${side}, ${WORK[body]}, ${connections} connections`;

/** Runs by side, body and connections, and peak memory by side. */
async function measure(files, context) {
  const servers = new Map();
  try {
    for (const { side, missing, command } of Object.values(sides)) {
      if (missing) continue;
      const server = await start(await command(context), context);
      servers.set(side, server);
      await firstAnswer(server);
      for (const file of Object.values(files)) {
        await loadOnce(server.port, { connections: 16, seconds: WARM_UP_SECONDS, file });
      }
    }
    const runs = await measureRounds(servers, files, context);
    const memory = new Map(hasProc ? [...servers].map(([side, { pid }]) => [side, memoryOf(pid).VmHWM]) : []);
    return { runs, memory };
  } finally {
    await Promise.all([...servers.values()].map((server) => stopped(server)));
  }
}

async function measureRounds(servers, files, { tell, seconds = SECONDS, ...context }) {
  const runs = new Map();
  const cells = Object.keys(WORK).flatMap((body) => CONNECTIONS.map((connections) => ({ body, connections })));
  for (let round = 0; round < roundsOf(context); round++) {
    for (const { body, connections } of cells) {
      for (const [side, { port, pid }] of servers) {
        const [before, taken] = [performance.now(), hasProc ? cpuOf(pid) : Number.NaN];
        const one = await loadOnce(port, { connections, seconds, file: files[body] });
        const cpu = hasProc ? (cpuOf(pid) - taken) / ((performance.now() - before) / 1000) : Number.NaN;
        const key = keyOf(side, body, connections);
        if (!runs.has(key)) runs.set(key, { side, body, connections, loads: [] });
        runs.get(key).loads.push({ ...one, cpu });
        tell(`  round ${round + 1}, ${key}: ${thousands(one.rps)} requests/s`);
      }
    }
  }
  return runs;
}

function metrics(runs) {
  const rows = Object.keys(WORK).flatMap((body) =>
    CONNECTIONS.flatMap((connections) =>
      Object.values(sides).map(({ side, missing }, i) => {
        const first = i === 0 ? [WORK[body], String(connections)] : ["", ""];
        if (missing) return [...first, side, `skipped: ${missing}`, "", "", "", ""];
        const { loads } = runs.get(keyOf(side, body, connections));
        const of = (name) => loads.map((one) => one[name]);
        const sum = (name) => of(name).reduce((total, one) => total + one, 0);
        const [min, max] = [Math.min(...of("rps")), Math.max(...of("rps"))];
        return [
          ...first,
          side,
          `${thousands(median(of("rps")))} (${thousands(min)}–${thousands(max)})`,
          median(of("p50")).toFixed(2),
          median(of("p99")).toFixed(2),
          hasProc ? `${(median(of("cpu")) * 100).toFixed(0)} %` : "–",
          `${sum("refused")} / ${sum("broken")}`,
        ];
      }),
    ),
  );
  const head = ["work", "connections", "server", "requests/s, median (min–max)", "p50 ms", "p99 ms", "CPU"];
  head.push("refused / socket errors");
  return markdownTable([head, ...rows], { align: ["l", "r", "l", "r", "r", "r", "r", "r"] });
}

function ratioRows(runs) {
  return RATIOS.flatMap(({ body, connections, over, atLeast }) =>
    connections.flatMap((number) =>
      OWN.map((side, i) => {
        const [own, other] = [side, over].map((name) =>
          runs.get(keyOf(name, body, number))?.loads.map(({ rps }) => rps),
        );
        const goal = `≥ ${atLeast}`;
        const ratio = other && pairedRatio(own, other);
        const check = other
          ? { measured: `${ratio.toFixed(2)} × ${over}`, goal, met: ratio >= atLeast }
          : { measured: `– × ${over}`, goal };
        return { work: i === 0 ? `requests/s, ${WORK[body]}, ${number} connections` : "", side, checks: [check] };
      }),
    ),
  );
}

function latencyRows(runs) {
  return OWN.map((side, i) => {
    const p99 = median(runs.get(keyOf(side, "short", 16)).loads.map((one) => one.p99));
    const check = { measured: `${p99.toFixed(2)} ms`, goal: `< ${MAX_P99} ms`, met: p99 < MAX_P99 };
    return { work: i === 0 ? `p99, ${WORK.short}, 16 connections` : "", side, checks: [check] };
  });
}

function memoryRows(memory) {
  const other = memory.get(sides.tutorial.side);
  return [...memory].map(([side, megabytes], i) => {
    const [work, own] = [i === 0 ? "peak memory under this load" : "", OWN.includes(side)];
    const checks = [{ measured: `${megabytes.toFixed(0)} MB` }];
    if (own) {
      const [to, goal] = [sides.tutorial.side, `≤ ${MAX_MEMORY}`];
      const ratio = megabytes / other;
      checks.push(
        other
          ? { measured: `${ratio.toFixed(2)} × ${to}`, goal, met: ratio <= MAX_MEMORY }
          : { measured: `– × ${to}`, goal },
      );
    }
    return { work, side, checks };
  });
}
