// @ts-check
/** Measures commands as whole processes: wall time from spawn to exit, CPU time and peak memory by GNU time. */

import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Command what one side of a comparison runs
 * @property {string[]} argv program and arguments
 * @property {string} [input] file for its standard input
 * @property {string} [cwd] folder it runs in
 *
 * @typedef {object} Tally the runs of one command
 * @property {number[]} seconds wall time of each counted run
 * @property {number[]} cpu user and system time of each run under GNU time, seconds
 * @property {number[]} megabytes peak memory of each run under GNU time, in units of 10⁶ bytes
 */

export const gnuTime = /GNU/.test(spawnSync("time", ["--version"], { encoding: "utf8" }).stdout ?? "");

// GNU time itself takes 2 ms. Commands under a second are counted without it; warm-up runs give their memory.
const SHORT = 1;
// Longer commands get no warm-up run: it would double the time of the benchmark and change little.
const LONG = 5;
const [ROUNDS_OF_INSTANT, ROUNDS_OF_SHORT, ROUNDS_OF_LONG] = [21, 7, 3];

/**
 * Runs the sides' commands in turn (A B C A B C …), short ones more often than long ones.
 *
 * @param {{side: string, command?: Command, rounds?: number}[]} sides sides without a command are left out;
 * `rounds` sets the number of counted runs
 * @returns {Promise<Map<string, Tally>>} by side
 */
export async function compare(sides, { folder, tell, rounds = Number.POSITIVE_INFINITY }) {
  const tallies = sides
    .filter(({ command }) => command !== undefined)
    .map((side) => ({ ...side, runs: 0, warmUps: 1, wanted: 1, length: 0, seconds: [], cpu: [], megabytes: [] }));
  for (let open = tallies; open.length > 0; open = open.filter(({ seconds, wanted }) => seconds.length < wanted)) {
    for (const tally of open) await takeOne(tally, folder, rounds);
  }
  for (const { side, seconds } of tallies) tell(`  ${side}: ${seconds.map((s) => s.toFixed(3)).join(" ")} s`);
  return new Map(tallies.map(({ side, seconds, cpu, megabytes }) => [side, { seconds, cpu, megabytes }]));
}

async function takeOne(tally, folder, maxRounds) {
  const underTime = tally.runs < tally.warmUps || tally.length >= SHORT;
  const { seconds, cpu, megabytes } = await runOnce(tally.command, folder, underTime);
  if (tally.runs === 0) {
    tally.length = seconds;
    tally.warmUps = seconds < SHORT ? 3 : seconds < LONG ? 1 : 0;
    tally.wanted = Math.min(maxRounds, tally.rounds ?? roundsFor(seconds));
  }
  tally.runs++;
  if (tally.runs > tally.warmUps) tally.seconds.push(seconds);
  if (megabytes !== undefined) {
    tally.cpu.push(cpu);
    tally.megabytes.push(megabytes);
  }
}

function roundsFor(seconds) {
  if (seconds < 0.3) return ROUNDS_OF_INSTANT;
  if (seconds < LONG) return ROUNDS_OF_SHORT;
  return seconds < 60 ? ROUNDS_OF_LONG : 1;
}

/** The files with the last command's standard output and standard error. */
export const outputOf = (folder) => join(folder, "stdout.txt");
export const errorsOf = (folder) => join(folder, "stderr.txt");

/**
 * Runs a command once, with its output in files, and throws if it fails.
 *
 * @param {Command} command
 * @param {string} folder
 * @returns {Promise<{seconds: number, cpu?: number, megabytes?: number}>}
 */
export function runOnce({ argv, input, cwd }, folder, underTime = false) {
  const [times, errors] = [join(folder, "time.txt"), errorsOf(folder)];
  const withTime = underTime && gnuTime;
  const [file, ...args] = withTime ? ["time", "-o", times, "-f", "%U %S %M", ...argv] : argv;
  /** @type {(number | "ignore")[]} */
  const stdio = [input === undefined ? "ignore" : openSync(input, "r"), openSync(outputOf(folder), "w")];
  stdio.push(openSync(errors, "w"));
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(file, args, { cwd, env: ENVIRONMENT, stdio });
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      const seconds = (performance.now() - start) / 1000;
      for (const descriptor of stdio) if (descriptor !== "ignore") closeSync(descriptor);
      if (code !== 0) {
        const why = readFileSync(errors, "utf8").trim().split("\n").slice(-5).join("\n");
        reject(new Error(`${argv.slice(0, 5).join(" ")}: exit code ${code ?? signal}\n${why}`));
        return;
      }
      if (!withTime) return resolve({ seconds });
      const [user, system, kibibytes] = readFileSync(times, "utf8").trim().split(" ").map(Number);
      resolve({ seconds, cpu: user + system, megabytes: (kibibytes * 1024) / 1e6 });
    });
  });
}

// A shell's environment without the variables that change a side's defaults. Python must not write beside its scripts.
const { NEWSGROUPS_MODEL: _, NODE_OPTIONS: __, ...inherited } = process.env;
const ENVIRONMENT = { ...inherited, PYTHONDONTWRITEBYTECODE: "1" };
