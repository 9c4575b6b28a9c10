/** Token pattern → what finds the words: a quick scan where the pattern is a simple one, else the automaton. */

import { AutomatonPattern } from "./automaton-pattern.js";
import type { CharacterSet } from "./character-set.js";
import { parsePattern } from "./parse.js";
import { type Pattern, PatternFault } from "./pattern.js";
import { Program } from "./program.js";
import { RunPattern } from "./run-pattern.js";
import type { Node, SetNode, Syntax } from "./syntax.js";

/** Longest pattern: some 2,000 steps have no more characters. */
const MAX_LENGTH = 10_000;

/**
 * Compiles a token pattern, which means what it means in Python 3.11's `re`.
 *
 * @throws {PatternFault} if it is no pattern, or needs what only a backtracking engine can do.
 */
export function compilePattern(source: string): Pattern {
  if (source.length > MAX_LENGTH) throw new PatternFault(`more than ${MAX_LENGTH} characters are not supported`);
  const pattern = parsePattern(source);
  return runPattern(pattern) ?? new AutomatonPattern(new Program(pattern));
}

/** Returns the scan for `S+`, `S{n,}`, `SS+` and the like, with and without `\b` and a group around all characters. */
function runPattern({ node, word }: Syntax): Pattern | undefined {
  const parts = partsOf(node);
  const isBoundary = (part: Node | undefined): boolean => part?.kind === "assertion" && part.assertion === "boundary";
  const isAfter = isBoundary(parts[0]) && parts.shift() !== undefined;
  const isBefore = isBoundary(parts.at(-1)) && parts.pop() !== undefined;

  const repeat = parts.pop();
  if (repeat?.kind !== "repeat" || repeat.max !== Number.POSITIVE_INFINITY || repeat.isLazy) return undefined;
  const set = repeat.body;
  if (set.kind !== "set") return undefined;
  if (!parts.every((part) => part.kind === "set" && part.key === set.key)) return undefined;
  const minimum = repeat.min + parts.length;
  if (minimum === 0 || ((isAfter || isBefore) && !isWithin(set, word))) return undefined;
  return new RunPattern(set.has, minimum, isAfter ? word : undefined, isBefore ? word : undefined);
}

/** Returns what a node consists of. A group is opened if there is nothing but assertions around it, so that it is the whole word. */
function partsOf(node: Node): Node[] {
  if (node.kind !== "sequence") return [node];
  const parts = node.parts.flatMap((part) => (part.kind === "sequence" ? partsOf(part) : [part]));
  return parts.flatMap((part) =>
    part.kind === "group" && parts.every((other) => other === part || other.kind === "assertion")
      ? partsOf(part.body)
      : [part],
  );
}

/** Whether all characters of a set are word characters, as far as it can be told quickly. */
function isWithin({ has, members, isNegated, flags }: SetNode, word: CharacterSet): boolean {
  if (has === word) return true;
  if (isNegated || flags.ignoresCase) return false;
  return members.every((member) => {
    if ("category" in member) return /[wd]/.test(member.category);
    return member.to - member.from < MAX_RANGE && rangeOf(member.from, member.to).every(word);
  });
}

/** Characters in the longest range that is looked through. */
const MAX_RANGE = 0x400;

function rangeOf(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
