/** Parses a token pattern: the syntax of Python 3.11's `re`, without what only a backtracking engine can do. */

import { categorySet } from "./character-set.js";
import { isBackreference, readEscape } from "./escape.js";
import { changedFlags, type Flags, readFlags, setFlags } from "./flags.js";
import { memberOf, parseSet } from "./parse-set.js";
import { PatternReader } from "./reader.js";
import { setNode } from "./set-node.js";
import type { Assertion, Node, SetNode, Syntax } from "./syntax.js";

/** Groups within groups. A deeper pattern could exhaust the stack. */
const MAX_DEPTH = 100;

/** Parses a pattern; @throws {PatternFault} */
export function parsePattern(source: string): Syntax {
  return new Parser(source).parse();
}

class Parser {
  readonly #reader: PatternReader;
  #groups = 0;
  #depth = 0;

  constructor(source: string) {
    this.#reader = new PatternReader(source);
  }

  parse(): Syntax {
    const flags = this.#globalFlags();
    const node = this.#choice(flags);
    if (!this.#reader.isAtEnd) this.#reader.fail("a closing parenthesis too many");
    return { node, word: categorySet("w", flags.has("a")) };
  }

  /** Reads the flags of the whole pattern. They come first. */
  #globalFlags(): Flags {
    const reader: PatternReader = this.#reader;
    const flags = new Set<string>();
    for (;;) {
      this.#skipIgnored(flags);
      const start = reader.position;
      const letters = reader.skip("(?") && /^[a-zA-Z-]$/.test(reader.next) && reader.next !== "P" && readFlags(reader);
      if (!letters || letters.off !== undefined || !reader.skip(")")) {
        reader.position = start;
        return flags;
      }
      for (const letter of letters.on) flags.add(letter);
      if (flags.has("a") && flags.has("u")) reader.fail("flags that exclude each other", start);
    }
  }

  #choice(flags: Flags): Node {
    const options = [this.#sequence(flags)];
    while (this.#reader.skip("|")) options.push(this.#sequence(flags));
    return options.length === 1 ? options[0]! : (asSet(options.map(alone)) ?? { kind: "choice", options });
  }

  #sequence(flags: Flags): Node {
    const reader: PatternReader = this.#reader;
    const parts: Node[] = [];
    for (;;) {
      this.#skipIgnored(flags);
      if (reader.isAtEnd || reader.next === "|" || reader.next === ")") return { kind: "sequence", parts };
      const position = reader.position;
      const count = this.#count();
      if (!count) {
        parts.push(this.#item(flags));
        continue;
      }
      const body = parts.pop();
      if (!body || body.kind === "assertion") reader.fail("nothing to repeat", position);
      if (body.kind === "repeat") reader.fail("a repeat of a repeat", position);
      parts.push({ kind: "repeat", body, ...count });
    }
  }

  /** Skips comments, and in `(?x)` white space. */
  #skipIgnored(flags: Flags): void {
    const reader: PatternReader = this.#reader;
    for (;;) {
      const start = reader.position;
      if (flags.has("x")) {
        reader.takeWhile(/^[ \t\n\r\v\f]$/);
        if (reader.skip("#")) reader.takeWhile(/^[^\n]$/);
      }
      if (reader.skip("(?#")) {
        reader.takeWhile(/^[^)]$/u);
        reader.take();
      }
      if (reader.position === start) return;
    }
  }

  /** Reads how often the item before is repeated, if that comes next. */
  #count(): { min: number; max: number; isLazy: boolean } | undefined {
    const reader: PatternReader = this.#reader;
    const position = reader.position;
    let [min, max] = [0, Number.POSITIVE_INFINITY];
    if (reader.skip("?")) max = 1;
    else if (reader.skip("+")) min = 1;
    else if (!reader.skip("*")) {
      if (!reader.skip("{")) return undefined;
      const least = reader.takeWhile(/^[0-9]$/);
      const hasComma = reader.skip(",");
      const most = hasComma ? reader.takeWhile(/^[0-9]$/) : least;
      if ((!hasComma && least === "") || !reader.skip("}")) {
        reader.position = position;
        return undefined;
      }
      min = Number(least);
      if (most !== "") max = Number(most);
      if (max < min) reader.fail("a repeat of more than its most", position);
    }
    if (reader.next === "+") reader.refuse("a possessive repeat", position);
    return { min, max, isLazy: reader.skip("?") };
  }

  #item(flags: Flags): Node {
    const reader: PatternReader = this.#reader;
    if (reader.skip("(")) return this.#group(flags);
    if (reader.skip("[")) return parseSet(reader, setFlags(flags));
    if (reader.skip("\\")) return this.#escape(flags);
    if (reader.skip("^")) return { kind: "assertion", assertion: flags.has("m") ? "line-start" : "start" };
    if (reader.skip("$")) return { kind: "assertion", assertion: flags.has("m") ? "line-end" : "last-line-end" };
    if (reader.skip(".")) return setNode(flags.has("s") ? [] : [memberOf(NEWLINE)], true, setFlags(flags));
    return setNode([memberOf(reader.take().codePointAt(0)!)], false, setFlags(flags));
  }

  #escape(flags: Flags): Node {
    const reader: PatternReader = this.#reader;
    const position = reader.position;
    const digits = reader.takeWhile(/^[0-9]$/, 3);
    if (isBackreference(digits)) reader.refuse("a backreference", position - 1);
    reader.position = position;
    const assertion = ASSERTIONS[reader.next];
    if (!assertion) return setNode([memberOf(readEscape(reader))], false, setFlags(flags));
    reader.take();
    return { kind: "assertion", assertion };
  }

  /** Reads a group whose parenthesis has been read. */
  #group(flags: Flags): Node {
    const reader: PatternReader = this.#reader;
    const start = reader.position - 1;
    if (++this.#depth > MAX_DEPTH) reader.refuse(`a group within ${MAX_DEPTH} others`, start);
    const inside = reader.skip("?") ? this.#extension(flags, start) : undefined;
    if (!inside && ++this.#groups > 1) reader.refuse("more than one capturing group", start);
    const body = this.#choice(inside ?? flags);
    if (!reader.skip(")")) reader.fail("a group without its end", start);
    this.#depth--;
    return inside ? body : { kind: "group", body };
  }

  /** Reads what follows `(?`; returns the flags inside a group that does not capture, and undefined for one that does. */
  #extension(flags: Flags, start: number): Flags | undefined {
    const reader: PatternReader = this.#reader;
    if (reader.skip(":")) return flags;
    if (reader.skip("P<")) {
      const name = reader.takeWhile(/^[^>]$/u);
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || !reader.skip(">")) reader.refuse("this name of a group", start);
      return undefined;
    }
    for (const [beginning, what] of UNSUPPORTED) if (reader.skip(beginning)) reader.refuse(what, start);
    const letters = readFlags(reader);
    // Python 3.11 itself mixes them up: what `(?a:\W)` finds at the start of a pattern is not what it finds elsewhere.
    if (letters.on.includes(flags.has("a") ? "u" : "a")) reader.refuse("ASCII in a part of the pattern alone", start);
    if (reader.skip(":")) return changedFlags(flags, letters);
    reader.fail(reader.next === ")" ? "flags that do not come first" : "an extension that does not exist", start);
  }
}

const NEWLINE = 0x0a;

/** By the character after the backslash. */
const ASSERTIONS: Readonly<Record<string, Assertion>> = { A: "start", Z: "end", b: "boundary", B: "no-boundary" };

/** What only a backtracking engine can do, by what follows `(?`. */
const UNSUPPORTED: readonly (readonly [string, string])[] = [
  ["=", "a lookahead"],
  ["!", "a lookahead"],
  ["<=", "a lookbehind"],
  ["<!", "a lookbehind"],
  ["P=", "a backreference"],
  [">", "an atomic group"],
  ["(", "a condition"],
];

/** Returns a choice between single characters as a set, as `re` does: it makes a difference for some letters in `(?i)`. */
function asSet(options: readonly Node[]): SetNode | undefined {
  const sets = options.filter((option): option is SetNode => option.kind === "set" && !option.isNegated);
  if (sets.length < options.length) return undefined;
  const [{ flags }] = sets as [SetNode];
  if (sets.some((set) => set.flags.ignoresCase !== flags.ignoresCase)) return undefined;
  const members = sets.flatMap((set) => set.members);
  return setNode(members, false, flags);
}

/** Returns the only part of a sequence. */
function alone(node: Node): Node {
  return node.kind === "sequence" && node.parts.length === 1 ? alone(node.parts[0]!) : node;
}
