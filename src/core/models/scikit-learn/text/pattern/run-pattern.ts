/** The common token patterns, such as `\b\w\w+\b` and `[a-z]+`: they find the longest runs of characters of one set. */

import { characterLength, codePointAt } from "../characters.js";
import type { Ranges } from "../ranges.js";
import type { CharacterSet } from "./character-set.js";
import type { Pattern } from "./pattern.js";

/** What a byte tells of its character. Bytes inside a character count as {@link OUTSIDE}. */
const OUTSIDE = 0;
const INSIDE = 1;
/** The first byte of a character beyond ASCII. */
const LEAD = 2;

/** The pattern `S{minimum,}` of a set S, with a `\b` before it or after it or both. */
export class RunPattern implements Pattern {
  readonly #set: CharacterSet;
  readonly #minimum: number;
  /** The characters that have a boundary at their edge; undefined where there is no `\b`. */
  readonly #wordBefore: CharacterSet | undefined;
  readonly #wordAfter: CharacterSet | undefined;
  /** By byte. [256] */
  readonly #kinds: Uint8Array = new Uint8Array(0x100).fill(LEAD, 0xc0);
  /** Where runs start and end, in turn. */
  #edges: Uint32Array = new Uint32Array(1 << 10);

  /**
   * @param set S. If there is a `\b`, all of it must be word characters: then no boundary is inside a run, and a run that does not end at
   * one holds no shorter match either.
   * @param minimum Characters in the shortest match, 1 or more.
   */
  constructor(set: CharacterSet, minimum: number, wordBefore?: CharacterSet, wordAfter?: CharacterSet) {
    this.#set = set;
    this.#minimum = minimum;
    // Around a run of all word characters there are boundaries.
    this.#wordBefore = wordBefore === set ? undefined : wordBefore;
    this.#wordAfter = wordAfter === set ? undefined : wordAfter;
    for (let point = 0; point < 0x80; point++) this.#kinds[point] = set(point) ? INSIDE : OUTSIDE;
  }

  findAll(bytes: Uint8Array, size: number, found: Ranges): void {
    if (!this.#findAllInAscii(bytes, size, found)) this.#findAllInUtf8(bytes, size, found);
  }

  /**
   * Finds all words of a text in ASCII, without a branch for each byte: processors guess wrong where words end.
   *
   * @returns false, with nothing found, for any other text.
   */
  #findAllInAscii(bytes: Uint8Array, size: number, found: Ranges): boolean {
    if (this.#edges.length < size + 2) this.#edges = new Uint32Array(2 * size + 2);
    const edges = this.#edges;
    const kinds = this.#kinds;
    let count = 0;
    let before = OUTSIDE;
    let all = 0;
    for (let at = 0; at < size; at++) {
      const byte = bytes[at]!;
      const kind = kinds[byte]!;
      all |= byte;
      edges[count] = at;
      count += kind ^ before;
      before = kind;
    }
    if (all >= 0x80) return false;
    edges[count] = size;
    found.makeRoom(count);
    const { starts, ends } = found;
    const minimum = this.#minimum;
    const isAnywhere = !this.#wordBefore && !this.#wordAfter;
    let words = found.count;
    for (let i = 0; i < count; i += 2) {
      const start = edges[i]!;
      const end = edges[i + 1]!;
      starts[words] = start;
      ends[words] = end;
      if (end - start >= minimum && (isAnywhere || this.#isBounded(bytes, start, end, size))) words++;
    }
    found.count = words;
    return true;
  }

  #findAllInUtf8(bytes: Uint8Array, size: number, found: Ranges): void {
    const set = this.#set;
    const kinds = this.#kinds;
    const minimum = this.#minimum;
    for (let at = 0; at < size; at++) {
      const kind = kinds[bytes[at]!]!;
      if (kind === OUTSIDE || (kind === LEAD && !set(codePointAt(bytes, at)))) continue;
      const start = at;
      let characters = 0;
      for (;;) {
        const first = at;
        while (at < size && kinds[bytes[at]!] === INSIDE) at++;
        characters += at - first;
        if (at >= size || kinds[bytes[at]!] !== LEAD || !set(codePointAt(bytes, at))) break;
        characters++;
        at += characterLength(bytes[at]!);
      }
      if (characters >= minimum && this.#isBounded(bytes, start, at, size)) found.add(start, at);
      // What ends a run is outside, but its first byte may be followed by others.
      at--;
    }
  }

  #isBounded(bytes: Uint8Array, start: number, end: number, size: number): boolean {
    if (this.#wordBefore && start > 0) {
      let before = start - 1;
      while ((bytes[before]! & 0xc0) === 0x80) before--;
      if (this.#wordBefore(codePointAt(bytes, before))) return false;
    }
    return !(this.#wordAfter && end < size && this.#wordAfter(codePointAt(bytes, end)));
  }
}
