// @ts-check
/** Balanced: nginx with two instances that are killed and restarted in turn under load. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { markdownTable } from "markdown-table";
import { newsgroups } from "../newsgroups.js";
import { spread, thousands } from "../report.js";
import { nginxVersion } from "./heading.js";
import { firstAnswer, isRunning, start, started, stopped } from "./processes.js";
import { bodies, failures, load, noLoad } from "./wrk.js";

const [SECONDS, CONNECTIONS] = [120, 64];
const SECONDS_BETWEEN = 5;
/** The signals that end instances, in turn. */
const SIGNALS = ["SIGKILL", "SIGTERM"];

// The documented configuration is the one that is measured.
const CONFIGURATION = fileURLToPath(new URL("../../docs/nginx.conf", import.meta.url));

export const balanced = {
  name: "balanced",
  title: "Balanced: nginx, and instances that are killed",
  usesCorpus: true,
  missing: noLoad ?? (nginxVersion ? undefined : "nginx is not installed"),
  async run(context) {
    const { seconds = SECONDS, tell } = context;
    const { mix } = await bodies(context);
    const instances = await Promise.all([0, 1].map(() => started(instance, context)));
    const ports = instances.map(({ port }) => port);
    const nginx = await started((port) => ({ argv: balancer(port, ports, context) }), context);
    const loading = new AbortController();
    const [metrics, kills] = await Promise.all([
      load(nginx.port, { connections: CONNECTIONS, seconds, file: mix }).finally(() => loading.abort()),
      killInTurn(instances, { ...context, signal: loading.signal }),
    ]);
    const retried = (readFileSync(errorLog(context), "utf8").match(/ while (connecting to|reading|sending)/g) ?? [])
      .length;
    await Promise.all([nginx, ...instances].map((server) => stopped(server)));
    tell(`  ${kills.length} killed, ${thousands(metrics.rps)} requests/s`);
    const unclean = kills.filter(({ signal, how }) => signal === "SIGTERM" && how !== 0);
    const faults = [
      ...failures("balanced", metrics),
      ...unclean.map(({ how }) => `balanced: an instance ended with ${how} after SIGTERM`),
    ];
    return { text: text(metrics, { seconds, kills, retried }), faults };
  },
};

// On all cores: there are more processes than cores.
const instance = (port) => ({ argv: newsgroups("serve", "--port", String(port), "--no-log") });

/** Kills an instance every few seconds until aborted. `instances` always holds the running ones. */
async function killInTurn(instances, { folder, tell, signal: until }) {
  const kills = [];
  for (;;) {
    await setTimeout(SECONDS_BETWEEN * 1000, undefined, { signal: until }).catch(() => undefined);
    if (until.aborted) return kills;
    // Each instance gets each signal before one repeats.
    const signal = SIGNALS[kills.length % SIGNALS.length];
    const i = Math.floor(kills.length / SIGNALS.length) % instances.length;
    if (!isRunning(instances[i])) throw new Error(`balanced: an instance ended: ${instances[i].complaints()}`);
    const how = await stopped(instances[i], signal);
    instances[i] = await start(instance, { folder, port: instances[i].port });
    const ready = await firstAnswer(instances[i]);
    kills.push({ signal, how, ready });
    tell(`  ${signal}: ended with ${how}, ready again ${ready.toFixed(2)} s after its start`);
  }
}

const errorLog = ({ folder }) => join(folder, "nginx", "error.log");

/** Writes the configuration with our ports and returns the arguments that run nginx with it. */
function balancer(port, ports, context) {
  const own = join(context.folder, "nginx");
  mkdirSync(own);
  writeFileSync(join(own, "nginx.conf"), withPorts(port, ports));
  // Only the user who made the work folder may read it.
  const directives = `daemon off; ${process.getuid() === 0 ? "user root;" : ""}`;
  return ["nginx", "-p", own, "-c", "nginx.conf", "-e", errorLog(context), "-g", directives];
}

/** The documented configuration with our ports. */
function withPorts(port, ports) {
  const left = [...ports];
  let listening = 0;
  const text = readFileSync(CONFIGURATION, "utf8")
    .replace(/^(\s*server\s+127\.0\.0\.1):\d+/gm, (_, before) => `${before}:${left.shift()}`)
    .replace(/^(\s*listen\s+)[^;]*;/gm, (_, before) => {
      listening++;
      return `${before}127.0.0.1:${port};`;
    });
  if (left.length > 0 || listening !== 1 || text.includes("undefined")) {
    throw new Error(`${CONFIGURATION}: expected ${ports.length} instances on 127.0.0.1 and one \`listen\``);
  }
  return text;
}

function text(metrics, { seconds, kills, retried }) {
  const { requests, rps, p50, p99, max, refused, broken } = metrics;
  const rows = SIGNALS.map((signal) => {
    const of = kills.filter((one) => one.signal === signal);
    const hows = [...new Set(of.map(({ how }) => String(how)))].join(", ");
    return [signal, String(of.length), hows, of.length > 0 ? spread(of.map(({ ready }) => ready)) : ""];
  });
  const head = ["ended by", "times", "ended with", "start to first answer, median (min–max)"];
  return `nginx with docs/nginx.conf before two instances of \`newsgroups serve\`, ${seconds} s of the 50 real messages
by ${CONNECTIONS} connections; every ${SECONDS_BETWEEN} s one of the instances is killed and started again. All on the same cores.
${thousands(requests)} requests, ${thousands(rps)} a second, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, longest ${max.toFixed(0)} ms; ${thousands(retried)} failed at an instance
and were sent to the other. At the client: ${refused} refused, ${broken} socket errors.

${markdownTable([head, ...rows], { align: ["l", "r", "l", "r"] })}`;
}
