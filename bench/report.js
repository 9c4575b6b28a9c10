// @ts-check
/** Turns measurements into Markdown tables, and keeps RESULTS.md: one section for each part. */

import { markdownTable } from "markdown-table";
import { gnuTime } from "./measure.js";
import { median, pairedRatio } from "./statistics.js";

/**
 * @typedef {object} Check a figure, and what it should be
 * @property {string} measured
 * @property {string} [goal]
 * @property {boolean} [met]
 *
 * @typedef {object} Goal what to compare, and the bound, if there is one
 * @property {string} [over] the side to take the wall time's ratio to
 * @property {number} [atMost] bound of that ratio
 * @property {number} [below] the same, itself not allowed
 * @property {number} [megabytes] bound of the peak memory
 * @property {string} [memoryOver] the side to take the peak memory's ratio to; its bound is atMost
 *
 * @typedef {object} Row
 * @property {string} [work]
 * @property {string} side
 * @property {string} [skipped] why it was not run
 * @property {import("./measure.js").Command} [command] what is run
 * @property {number} [rounds] counted runs, instead of what its length asks for
 * @property {Goal[]} [goals]
 * @property {Check[]} [checks] after those of the goals
 */

const COLUMNS = ["work", "side", "wall, median (min–max)", "measured", "goal", "met?", "peak MB", "CPU s", "runs"];
const ALIGNED = ["l", "l", "r", "r", "r", "l", "r", "r", "r"];

/**
 * Makes a table of measurements. A row with several checks continues on the lines below it. Empty columns are left out.
 *
 * @param {Row[]} rows
 * @param {Map<string, import("./measure.js").Tally>} [tallies] by side, as `compare` gives them
 */
export function table(rows, tallies = new Map()) {
  const lines = rows.flatMap((row) => linesOf(row, tallies));
  const kept = COLUMNS.map((_, column) => column).filter((column) => lines.some((line) => line[column] !== ""));
  const pick = (line) => kept.map((column) => line[column]);
  const text = markdownTable([pick(COLUMNS), ...lines.map(pick)], { align: pick(ALIGNED) });
  const noMemory = tallies.size > 0 && !gnuTime;
  return noMemory ? `${text}\n\nNo memory and CPU time: GNU time (\`time\`) is not on this machine.` : text;
}

function linesOf(row, tallies) {
  const tally = tallies.get(row.side);
  const checks = [...(row.goals ?? []).flatMap((goal) => checkOf(goal, row.side, tallies)), ...(row.checks ?? [])];
  const first = [
    row.work ?? "",
    row.side,
    row.skipped ? `skipped: ${row.skipped}` : tally ? spread(tally.seconds) : "",
    ...cellsOf(checks[0]),
    tally?.megabytes.length ? Math.max(...tally.megabytes).toFixed(0) : tally ? "–" : "",
    tally?.cpu.length ? median(tally.cpu).toFixed(2) : "",
    tally ? String(tally.seconds.length) : "",
  ];
  return [first, ...checks.slice(1).map((check) => ["", "", "", ...cellsOf(check), "", "", ""])];
}

const cellsOf = (check) =>
  check === undefined
    ? ["", "", ""]
    : [check.measured, check.goal ?? "", check.met === undefined ? "" : yesOrNo(check.met)];
/** A table's cell for whether a goal is met. */
export const yesOrNo = (met) => (met ? "yes" : "**no**");

/** The check of a goal. A bound is shown even if it could not be measured, a mere comparison is not. */
function checkOf({ over, atMost, below, megabytes, memoryOver }, side, tallies) {
  const [own, other] = [tallies.get(side), tallies.get(over ?? memoryOver)];
  if (megabytes !== undefined) {
    const goal = `≤ ${megabytes} MB`;
    if (!own?.megabytes.length) return [{ measured: "–", goal }];
    const peak = Math.max(...own.megabytes);
    return [{ measured: `${peak.toFixed(0)} MB`, goal, met: peak <= megabytes }];
  }
  if (memoryOver !== undefined) {
    const [measured, goal] = [`the memory of ${memoryOver}`, `≤ ${atMost}`];
    if (!own?.megabytes.length || !other?.megabytes.length) return [{ measured: `– × ${measured}`, goal }];
    const ratio = Math.max(...own.megabytes) / Math.max(...other.megabytes);
    return [{ measured: `${factor(ratio)} × ${measured}`, goal, met: ratio <= atMost }];
  }
  const bound = atMost ?? below;
  const goal = bound === undefined ? undefined : `${atMost === undefined ? "<" : "≤"} ${bound}`;
  if (own === undefined || other === undefined) return goal === undefined ? [] : [{ measured: `– × ${over}`, goal }];
  const ratio = pairedRatio(own.seconds, other.seconds);
  const measured = `${factor(ratio)} × ${over}`;
  if (goal === undefined) return [{ measured }];
  return [{ measured, goal, met: ratio < bound || ratio === atMost }];
}

/** Two digits at least of a ratio. */
const factor = (ratio) => ratio.toFixed(ratio < 0.1 ? 3 : 2);

/** `11,314`. */
export const thousands = (number) => Math.round(number).toLocaleString("en");

/** `0.075 s (0.073–0.081)`: median, minimum and maximum, with fewer decimals for longer times. */
export function spread(seconds) {
  const middle = median(seconds);
  const digits = middle < 1 ? 3 : middle < 10 ? 2 : 1;
  const [min, max] = [Math.min(...seconds), Math.max(...seconds)];
  return `${middle.toFixed(digits)} s (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}

const KEPT = "_Measured before, on another machine or with other versions than those above._";

/**
 * Replaces some sections of RESULTS.md and keeps the others. A section begins with its `## ` title. If the heading changed,
 * the kept sections get a note that they were measured elsewhere.
 *
 * @param {string} old the present file; "" if there is none
 * @param {string} heading all before the first section
 * @param {Map<string, string>} sections text by title
 * @param {string[]} order titles in their order; sections with other titles are removed
 */
export function renewed(old, heading, sections, order) {
  const [before, ...parts] = old.split(/^## /m);
  const kept = new Map(
    parts.map((part) => {
      const [title, ...lines] = part.split("\n");
      return [title.trim(), lines.join("\n").trim()];
    }),
  );
  const stale = before.trim() !== heading.trim();
  const texts = order.flatMap((title) => {
    if (sections.has(title)) return [`## ${title}\n\n${sections.get(title).trim()}\n`];
    if (!kept.has(title)) return [];
    const text = kept.get(title);
    return [`## ${title}\n\n${stale && !text.startsWith(KEPT) ? `${KEPT}\n\n` : ""}${text}\n`];
  });
  return [`${heading.trim()}\n`, ...texts].join("\n");
}
