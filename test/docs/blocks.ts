/** The code blocks of a Markdown file, and what is said of each to the tests alone. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

/**
 * What may be said of a block in comments right above it, `<!-- example: given: ... -->`, which no reader sees:
 *
 * - `given`: a command that is run first, to make what the block takes as given;
 * - `needs`: programs without which it is skipped;
 * - `not run`: why it is not run;
 * - `only compiled`: why a TypeScript block is compiled and not run.
 */
const REMARKS = ["given", "needs", "not run", "only compiled"] as const;

export interface Block {
  /** The file and the line of the block's first line, as editors and terminals take it. */
  readonly where: string;
  readonly language: string;
  readonly lines: readonly string[];
  readonly remarks: Readonly<Partial<Record<(typeof REMARKS)[number], string>>>;
}

/** All fenced blocks with a language, in order. */
export function blocksOf(file: string): Block[] {
  const lines = readFileSync(ROOT + file, "utf8").split("\n");
  const blocks: Block[] = [];
  let remarks: Record<string, string> = {};
  for (let i = 0; i < lines.length; i++) {
    const remark = /^<!-- example: ([^:]*): (.*\S) -->$/.exec(lines[i]!);
    const fence = /^```(\w+)$/.exec(lines[i]!);
    if (remark) {
      if (!REMARKS.includes(remark[1] as (typeof REMARKS)[number])) throw new Error(`${file}:${i + 1}: ${lines[i]}`);
      remarks[remark[1]!] = remark[2]!;
    } else if (fence) {
      const end = lines.indexOf("```", i);
      blocks.push({ where: `${file}:${i + 2}`, language: fence[1]!, lines: lines.slice(i + 1, end), remarks });
      i = end;
    } else if (lines[i] !== "") remarks = {};
    if (fence) remarks = {};
  }
  return blocks;
}

export interface Command {
  readonly where: string;
  readonly command: string;
  /** What it is said to print, stdout and stderr as a terminal shows them. */
  readonly output: readonly string[];
}

/** The commands of a console block: what follows `$ `, and the lines up to the next one. */
export function commandsOf({ where, lines }: Block): Command[] {
  const [file, first] = where.split(":") as [string, string];
  const starts = lines.flatMap((line, i) => (line.startsWith("$ ") ? [i] : []));
  return starts.map((start, i) => ({
    where: `${file}:${Number(first) + start}`,
    command: lines[start]!.slice(2),
    output: lines.slice(start + 1, starts[i + 1] ?? lines.length),
  }));
}

/** What a program is said to print: the comments behind its calls of console.log or print. */
export function printsOf({ lines }: Block): string[] {
  return lines.flatMap((line) => /^\s*(?:console\.log|print)\(.*\);? +(?:\/\/|#) (.+)$/.exec(line)?.[1] ?? []);
}

/** Durations and rates, which are never the same twice; all else is. */
const VARYING = [
  [/\d+\.\d+ s\b/g, "<n> s"],
  [/\d+\.\d+ MB\/s/g, "<n> MB/s"],
] as const;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/**
 * Fails unless that is what was printed; a line `...` of what is said stands for any lines.
 *
 * @throws Error with the place, and with what was really printed, to be put there.
 */
export function requirePrinted(where: string, what: string, said: readonly string[], printed: string): void {
  const same = (text: string): string => VARYING.reduce((kept, [pattern, sign]) => kept.replace(pattern, sign), text);
  const ended = printed === "" || printed.endsWith("\n") ? printed : `${printed}\n`;
  const pattern = said.map((line) => (line === "..." ? "(?:.*\n)*" : `${escaped(same(line))}\n`)).join("");
  if (new RegExp(`^${pattern}$`).test(same(ended))) return;
  throw new Error(
    `${where}: ${what}\nis said to print:\n${said.map((line) => `${line}\n`).join("")}and prints:\n${ended}`,
  );
}
