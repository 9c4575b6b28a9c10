/** The first step of the analysis: lower case and accents as Python's `str.lower()` and scikit-learn's `strip_accents` do it. */

import {
  CASE_IGNORABLE,
  CASED,
  COMBINING,
  characterLength,
  characterProperties,
  codePointAt,
  KNOWN,
} from "./characters.js";

/** What is done to a text before it is cut. */
export interface Preparation {
  readonly lowercase: boolean;
  /** How characters lose their accents; null: they keep them. */
  readonly stripAccents: "unicode" | "ascii" | null;
  /** `unicode` leaves a text alone that is in NFKD already, accents and all: scikit-learn before 0.22. */
  readonly keepsDecomposed: boolean;
}

/** A text as the UTF-8 of what is left after its preparation. */
export class PreparedText {
  bytes: Uint8Array = new Uint8Array(1 << 12);
  /** Bytes of the text. */
  size = 0;
  readonly #preparation: Preparation;

  constructor(preparation: Preparation) {
    this.#preparation = preparation;
  }

  /** Takes a text. A lone surrogate counts as U+FFFD. */
  open(text: string): void {
    const { lowercase, stripAccents, keepsDecomposed } = this.#preparation;
    const quick = lowercase ? text.toLowerCase() : text;
    this.#encode(quick);
    // Engines agree on ASCII, and on characters that become ASCII: no new letter does.
    if (this.size === quick.length || !(lowercase || stripAccents)) return;

    const cased = lowercase ? lowerCase(text) : text;
    const decomposed = stripAccents ? changeKnown(cased, (part) => part.normalize("NFKD")) : cased;
    this.#encode(decomposed);
    if (stripAccents === "ascii") this.#keep(() => false);
    else if (stripAccents && !(keepsDecomposed && decomposed === cased)) {
      const properties = characterProperties();
      this.#keep((point) => (properties[point]! & COMBINING) === 0);
    }
  }

  #encode(text: string): void {
    for (;;) {
      const { read, written } = encoder.encodeInto(text, this.bytes);
      this.size = written;
      if (read === text.length) return;
      this.bytes = new Uint8Array(Math.max(2 * this.bytes.length, text.length));
    }
  }

  /** Drops the characters beyond ASCII that `isKept` does not hold for. */
  #keep(isKept: (point: number) => boolean): void {
    const { bytes, size } = this;
    let kept = 0;
    for (let at = 0, next = 0; at < size; at = next) {
      next = at + characterLength(bytes[at]!);
      if (bytes[at]! >= 0x80 && !isKept(codePointAt(bytes, at))) continue;
      for (let i = at; i < next; i++) bytes[kept++] = bytes[i]!;
    }
    this.size = kept;
  }
}

const encoder = new TextEncoder();

/** Capital sigma has two lower-case forms: at the end of a word, and elsewhere. */
const CAPITAL_SIGMA = "\u03a3";

/** Returns `str.lower()` of Python 3.11. */
export function lowerCase(text: string): string {
  const sigmas = text.includes(CAPITAL_SIGMA) ? lowerSigmas(text) : text;
  return changeKnown(sigmas, (part) => part.toLowerCase());
}

/**
 * Changes a text but for the characters that Unicode 14 does not have, which Python leaves as they are. Of all others newer versions have
 * kept the lower case and the decomposition, and an unknown character between two others keeps them apart in both.
 */
function changeKnown(text: string, change: (part: string) => string): string {
  const properties = characterProperties();
  let changed = "";
  let from = 0;
  for (let at = 0, next = 0; at < text.length; at = next) {
    const point = text.codePointAt(at)!;
    next = at + unitsOf(point);
    if (properties[point]! & KNOWN) continue;
    changed += change(text.slice(from, at)) + text.slice(at, next);
    from = next;
  }
  return changed + change(from === 0 ? text : text.slice(from));
}

/** Lower-cases capital sigmas alone. Which characters decide the form is a matter of the Unicode version. */
function lowerSigmas(text: string): string {
  const properties = characterProperties();
  let changed = "";
  let isAfterCased = false;
  for (let at = 0, next = 0; at < text.length; at = next) {
    const point = text.codePointAt(at)!;
    next = at + unitsOf(point);
    const character = text.slice(at, next);
    const isFinal = isAfterCased && character === CAPITAL_SIGMA && !isBeforeCased(text, next);
    changed += character !== CAPITAL_SIGMA ? character : isFinal ? "\u03c2" : "\u03c3";
    if (!(properties[point]! & CASE_IGNORABLE)) isAfterCased = (properties[point]! & CASED) !== 0;
  }
  return changed;
}

/** Whether the first character from `from` on that is not case-ignorable is cased. */
function isBeforeCased(text: string, from: number): boolean {
  const properties = characterProperties();
  let at = from;
  for (; at < text.length; at += unitsOf(text.codePointAt(at)!)) {
    if (!(properties[text.codePointAt(at)!]! & CASE_IGNORABLE)) break;
  }
  return at < text.length && (properties[text.codePointAt(at)!]! & CASED) !== 0;
}

/** UTF-16 units of a character. */
function unitsOf(point: number): number {
  return point > 0xffff ? 2 : 1;
}
