/**
 * Which steps of a program can reach the end of a match from a place in a text. It follows from the character at the place and from which
 * steps can from the next place on: an automaton that reads texts from right to left, with as many of its states as texts have needed.
 */

import { type CharacterClass, CONTEXTS, holds } from "./character-classes.js";
import { ACCEPT, ASSERT, CHARACTER, type Program, SPLIT } from "./program.js";

/** The step can reach the end of a match. */
export const ALIVE = 1;
/** It can after reading one more character or several. */
export const ADVANCING = 2;

/** The state behind the end of a text. */
export const NOTHING = 0;

/** The automaton starts again when it has this many states, so that no text makes it grow for ever. */
const MAX_STATES = 1 << 11;

/** States are numbers. What is known of each is in tables that grow with the number of states. */
export class Automaton {
  /** For each state and step: 0, {@link ALIVE}, or both it and {@link ADVANCING}. [states × steps] */
  alive: Uint8Array;
  /** For each state and step: what {@link choose} has returned, or 0. [states × steps] */
  chosen: Uint16Array;
  /** For each state and symbol: what {@link stateBefore} has returned, or 0. [states × symbols] */
  before: Uint16Array;
  /** Room for symbols. A symbol is a class times {@link CONTEXTS}, plus the context of the character before. */
  symbols = 0;

  readonly #program: Program;
  readonly #classes: readonly CharacterClass[];
  /** All steps, each after those that it leads to without reading. */
  readonly #order: readonly number[];
  readonly #numbers = new Map<string, number>();
  readonly #made: Uint8Array;
  #room = 1 << 5;

  /** @param classes What the numbers of classes stand for; it may grow. */
  constructor(program: Program, classes: readonly CharacterClass[]) {
    this.#program = program;
    this.#classes = classes;
    this.#order = orderOf(program);
    this.#made = new Uint8Array(program.steps.length);
    this.alive = new Uint8Array(this.#room * program.steps.length);
    this.chosen = new Uint16Array(this.#room * program.steps.length);
    this.before = new Uint16Array(0);
  }

  /** Prepares for the symbols of a text, and starts again if there are too many states. All states are void then. */
  prepare(): void {
    const needed = this.#classes.length * CONTEXTS;
    if (needed <= this.symbols && this.#numbers.size < MAX_STATES) return;
    if (needed > this.symbols) this.symbols = 2 * needed;
    this.before = new Uint16Array(this.#room * this.symbols);
    this.chosen.fill(0);
    this.#numbers.clear();
    this.add(new Uint8Array(this.#program.steps.length));
  }

  /** Returns a copy of what is known of a state, for {@link add}. */
  copy(state: number): Uint8Array {
    const steps = this.#program.steps.length;
    return this.alive.slice(state * steps, (state + 1) * steps);
  }

  /** Returns the state in which steps are alive as given, and makes it if there is none yet. */
  add(alive: Uint8Array): number {
    const key = decoder.decode(alive);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const state = this.#numbers.size;
    this.#numbers.set(key, state);
    if (state === this.#room) this.#grow();
    this.alive.set(alive, state * alive.length);
    return state;
  }

  /** Returns the state one character before another state. */
  stateBefore(after: number, symbol: number): number {
    const { steps, assertions } = this.#program;
    const { isIn, context } = this.#classes[Math.floor(symbol / CONTEXTS)]!;
    const alive = this.#made;
    for (const i of this.#order) {
      const { kind, next, argument } = steps[i]!;
      if (kind === ACCEPT) alive[i] = ALIVE;
      else if (kind === CHARACTER) {
        alive[i] = isIn[argument] && this.alive[after * steps.length + next] ? ALIVE | ADVANCING : 0;
      } else if (kind === SPLIT) alive[i] = alive[next]! | alive[argument]!;
      else if (kind === ASSERT) alive[i] = holds(assertions[argument]!, symbol % CONTEXTS, context) ? alive[next]! : 0;
      else alive[i] = alive[next]!;
    }
    const state = this.add(alive);
    this.before[after * this.symbols + symbol] = state;
    return state;
  }

  /**
   * Returns the step that a step leads to without reading: one that reads a character, is the end of the match, or is an edge of the group.
   * Where there is a choice, it takes the first step that can reach the end of a match, as `wanted` says.
   */
  choose(state: number, step: number, wanted: number): number {
    const { steps } = this.#program;
    const first = state * steps.length;
    let i = step;
    for (;;) {
      const { kind, next, argument } = steps[i]!;
      if (kind !== SPLIT && kind !== ASSERT) break;
      i = kind === ASSERT || this.alive[first + next]! & wanted ? next : argument;
    }
    if (wanted === ALIVE) this.chosen[first + step] = i;
    return i;
  }

  #grow(): void {
    const { alive, chosen, before } = this;
    this.#room *= 2;
    this.alive = new Uint8Array(2 * alive.length);
    this.chosen = new Uint16Array(2 * chosen.length);
    this.before = new Uint16Array(2 * before.length);
    this.alive.set(alive);
    this.chosen.set(chosen);
    this.before.set(before);
  }
}

const decoder = new TextDecoder();

function orderOf({ steps }: Program): number[] {
  const order: number[] = [];
  const isVisited = new Uint8Array(steps.length);
  const visit = (i: number): void => {
    if (isVisited[i]) return;
    isVisited[i] = 1;
    const { kind, next, argument } = steps[i]!;
    if (kind !== ACCEPT && kind !== CHARACTER) visit(next);
    if (kind === SPLIT) visit(argument);
    order.push(i);
  };
  for (let i = 0; i < steps.length; i++) visit(i);
  return order;
}
