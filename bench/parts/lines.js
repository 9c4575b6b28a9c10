// @ts-check
/** A stream of short texts on one core: speed of `predict --lines`, and whether its memory stays flat. */

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messages } from "../corpus.js";
import { compare, gnuTime } from "../measure.js";
import { newsgroups } from "../newsgroups.js";
import { table, thousands } from "../report.js";
import { median } from "../statistics.js";

const LINES = 500_000;
const TIMES = 4;
const MIN_LINES_A_SECOND = 450_000;
// Flat, except for what the garbage collector has not freed yet.
const MAX_GROWTH = 1.1;
const [MIN_LENGTH, MAX_LENGTH] = [12, 60];

const EMPTY = "newsgroups predict --lines, no line";
const SHORTER = `newsgroups predict --lines, ${thousands(LINES)} lines`;
const LONGER = `newsgroups predict --lines, ${thousands(TIMES * LINES)} lines`;

export const lines = {
  name: "lines",
  title: "Lines through one core",
  async run(context) {
    const { corpus, folder } = context;
    const pinned = spawnSync("taskset", ["-V"]).error === undefined ? ["taskset", "-c", "0"] : [];
    const argv = [...pinned, ...newsgroups("predict", "--lines")];
    const meanLength = write(corpus, folder);
    const side = (name, file, work) => ({ side: name, work, command: { argv, input: join(folder, file) } });
    const [empty, shorter, longer] = [
      side(EMPTY, "empty.txt", "start and end"),
      side(SHORTER, "lines.txt", "speed"),
      side(LONGER, "more-lines.txt", "memory"),
    ];
    const rows = [empty, shorter, longer];
    const tallies = await compare(rows, context);
    shorter.checks = speeds(tallies);
    longer.checks = growth(tallies);
    const where = pinned.length > 0 ? "On one core (`taskset -c 0`)" : "On all cores, for there is no `taskset`";
    return `${where}; ${meanLength.toFixed(0)} characters per line on average. In the longer input each line has a word of
its own, so that distinct words grow with the input.\n\n${table(rows, tallies)}`;
  },
};

function speeds(tallies) {
  const [nothing, all] = [tallies.get(EMPTY).seconds, tallies.get(SHORTER).seconds];
  const rate = LINES / (median(all) - median(nothing));
  return [
    {
      measured: `${thousands(rate)} lines/s`,
      goal: `≥ ${thousands(MIN_LINES_A_SECOND)}`,
      met: rate >= MIN_LINES_A_SECOND,
    },
    { measured: `${thousands(LINES / median(all))} lines/s with start and end` },
  ];
}

function growth(tallies) {
  if (!gnuTime) return [];
  const ratio = median(tallies.get(LONGER).megabytes) / median(tallies.get(SHORTER).megabytes);
  const measured = `${ratio.toFixed(2)} × the memory of ${thousands(LINES)} lines`;
  return [{ measured, goal: `≤ ${MAX_GROWTH}`, met: ratio <= MAX_GROWTH }];
}

/** Writes the three inputs and returns the mean length of a line. */
function write(corpus, folder) {
  const short = shortLines(corpus);
  const block = (n) =>
    Array.from({ length: LINES }, (_, i) => {
      const line = short[i % short.length];
      return n === undefined ? `${line}\n` : `${line} w${n * LINES + i}\n`;
    }).join("");
  writeFileSync(join(folder, "empty.txt"), "");
  writeFileSync(join(folder, "lines.txt"), block());
  writeFileSync(join(folder, "more-lines.txt"), "");
  for (let n = 0; n < TIMES; n++) writeFileSync(join(folder, "more-lines.txt"), block(n), { flag: "a" });
  return short.reduce((sum, line) => sum + line.length, 0) / short.length;
}

/** Subjects and sentences of the messages in the corpus's order, up to {@link LINES}. */
function shortLines(corpus) {
  const found = [];
  for (const path of messages(corpus)) {
    const [header, ...paragraphs] = readFileSync(join(corpus, path), "latin1").split(/\r?\n\r?\n/);
    const subject = /^Subject:\s*(?:Re:\s*)?(.*)$/im.exec(header)?.[1] ?? "";
    const sentences = paragraphs.flatMap((paragraph) => paragraph.split(/\r?\n|(?<=[.!?])\s+/));
    for (const piece of [subject, ...sentences]) {
      const line = piece.replace(/^[\s>|:]+/, "").trim();
      if (line.length >= MIN_LENGTH && line.length <= MAX_LENGTH) found.push(line);
    }
    if (found.length >= LINES) break;
  }
  return found.slice(0, LINES);
}
