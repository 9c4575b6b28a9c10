/** Reads a token pattern character by character, as `Tokenizer` in Python's re/_parser.py does. */

import { PatternFault } from "./pattern.js";

export class PatternReader {
  readonly #characters: readonly string[];
  /** Characters read so far. */
  position = 0;

  constructor(source: string) {
    this.#characters = Array.from(source);
  }

  /** The next character; "" at the end. */
  get next(): string {
    return this.#characters[this.position] ?? "";
  }

  get isAtEnd(): boolean {
    return this.position >= this.#characters.length;
  }

  /** Reads one character. */
  take(): string {
    if (this.isAtEnd) this.fail("it ends too early");
    return this.#characters[this.position++]!;
  }

  /** Reads `text` if it comes next. */
  skip(text: string): boolean {
    const isNext = Array.from(text).every((character, i) => this.#characters[this.position + i] === character);
    if (isNext) this.position += Array.from(text).length;
    return isNext;
  }

  /** Reads the characters that `isTaken` holds for, `limit` of them at most. */
  takeWhile(isTaken: RegExp, limit: number = Number.POSITIVE_INFINITY): string {
    let taken = "";
    while (taken.length < limit && isTaken.test(this.next)) taken += this.take();
    return taken;
  }

  /** @throws {PatternFault} about what is wrong at `position`. */
  fail(what: string, position: number = this.position): never {
    throw new PatternFault(`${what}, at position ${position}`);
  }

  /** @throws {PatternFault} about what Python has and this engine does not. */
  refuse(what: string, position: number): never {
    this.fail(`${what} is not supported`, position);
  }
}
