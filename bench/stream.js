// @ts-check
/** A long stream through one process: how its memory grows, even if nobody reads the output. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { markdownTable } from "markdown-table";
import { newsgroups } from "./newsgroups.js";
import { thousands } from "./report.js";
import { sampleTexts } from "./sample.js";

const LINES = 2_000_000;
const POINTS = 10;
const MAX_MEGABYTES = 150;
/** Lines written at a time. */
const BLOCK = 1000;
const WORDS_OF_A_LINE = 6;
/** How long the second run's reader sleeps before it reads. */
const SLEEP_SECONDS = 3;

export const stream = {
  name: "stream",
  title: "Memory of a long stream",
  async run({ tell }) {
    if (!existsSync("/proc/self/status")) return "Not measured: there is no /proc on this machine.";
    const runs = [];
    for (const seconds of [0, SLEEP_SECONDS]) {
      runs.push(await measure(seconds));
      tell(
        `  ${runs
          .at(-1)
          .megabytes.map((value) => value.toFixed(0))
          .join(" ")} MB`,
      );
    }
    const [awake, asleep] = runs;
    const rows = awake.megabytes.map((_, point) => [
      thousands((LINES / POINTS) * (point + 1)),
      ...runs.map(({ megabytes }) => megabytes[point].toFixed(1)),
    ]);
    const met = (peak) => `${peak.toFixed(1)} (${peak <= MAX_MEGABYTES ? "yes" : "**no**"})`;
    rows.push([`peak (≤ ${MAX_MEGABYTES}?)`, ...runs.map(({ peak }) => met(peak))]);
    return `\`newsgroups predict --lines\` reads ${thousands(LINES)} lines through a pipe, each of ${WORDS_OF_A_LINE} words and one that no other line has. The
table shows the process's resident memory in MB (\`VmRSS\`) by lines answered, and its peak (\`VmHWM\`). The second run's reader
sleeps for ${SLEEP_SECONDS} s first: by then ${thousands(asleep.taken)} lines had been taken, and memory was ${asleep.asleep.toFixed(1)} MB.

${markdownTable([["lines answered", "reader takes all at once", "reader sleeps first"], ...rows], { align: ["r", "r", "r"] })}`;
  },
};

/** One run: memory at each point, its peak, and the lines taken during the sleep. */
async function measure(sleepSeconds) {
  const [file, ...args] = newsgroups("predict", "--lines", "--quiet");
  const child = spawn(file, args, { stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const run = { megabytes: [], peak: 0, taken: 0, asleep: 0 };
  const writing = write(child.stdin, run);
  await setTimeout(sleepSeconds * 1000);
  const { taken } = run;
  const asleep = memoryOf(child.pid).VmRSS;
  let answered = 0;
  for await (const chunk of child.stdout) {
    for (const byte of chunk) if (byte === NEWLINE) answered++;
    while (answered >= (LINES / POINTS) * (run.megabytes.length + 1)) {
      const { VmRSS, VmHWM } = memoryOf(child.pid);
      run.megabytes.push(VmRSS);
      run.peak = VmHWM;
    }
    // Sampled here: a process that has ended has no memory.
    if (run.megabytes.length === POINTS) child.stdin.end();
  }
  await writing;
  const [code] = await exited;
  if (code !== 0 || answered !== LINES) throw new Error(`exit code ${code}, ${answered} lines of ${LINES} answered`);
  return { ...run, taken, asleep };
}

const NEWLINE = 0x0a;

/** Writes all lines, waiting while the pipe is full. `run.taken` counts the lines taken. */
async function write(stdin, run) {
  const words = sampleTexts()
    .join(" ")
    .match(/[A-Za-z]+/g);
  for (let first = 0; first < LINES; first += BLOCK) {
    let block = "";
    for (let line = first; line < first + BLOCK; line++) {
      const at = (line * WORDS_OF_A_LINE) % (words.length - WORDS_OF_A_LINE);
      block += `${words.slice(at, at + WORDS_OF_A_LINE).join(" ")} w${line}\n`;
    }
    if (!stdin.write(block)) await once(stdin, "drain");
    run.taken = first + BLOCK;
  }
}

/** Resident memory and its peak from /proc/<pid>/status, in units of 10⁶ bytes. */
function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const figure = (name) => (Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, "m").exec(status)[1]) * 1024) / 1e6;
  return { VmRSS: figure("VmRSS"), VmHWM: figure("VmHWM") };
}
