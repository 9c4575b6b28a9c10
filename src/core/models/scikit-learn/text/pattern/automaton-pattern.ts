/** Finds the words of any pattern in time linear in the text, all words together. */

import { characterLength, codePointAt } from "../characters.js";
import type { Ranges } from "../ranges.js";
import { ADVANCING, ALIVE, Automaton, type State } from "./automaton.js";
import { CharacterClasses, EDGE, END, OTHER } from "./character-classes.js";
import type { Pattern } from "./pattern.js";
import { ACCEPT, CHARACTER, GROUP_END, GROUP_START, type Program, SPLIT } from "./program.js";

/** Places whose states are held at a time. */
const BLOCK = 1 << 13;

/**
 * A pattern that is matched in two passes (Frisch and Cardelli, Greedy Regular Expression Matching, 2004). From right to left an automaton
 * finds which steps can reach the end of a match. From left to right the program then takes, wherever there is a choice, the first step
 * that can: the one at which a backtracking engine would end up.
 */
export class AutomatonPattern implements Pattern {
  readonly #program: Program;
  readonly #classes: CharacterClasses;
  readonly #automaton: Automaton;

  /** Class of each character of the text. */
  #characters: Uint16Array = new Uint16Array(1 << 10);
  /** First byte of each character, and the number of bytes. */
  #offsets: Uint32Array = new Uint32Array(1 << 10);
  /** Characters of the text. */
  #count = 0;

  /** States at the places from {@link #from} on; place i is before character i. */
  readonly #states: State[] = [];
  #from = 0;
  /** The state after the last place of each block but the last. */
  readonly #after: State[] = [];

  #groupStart = 0;
  #groupEnd = 0;

  constructor(program: Program) {
    this.#program = program;
    this.#classes = new CharacterClasses(program);
    this.#automaton = new Automaton(program, this.#classes.list);
  }

  findAll(bytes: Uint8Array, size: number, found: Ranges): void {
    this.#read(bytes, size);
    for (let block = Math.floor(this.#count / BLOCK); block >= 0; block--) this.#load(block);
    const { start, hasGroup } = this.#program;
    const offsets = this.#offsets;
    // After an empty match the next one may start at the same place if it is not empty, as since Python 3.7.
    let wanted = ALIVE;
    for (let at = 0; at <= this.#count; ) {
      if (!(this.#stateAt(at).steps[start]! & wanted)) {
        at++;
        wanted = ALIVE;
        continue;
      }
      const end = this.#match(at, wanted);
      if (hasGroup) found.add(offsets[this.#groupStart]!, offsets[this.#groupEnd]!);
      else found.add(offsets[at]!, offsets[end]!);
      wanted = end === at ? ADVANCING : ALIVE;
      at = end;
    }
  }

  /** Sets the classes of the text's characters. */
  #read(bytes: Uint8Array, size: number): void {
    if (this.#offsets.length <= size) {
      this.#characters = new Uint16Array(2 * size);
      this.#offsets = new Uint32Array(2 * size);
    }
    let count = 0;
    for (let at = 0; at < size; ) {
      const point = codePointAt(bytes, at);
      const next = at + characterLength(bytes[at]!);
      this.#offsets[count] = at;
      this.#characters[count++] = next < size ? this.#classes.of(point) : this.#classes.ofLast(point);
      at = next;
    }
    this.#offsets[count] = size;
    this.#count = count;
  }

  /** Sets the states of a block. The block after it must have been loaded before. */
  #load(block: number): void {
    const automaton = this.#automaton;
    const from = block * BLOCK;
    const end = Math.min(from + BLOCK, this.#count + 1);
    let state = automaton.trim(end <= this.#count ? this.#after[block]! : automaton.nothing);
    for (let at = end - 1; at >= from; at--) {
      const character = at < this.#count ? this.#characters[at]! : END;
      state = automaton.before(state, character, this.#contextBefore(at));
      this.#states[at - from] = state;
    }
    // Without the states before it, for it may outlast them.
    if (block > 0) this.#after[block - 1] = { steps: state.steps, before: [] };
    this.#from = from;
  }

  #contextBefore(at: number): number {
    if (this.#program.assertions.length === 0) return OTHER;
    return at === 0 ? EDGE : this.#classes.list[this.#characters[at - 1]!]!.context;
  }

  #stateAt(at: number): State {
    if (at - this.#from >= BLOCK) this.#load(at / BLOCK);
    return this.#states[at - this.#from]!;
  }

  /** Follows the match at a place; returns where it ends. */
  #match(start: number, wanted: number): number {
    const { steps } = this.#program;
    let at = start;
    let alive = wanted;
    let state = this.#stateAt(at);
    // A group that takes no part in a match gives the empty word.
    this.#groupStart = this.#groupEnd = at;
    for (let i = this.#program.start; ; ) {
      const { kind, next, argument } = steps[i]!;
      if (kind === ACCEPT) return at;
      i = next;
      if (kind === CHARACTER) {
        state = this.#stateAt(++at);
        alive = ALIVE;
      } else if (kind === SPLIT) {
        if (!(state.steps[next]! & alive)) i = argument;
      } else if (kind === GROUP_START) this.#groupStart = at;
      else if (kind === GROUP_END) this.#groupEnd = at;
    }
  }
}
