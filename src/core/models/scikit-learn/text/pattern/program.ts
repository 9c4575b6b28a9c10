/** A token pattern as a program: steps that each lead to the next, as a backtracking engine would try them. */

import type { CharacterSet } from "./character-set.js";
import { PatternFault } from "./pattern.js";
import { type Assertion, canBeEmpty, hasGroup, type Node, type Syntax } from "./syntax.js";

/** The end of a match. It is step 0. */
export const ACCEPT = 0;
/** Reads a character of a set, `argument` in {@link Program.sets}. */
export const CHARACTER = 1;
/** Goes on at `next`, or else at `argument`. */
export const SPLIT = 2;
/** Goes on if an assertion holds, `argument` in {@link Program.assertions}. */
export const ASSERT = 3;
/** Notes where the capturing group starts. */
export const GROUP_START = 4;
/** Notes where the capturing group ends. */
const GROUP_END = 5;

/** Steps in the largest program. What is done for each character of a text is bounded by it. */
const MAX_STEPS = 2000;

/** A step: its kind, the step after it, and what the kind needs. */
export interface Step {
  readonly kind: number;
  next: number;
  argument: number;
}

/**
 * A compiled pattern. The steps that read no character form no cycle: where the body of a repeat has matched nothing, the repeat ends, as
 * in Python. So steps within such a body are there twice, for before and after the first character that it reads.
 */
export class Program {
  readonly steps: Step[] = [{ kind: ACCEPT, next: 0, argument: 0 }];
  readonly start: number;
  readonly sets: CharacterSet[] = [];
  readonly assertions: Assertion[] = [];
  readonly hasGroup: boolean;
  /** The characters that the assertions count as parts of words. */
  readonly word: CharacterSet;
  readonly #setsByKey = new Map<string, number>();

  constructor({ node, word }: Syntax) {
    this.start = this.#add(node, ACCEPT, ACCEPT);
    this.hasGroup = hasGroup(node);
    this.word = word;
  }

  /**
   * Adds the steps for a node.
   *
   * @param empty The step after the node if it has read nothing.
   * @param full The step after the node if it has read something.
   * @returns the first step.
   */
  #add(node: Node, empty: number, full: number): number {
    switch (node.kind) {
      case "set":
        return this.#step(CHARACTER, full, this.#set(node.key, node.has));
      case "assertion":
        return this.#step(ASSERT, empty, this.assertions.push(node.assertion) - 1);
      case "group":
        return this.#group(node.body, empty, full);
      case "sequence":
        return this.#sequence(node.parts, empty, full);
      case "choice":
        return node.options
          .map((option) => this.#add(option, empty, full))
          .reduceRight((others, option) => this.#step(SPLIT, option, others));
      case "repeat":
        return this.#repeat(node, empty, full);
    }
  }

  #step(kind: number, next: number, argument: number): number {
    if (this.steps.length >= MAX_STEPS)
      throw new PatternFault(`a pattern of more than ${MAX_STEPS} steps is not supported`);
    return this.steps.push({ kind, next, argument }) - 1;
  }

  #set(key: string, has: CharacterSet): number {
    const known = this.#setsByKey.get(key);
    if (known !== undefined) return known;
    this.#setsByKey.set(key, this.sets.length);
    return this.sets.push(has) - 1;
  }

  #group(body: Node, empty: number, full: number): number {
    const fullEnd = this.#step(GROUP_END, full, 0);
    const emptyEnd = empty === full ? fullEnd : this.#step(GROUP_END, empty, 0);
    return this.#step(GROUP_START, this.#add(body, emptyEnd, fullEnd), 0);
  }

  #sequence(parts: readonly Node[], empty: number, full: number): number {
    let [emptyNext, fullNext] = [empty, full];
    for (const part of parts.toReversed()) [emptyNext, fullNext] = this.#addBoth(part, emptyNext, fullNext, fullNext);
    return emptyNext;
  }

  /**
   * Adds the steps for a node twice: for where nothing has been read before it, and for where something has.
   *
   * @param empty The step after the node if nothing has been read, neither before nor in it.
   * @param readBefore The step after the node if something has been read before and nothing in it.
   * @param full The step after the node if it has read something.
   * @returns the first steps. They are the same where what has been read before makes no difference.
   */
  #addBoth(node: Node, empty: number, readBefore: number, full: number): [empty: number, readBefore: number] {
    if (!canBeEmpty(node)) {
      const first = this.#add(node, full, full);
      return [first, first];
    }
    const first = this.#add(node, readBefore, full);
    return [empty === readBefore ? first : this.#add(node, empty, full), first];
  }

  #repeat({ body, min, max, isLazy }: Node & { kind: "repeat" }, empty: number, full: number): number {
    let [emptyNext, fullNext] = [empty, full];
    /** Adds the choice between the body and the step after the repeat. */
    const split = (first: number, after: number): number =>
      isLazy ? this.#step(SPLIT, after, first) : this.#step(SPLIT, first, after);
    if (max === Number.POSITIVE_INFINITY) {
      const loop = this.#step(SPLIT, 0, 0);
      const [emptyBody, fullBody] = this.#addBoth(body, empty, full, loop);
      const step = this.steps[loop]!;
      [step.next, step.argument] = isLazy ? [full, fullBody] : [fullBody, full];
      [emptyNext, fullNext] = [empty === full ? loop : split(emptyBody, empty), loop];
    } else {
      for (let i = min; i < max; i++) {
        const [emptyBody, fullBody] = this.#addBoth(body, empty, full, fullNext);
        const fullSplit = split(fullBody, full);
        [emptyNext, fullNext] = [empty === full ? fullSplit : split(emptyBody, empty), fullSplit];
      }
    }
    for (let i = 0; i < min; i++) {
      const [emptyBody, fullBody] = this.#addBoth(body, emptyNext, fullNext, fullNext);
      // A body without a step stays without one, however often it is repeated.
      if (emptyBody === emptyNext && fullBody === fullNext) break;
      [emptyNext, fullNext] = [emptyBody, fullBody];
    }
    return emptyNext;
  }
}
