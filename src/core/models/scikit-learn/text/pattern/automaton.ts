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

/** The states that are kept from text to text, at most. */
const MAX_STATES = 1 << 12;

/** What can be matched at a place. */
export interface State {
  /** By step: 0, {@link ALIVE}, or both it and {@link ADVANCING}. */
  readonly steps: Uint8Array;
  /** The states one character before, by class and context. */
  readonly before: State[];
}

export class Automaton {
  /** The state from which the end of a text is read. */
  readonly nothing: State;
  readonly #program: Program;
  readonly #classes: readonly CharacterClass[];
  /** All steps, each after those that it leads to without reading. */
  readonly #order: readonly number[];
  readonly #states = new Map<string, State>();

  /** @param classes What the numbers of classes stand for; it may grow. */
  constructor(program: Program, classes: readonly CharacterClass[]) {
    this.#program = program;
    this.#classes = classes;
    this.#order = orderOf(program);
    this.nothing = { steps: new Uint8Array(program.steps.length), before: [] };
  }

  /**
   * Returns the state at a place.
   *
   * @param after The state one character later.
   * @param classNumber The class of the character at the place.
   * @param context The context of the character before it.
   */
  before(after: State, classNumber: number, context: number): State {
    const known = after.before[classNumber * CONTEXTS + context];
    if (known) return known;
    const made = this.#make(after, classNumber, context);
    after.before[classNumber * CONTEXTS + context] = made;
    return made;
  }

  /** Forgets the states if there are many. Returns the one of them that is gone on from. */
  trim(state: State): State {
    if (this.#states.size < MAX_STATES) return state;
    this.#states.clear();
    this.nothing.before.length = 0;
    return { steps: state.steps, before: [] };
  }

  #make(after: State, classNumber: number, context: number): State {
    const { steps, assertions } = this.#program;
    const { isIn, context: afterContext } = this.#classes[classNumber]!;
    const made = new Uint8Array(steps.length);
    for (const i of this.#order) {
      const { kind, next, argument } = steps[i]!;
      if (kind === ACCEPT) made[i] = ALIVE;
      else if (kind === CHARACTER) made[i] = isIn[argument] && after.steps[next] ? ALIVE | ADVANCING : 0;
      else if (kind === SPLIT) made[i] = made[next]! | made[argument]!;
      else if (kind === ASSERT) made[i] = holds(assertions[argument]!, context, afterContext) ? made[next]! : 0;
      else made[i] = made[next]!;
    }
    const key = String.fromCharCode(...made);
    const known = this.#states.get(key);
    if (known) return known;
    const state: State = { steps: made, before: [] };
    this.#states.set(key, state);
    return state;
  }
}

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
