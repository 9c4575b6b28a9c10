// @ts-check
/** The heading of the results: the machine, and the versions of everything that was run. */

import { existsSync, readFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { versions } from "./peers.js";

/** Version of the npm package in a folder, which ends in "/"; "": this one. */
export const packageVersion = (folder) =>
  JSON.parse(readFileSync(new URL(`../${folder}package.json`, import.meta.url), "utf8")).version;

/** The opening of RESULTS.md. */
export function heading() {
  const wink = packageVersion("node_modules/wink-nlp/");
  const language = packageVersion("node_modules/wink-eng-lite-web-model/");
  const others = [
    versions.python && `Python ${versions.python}`,
    versions.scikitLearn && `scikit-learn ${versions.scikitLearn}`,
    versions.fastText && `fastText ${versions.fastText}`,
  ].filter(Boolean);
  return `# Results

Written by \`npm run bench\`. Whole processes read files on disk and write files on disk, each side in turn
(A B C A B C …). Times are the median, minimum and maximum of the counted runs. A ratio is the median of the ratios of each
round. Peak memory is the largest of all runs, CPU time (user and system) the median. Commands under a second are timed
without GNU time, which takes 2 ms itself; their memory and CPU time come from warm-up runs. MB are 10⁶ bytes. Ratios carry
over to another machine better than times.

${machine()}
- Node ${process.versions.node}, newsgroups ${packageVersion("")}, wink-nlp ${wink} with wink-eng-lite-web-model ${language}
- ${others.length > 0 ? others.join(", ") : "Neither scikit-learn nor fastText"}
`;
}

/** The machine as one line of a heading. */
export const machine = () =>
  `- Machine: ${cpus()[0]?.model.trim() ?? process.arch}, ${availableParallelism()} cores, ${gigabytes()} GB of memory, ${type()} ${release()}`;

const gigabytes = () => Math.round(totalmem() / 1e9);

/** Whether /proc shows the memory and CPU time of running processes. */
export const hasProc = existsSync("/proc/self/status");

/** Resident memory and its peak from /proc/<pid>/status, in units of 10⁶ bytes. */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const figure = (name) => (Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, "m").exec(status)[1]) * 1024) / 1e6;
  return { VmRSS: figure("VmRSS"), VmHWM: figure("VmHWM") };
}

/** User and system time that a process has taken so far, in seconds. */
export function cpuOf(pid) {
  // Fields are counted after the program's name, which may contain spaces. The kernel's unit is 1/100 s.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
