/** What a token pattern is to the analyzer, and the fault of one that cannot be used. */

import type { Ranges } from "../ranges.js";

/** What finds the words of a text. */
export interface Pattern {
  /** Appends where the words are in the first `size` bytes of `bytes`, valid UTF-8, to `found`: what `re.findall` gives. */
  findAll(bytes: Uint8Array, size: number, found: Ranges): void;
}

/** A token pattern that cannot be used. The message says which part of it, and where: "a lookahead at position 3 is not supported". */
export class PatternFault extends Error {
  override name = "PatternFault";
}
