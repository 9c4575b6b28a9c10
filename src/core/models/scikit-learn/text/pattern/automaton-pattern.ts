/** Finds the words of any pattern in time linear in the text, all words together. */

import { characterLength, codePointAt } from "../characters.js";
import type { Ranges } from "../ranges.js";
import { ADVANCING, ALIVE, Automaton, NOTHING } from "./automaton.js";
import { CharacterClasses, CONTEXTS, EDGE, END } from "./character-classes.js";
import type { Pattern } from "./pattern.js";
import { ACCEPT, CHARACTER, GROUP_START, type Program } from "./program.js";

/** Places whose states are held at a time. */
const BLOCK = 1 << 12;

/**
 * A pattern that is matched in two passes (Frisch and Cardelli, Greedy Regular Expression Matching, 2004). From right to left an automaton
 * finds which steps can reach the end of a match. From left to right the program then takes, wherever there is a choice, the first step
 * that can: the one at which a backtracking engine would end up.
 */
export class AutomatonPattern implements Pattern {
  readonly #program: Program;
  readonly #classes: CharacterClasses;
  readonly #automaton: Automaton;

  /** Symbol of each character of the text, and of its end. */
  #symbols: Uint32Array = new Uint32Array(1 << 10);
  /** First byte of each character, and the number of bytes. */
  #offsets: Uint32Array = new Uint32Array(1 << 10);
  /** Characters of the text. */
  #count = 0;

  /** States at the places from {@link #from} on; place i is before character i. */
  readonly #states: Uint16Array = new Uint16Array(BLOCK);
  #from = 0;
  /** For each block but the last: the steps that are alive at the first place after it. */
  readonly #after: Uint8Array[] = [];

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
    const { start, hasGroup, steps } = this.#program;
    const offsets = this.#offsets;
    // After an empty match the next one may start at the same place if it is not empty, as since Python 3.7.
    let wanted = ALIVE;
    for (let at = 0; at <= this.#count; ) {
      const state = this.#stateAt(at);
      if (!(this.#automaton.alive[state * steps.length + start]! & wanted)) {
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

  /** Sets the symbols of the text's characters. */
  #read(bytes: Uint8Array, size: number): void {
    if (this.#offsets.length <= size) {
      this.#symbols = new Uint32Array(2 * size);
      this.#offsets = new Uint32Array(2 * size);
    }
    const classes = this.#classes;
    const symbols = this.#symbols;
    const offsets = this.#offsets;
    let count = 0;
    let before = EDGE;
    for (let at = 0; at < size; ) {
      const point = codePointAt(bytes, at);
      offsets[count] = at;
      at += characterLength(bytes[at]!);
      const number = at < size ? classes.of(point) : classes.ofLast(point);
      symbols[count++] = number * CONTEXTS + before;
      before = classes.list[number]!.context;
    }
    symbols[count] = END * CONTEXTS + before;
    offsets[count] = size;
    this.#count = count;
  }

  /** Sets the states of a block. The block after it must have been loaded before. */
  #load(block: number): void {
    const automaton = this.#automaton;
    const symbols = this.#symbols;
    const states = this.#states;
    const from = block * BLOCK;
    const end = Math.min(from + BLOCK, this.#count + 1);
    automaton.prepare();
    let state = end <= this.#count ? automaton.add(this.#after[block]!) : NOTHING;
    for (let at = end - 1; at >= from; at--) {
      const symbol = symbols[at]!;
      state = automaton.before[state * automaton.symbols + symbol] || automaton.stateBefore(state, symbol);
      states[at - from] = state;
    }
    // Not the state itself, for it may be void by the time it is needed.
    if (block > 0) this.#after[block - 1] = automaton.copy(state);
    this.#from = from;
  }

  #stateAt(at: number): number {
    if (at - this.#from >= BLOCK) this.#load(at / BLOCK);
    return this.#states[at - this.#from]!;
  }

  /** Follows the match at a place; returns where it ends. */
  #match(start: number, wanted: number): number {
    const { steps } = this.#program;
    const automaton = this.#automaton;
    let at = start;
    let state = this.#stateAt(at);
    // A group that takes no part in a match gives the empty word.
    this.#groupStart = this.#groupEnd = at;
    for (let i = automaton.choose(state, this.#program.start, wanted); ; ) {
      const { kind, next } = steps[i]!;
      if (kind === CHARACTER) {
        state = this.#stateAt(++at);
        i = automaton.chosen[state * steps.length + next] || automaton.choose(state, next, ALIVE);
        continue;
      }
      if (kind === ACCEPT) return at;
      if (kind === GROUP_START) this.#groupStart = at;
      else this.#groupEnd = at;
      i = automaton.choose(state, next, at === start ? wanted : ALIVE);
    }
  }
}
