// @ts-check
/** Soak: ten minutes at full load, and how the server's memory grows. */

import { markdownTable } from "markdown-table";
import { hasProc, memoryOf } from "../machine.js";
import { thousands, yesOrNo } from "../report.js";
import { median } from "../statistics.js";
import { isRunning, started, stopped } from "./processes.js";
import { ownCommand } from "./sides.js";
import { bodies, failures, load, noLoad } from "./wrk.js";

const [SECONDS, CONNECTIONS] = [600, 64];
const FIFTHS = 5;
// Flat, except for what the garbage collector has not freed yet.
const MAX_GROWTH = 1.1;

export const soak = {
  name: "soak",
  title: "Soak: memory at full load",
  usesCorpus: true,
  missing: noLoad ?? (hasProc ? undefined : "there is no /proc on this machine"),
  async run(context) {
    const { seconds = SECONDS, tell } = context;
    if (seconds < FIFTHS) throw new Error(`soak: --seconds ${seconds}: give at least ${FIFTHS}`);
    const { mix } = await bodies(context);
    const server = await started(ownCommand(), context);
    const samples = [];
    const timer = setInterval(() => isRunning(server) && samples.push(memoryOf(server.pid).VmRSS), 1000);
    let metrics;
    try {
      metrics = await load(server.port, { connections: CONNECTIONS, seconds, file: mix });
    } finally {
      clearInterval(timer);
    }
    const peak = isRunning(server) ? memoryOf(server.pid).VmHWM : Number.NaN;
    const how = await stopped(server);
    const fifths = Array.from({ length: FIFTHS }, (_, i) => samples.slice(share(samples, i), share(samples, i + 1)));
    const growth = median(fifths.at(-1)) / median(fifths[1]);
    tell(`  ${fifths.map((one) => median(one).toFixed(0)).join(" ")} MB, ${thousands(metrics.rps)} requests/s`);
    const faults = failures(soak.name, metrics);
    if (!(growth <= MAX_GROWTH)) faults.push(`soak: memory grew to ${growth.toFixed(2)} times what it was`);
    if (how !== 0) faults.push(`soak: the server ended with ${how} after SIGTERM: ${server.complaints()}`);
    return { text: text(metrics, { seconds, fifths, growth, peak }), faults };
  },
};

const share = (samples, i) => Math.round((samples.length * i) / FIFTHS);

function text(metrics, { seconds, fifths, growth, peak }) {
  const { requests, rps, p50, p99, refused, broken } = metrics;
  const rows = fifths.map((one, i) => [
    `${Math.round((seconds * i) / FIFTHS)} to ${Math.round((seconds * (i + 1)) / FIFTHS)} s`,
    median(one).toFixed(1),
    `${Math.min(...one).toFixed(1)}–${Math.max(...one).toFixed(1)}`,
  ]);
  rows.push(["the last to the second", `${growth.toFixed(2)} ×`, ""]);
  rows.push([`≤ ${MAX_GROWTH}?`, yesOrNo(growth <= MAX_GROWTH), ""]);
  return `\`newsgroups serve\` with its log to /dev/null answers the 50 real messages for ${seconds} s on ${CONNECTIONS} connections: ${thousands(requests)} requests,
${thousands(rps)} per second, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms; ${refused} refused, ${broken} socket errors. The table shows resident memory in MB (\`VmRSS\`),
sampled each second; its peak (\`VmHWM\`) was ${peak.toFixed(1)}.

${markdownTable([["time", "median", "min–max"], ...rows], { align: ["l", "r", "r"] })}`;
}
