/** The code blocks of a Markdown file, with the comments that steer how the tests run them. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

/**
 * What a comment right above a block may say, `<!-- example: given: ... -->`, which no reader sees:
 *
 * - `given`: a command to run first, for files that the block uses;
 * - `needs`: programs without which the block is skipped;
 * - `not run`: why the block is not run;
 * - `only compiled`: why a TypeScript block is compiled and not run.
 */
const REMARKS = ["given", "needs", "not run", "only compiled"] as const;

export interface Block {
  /** `file:line` of the block's first line, which editors and terminals open. */
  readonly where: string;
  readonly language: string;
  readonly lines: readonly string[];
  readonly remarks: Readonly<Partial<Record<(typeof REMARKS)[number], string>>>;
}

/** Returns all fenced blocks with a language, in order. */
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
  /** What the document says it prints: stdout and stderr, as a terminal shows them. */
  readonly output: readonly string[];
}

/** Splits a console block into commands, each after `$ `, and the lines they print. */
export function commandsOf({ where, lines }: Block): Command[] {
  const [file, first] = where.split(":") as [string, string];
  const starts = lines.flatMap((line, i) => (line.startsWith("$ ") ? [i] : []));
  return starts.map((start, i) => ({
    where: `${file}:${Number(first) + start}`,
    command: lines[start]!.slice(2),
    output: lines.slice(start + 1, starts[i + 1] ?? lines.length),
  }));
}

/** Returns what a program should print: the comments after its calls of console.log or print. */
export function printsOf({ lines }: Block): string[] {
  return lines.flatMap((line) => /^\s*(?:console\.log|print)\(.*\);? +(?:\/\/|#) (.+)$/.exec(line)?.[1] ?? []);
}

/** Durations and rates vary from run to run; nothing else does. */
const VARYING = [
  [/\d+\.\d+ s\b/g, "<n> s"],
  [/\d+\.\d+ MB\/s/g, "<n> MB/s"],
] as const;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/**
 * Requires that a command printed what the document says. A line `...` stands for any lines.
 *
 * @throws Error with the place in the document and what was really printed.
 */
export function requirePrinted(where: string, what: string, said: readonly string[], printed: string): void {
  const same = (text: string): string => VARYING.reduce((kept, [pattern, sign]) => kept.replace(pattern, sign), text);
  const ended = printed === "" || printed.endsWith("\n") ? printed : `${printed}\n`;
  const pattern = said.map((line) => (line === "..." ? "(?:.*\n)*" : `${escaped(same(line))}\n`)).join("");
  if (new RegExp(`^${pattern}$`).test(same(ended))) return;
  throw new Error(`${where}: ${what}\nshould print:\n${said.map((line) => `${line}\n`).join("")}but prints:\n${ended}`);
}

/** The links of a Markdown file to other files and headings, from the file's folder. */
export function linksOf(file: string): string[] {
  const links = [...readFileSync(ROOT + file, "utf8").matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
  return links.filter((link) => !/^https?:/.test(link));
}
