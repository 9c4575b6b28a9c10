/** The alphabet of an automaton: characters that a pattern cannot tell apart are one class. */

import type { CharacterSet } from "./character-set.js";
import type { Program } from "./program.js";
import type { Assertion } from "./syntax.js";

/** What assertions ask of the characters before and after a place. */
const OTHER = 0;
const WORD = 1;
const NEWLINE = 2;
/** A newline that is the last character of the text. */
const LAST_NEWLINE = 3;
/** No character: the place is an edge of the text. */
export const EDGE = 4;
/** How many there are. */
export const CONTEXTS = 5;

/** The class of the end of a text. */
export const END = 0;

const NEWLINE_POINT = 0x0a;

/** Characters that are in the same sets and alike to all assertions. */
export interface CharacterClass {
  /** Whether its characters are in each set of the program. */
  readonly isIn: readonly boolean[];
  readonly context: number;
}

/** Numbers the classes of characters as they are met. */
export class CharacterClasses {
  /** By number. */
  readonly list: CharacterClass[] = [];
  readonly #sets: readonly CharacterSet[];
  /** Undefined if nothing is asked of characters before and after a place. */
  readonly #word: CharacterSet | undefined;
  readonly #numbers = new Map<string, number>();
  /** Numbers by code point, 256 to a page; 0 where a character has not been met. */
  readonly #pages: Uint16Array[] = [];
  readonly #lastNewline: number;

  constructor({ sets, assertions, word }: Program) {
    this.#sets = sets;
    this.#word = assertions.length > 0 ? word : undefined;
    this.#number({ isIn: sets.map(() => false), context: EDGE });
    this.#lastNewline = this.#number({ isIn: this.#setsOf(NEWLINE_POINT), context: LAST_NEWLINE });
  }

  /** Returns the number of the class of a character. */
  of(point: number): number {
    this.#pages[point >> 8] ??= new Uint16Array(0x100);
    const page = this.#pages[point >> 8]!;
    const known = page[point & 0xff]!;
    if (known !== 0) return known;
    page[point & 0xff] = this.#number({ isIn: this.#setsOf(point), context: this.#contextOf(point) });
    return page[point & 0xff]!;
  }

  /** Returns the number of the class of the last character of a text. */
  ofLast(point: number): number {
    return point === NEWLINE_POINT ? this.#lastNewline : this.of(point);
  }

  #contextOf(point: number): number {
    if (!this.#word) return OTHER;
    return this.#word(point) ? WORD : point === NEWLINE_POINT ? NEWLINE : OTHER;
  }

  #setsOf(point: number): boolean[] {
    return this.#sets.map((has) => has(point));
  }

  #number(characterClass: CharacterClass): number {
    const key = `${characterClass.context}${characterClass.isIn.map(Number).join("")}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.list.length);
    return this.list.push(characterClass) - 1;
  }
}

/** Returns whether an assertion holds between two characters. */
export function holds(assertion: Assertion, before: number, after: number): boolean {
  switch (assertion) {
    case "start":
      return before === EDGE;
    case "line-start":
      return before === EDGE || before === NEWLINE || before === LAST_NEWLINE;
    case "end":
      return after === EDGE;
    case "last-line-end":
      return after === EDGE || after === LAST_NEWLINE;
    case "line-end":
      return after === EDGE || after === NEWLINE || after === LAST_NEWLINE;
    case "boundary":
      return (before === WORD) !== (after === WORD);
    case "no-boundary":
      // In an empty text Python finds neither a boundary nor the lack of one.
      return (before === WORD) === (after === WORD) && !(before === EDGE && after === EDGE);
  }
}
