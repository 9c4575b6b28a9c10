// @ts-check
/** Random: a million requests, many of them invalid, and whether the server still answers as before. */

import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { markdownTable } from "markdown-table";
import { hasProc, memoryOf } from "../machine.js";
import { thousands } from "../report.js";
import { sampleTexts } from "../sample.js";
import { isRunning, started, stopped } from "./processes.js";
import { bodies, MAX_BYTES } from "./random/bodies.js";
import { wire } from "./random/wire.js";
import { ownCommand } from "./sides.js";

const KINDS = [...bodies, ...wire];
const OVERLOAD = 503;
const CLIENT = fileURLToPath(new URL("random/client.js", import.meta.url));
const [REQUESTS, SEED, TEXTS] = [1_000_000, 20, 20];
/** The server has a core of its own. */
const CLIENTS = Math.max(1, availableParallelism() - 1);

export const random = {
  name: "random",
  title: "Random requests",
  async run(context) {
    const { requests = REQUESTS, seed = SEED, tell } = context;
    const server = await started(ownCommand("--max-bytes", String(MAX_BYTES)), context);
    const before = await fixedAnswers(server.port);
    const memory = [memoryNow(server)];
    const start = performance.now();
    const results = await Promise.all(
      Array.from({ length: CLIENTS }, (_, i) =>
        askFrom(i, server.port, { requests: Math.ceil(requests / CLIENTS), seed, tell }),
      ),
    );
    const seconds = (performance.now() - start) / 1000;
    const faults = [];
    if (!isRunning(server)) faults.push(`random: the server ended: ${server.complaints()}`);
    else {
      memory.push(memoryNow(server));
      const after = await fixedAnswers(server.port);
      const changed = before.filter((answer, i) => answer !== after[i]).length;
      if (changed > 0) faults.push(`random: ${changed} of ${TEXTS} answers are not those from before`);
      const how = await stopped(server);
      if (how !== 0) faults.push(`random: the server ended with ${how} after SIGTERM`);
    }
    for (const { faults: own } of results) {
      for (const [what, { times, examples }] of Object.entries(own)) {
        faults.push(`random: ${what}, ${times} times\n  ${examples.join("\n  ")}`);
      }
    }
    for (const name of onlyRefused(results)) faults.push(`random: ${name}: nothing but ${OVERLOAD} came`);
    return { text: text(results, { seconds, memory, seed }), faults };
  },
};

const memoryNow = ({ pid }) => (hasProc ? memoryOf(pid) : { VmRSS: Number.NaN, VmHWM: Number.NaN });

/** Status, digest of the model and body, byte for byte. */
async function fixedAnswers(port) {
  const answers = [];
  for (const text of sampleTexts().slice(0, TEXTS)) {
    const response = await fetch(`http://127.0.0.1:${port}/prediction?top=20&why=true`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ text }),
    });
    const body = Buffer.from(await response.arrayBuffer()).toString("base64");
    answers.push(`${response.status} ${response.headers.get("x-model-digest")} ${body}`);
  }
  return answers;
}

/** Starts a client process and resolves to its counts. */
function askFrom(i, port, { requests, seed, tell }) {
  return new Promise((resolve, reject) => {
    const child = fork(CLIENT, [port, seed, i, CLIENTS, requests].map(String));
    const stop = () => child.kill("SIGKILL");
    process.once("exit", stop);
    let last;
    child.on("message", (/** @type {{asked: number, counts?: object}} */ message) => {
      last = message;
      tell(`  process ${i + 1}: ${thousands(message.asked)} of ${thousands(requests)}`);
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.removeListener("exit", stop);
      if (last?.counts) resolve(last);
      else reject(new Error(`random: the client ended with ${code ?? signal}`));
    });
  });
}

/** How often each answer came, for requests of a kind. */
function countsOf(results, name) {
  const counts = {};
  for (const one of results) {
    for (const [what, times] of Object.entries(one.counts[name] ?? {})) counts[what] = (counts[what] ?? 0) + times;
  }
  return counts;
}

const total = (counts) => Object.values(counts).reduce((sum, times) => sum + times, 0);

/** Kinds that were not tested because every answer was 503. */
const onlyRefused = (results) =>
  KINDS.map(({ name }) => name).filter((name) => {
    const counts = countsOf(results, name);
    return total(counts) > 0 && counts[OVERLOAD] === total(counts);
  });

function text(results, { seconds, memory, seed }) {
  const asked = results.reduce((sum, one) => sum + one.asked, 0);
  const refused = KINDS.reduce((sum, { name }) => sum + (countsOf(results, name)[OVERLOAD] ?? 0), 0);
  const rows = KINDS.map(({ name, allowed, how }) => {
    const counts = countsOf(results, name);
    const wrong = results.flatMap((one) => Object.entries(one.faults).filter(([what]) => what.startsWith(`${name}: `)));
    const times = wrong.reduce((sum, [, fault]) => sum + fault.times, 0);
    const listed = Object.entries(counts).map(([what, each]) => `${what} × ${thousands(each)}`);
    const may = how === "pipelined" ? "that of each" : allowed.join(", ");
    const right = times === 0 ? "yes" : `**no**, ${thousands(times)} times`;
    return [name, thousands(total(counts)), listed.join(", "), may, right];
  });
  const [first, last] = memory;
  return `${thousands(asked)} requests with seed ${seed} in ${seconds.toFixed(0)} s, from ${CLIENTS === 1 ? "one process" : `${CLIENTS} processes`} of 64 connections each, to one
\`newsgroups serve --max-bytes ${MAX_BYTES}\`. A correct answer has an allowed status, the model's digest, a request id and, if it is an
error, a \`detail\`. 503 (overload) is always allowed; ${((100 * refused) / asked).toFixed(1)} % of the answers were 503. "closed": the connection ended
without an answer.
${last ? `The server still ran; its memory was ${first.VmRSS.toFixed(0)} MB before, ${last.VmRSS.toFixed(0)} MB after, ${last.VmHWM.toFixed(0)} MB at most.` : "**The server did not survive.**"}

${markdownTable([["kind", "requests", "answers", "allowed", "correct?"], ...rows], { align: ["l", "r", "l", "l", "l"] })}`;
}
