/** Flags of a token pattern, such as those of `(?ai)` and `(?i-s:…)`. */

import type { PatternReader } from "./reader.js";
import type { SetFlags } from "./syntax.js";

/** Flags that are on, by their letters: `a`, `u`, `i`, `m`, `s` and `x`. Without `a` a pattern is Unicode. */
export type Flags = ReadonlySet<string>;

/** The letters of flags that a pattern turns on, and off if it has a hyphen. */
export interface FlagLetters {
  readonly on: string;
  readonly off: string | undefined;
}

/** Reads letters up to the `)` or `:` behind them. */
export function readFlags(reader: PatternReader): FlagLetters {
  const start = reader.position;
  const on = readLetters(reader);
  const off = reader.skip("-") ? readLetters(reader) : undefined;
  if (off === undefined ? on === "" : off === "") reader.fail("an extension that does not exist", start);
  if (/a.*u|u.*a/.test(on) || /[au]/.test(off ?? "") || Array.from(on).some((letter) => off?.includes(letter))) {
    reader.fail("flags that exclude each other", start);
  }
  return { on, off };
}

function readLetters(reader: PatternReader): string {
  const letters = reader.takeWhile(/^[aimsux]$/);
  if (/^[Lt]$/.test(reader.next)) reader.refuse(`the flag ${reader.next}`, reader.position);
  return letters;
}

/** Returns the flags in a group that turns some on and off. */
export function changedFlags(flags: Flags, { on, off }: FlagLetters): Flags {
  const changed = new Set(flags);
  for (const letter of on) changed.add(letter);
  for (const letter of off ?? "") changed.delete(letter);
  return changed;
}

/** Returns the flags that decide about sets. */
export function setFlags(flags: Flags): SetFlags {
  return { isAscii: flags.has("a"), ignoresCase: flags.has("i") };
}
