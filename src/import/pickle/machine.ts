/** The pickle machine: the stack, marks and memo that opcodes work on. */

import type { Allowance } from "../allowance.js";
import { damaged } from "../damage.js";
import { Refusal } from "../refusal.js";
import type { PickleInput } from "./input.js";
import type { PyGlobal, PyObject, PyValue } from "./values.js";

/**
 * What things take in bytes of the {@link Allowance}, beside the values in them: measured with Node 20, rounded up. An opcode takes its
 * places on the stack and in the memo, each of which is copied when it grows.
 */
export const COST = {
  opcode: 32,
  number: 64,
  text: 32,
  view: 192,
  list: 64,
  item: 24,
  map: 320,
  entry: 64,
  global: 96,
  object: 640,
} as const;

/**
 * Takes the place of an object whose state has just been set. joblib puts arrays into pickles in this way.
 *
 * @returns the value to go on with.
 */
export type Replace = (object: PyObject, machine: Machine) => PyValue;

/** A call of the closed list: what it gives; undefined if it is to stay an object. */
export type Call = (machine: Machine, args: readonly PyValue[]) => PyValue | undefined;

/** A way to run an opcode. */
export type Run = (machine: Machine) => void;

/** An opcode: its byte, its name in Python's `pickletools`, and what it does. */
export type Opcode = readonly [code: number, name: string, run: Run];

/** A value of the memo that is only made if it is recalled. */
export abstract class Later {
  /** Makes the value that is remembered at an index. */
  abstract make(index: number): PyValue;
}

/** The state of one pickle while it is read. Every method that finds the pickle wrong throws a Refusal. */
export class Machine {
  readonly input: PickleInput;
  readonly allowance: Allowance;
  readonly replace: Replace | undefined;
  /** The protocol that the pickle states; undefined before protocol 2. */
  protocol: number | undefined;
  /** Whether an opcode was seen that came with protocol 1. */
  isBinary = false;
  /** Offset of the opcode that runs. */
  offset = 0;
  readonly stack: PyValue[] = [];
  /** What the functions that were called are in the closed list. */
  readonly calls: Map<PyGlobal, Call> = new Map();
  /** Heights of the stack at which a mark lies. */
  readonly #marks: number[] = [];
  /** Height below which nothing may be taken: the last mark. */
  #fence = 0;
  readonly #memo: (PyValue | Later)[] = [];
  readonly #view: DataView;
  /** Entries of the memo far beyond those before them: no Pickler makes them, but Python reads them. */
  readonly #sparse: Map<number, PyValue | Later> = new Map();
  #memoized = 0;

  constructor(input: PickleInput, allowance: Allowance, replace?: Replace) {
    this.input = input;
    this.allowance = allowance;
    this.replace = replace;
    this.#view = new DataView(input.bytes.buffer);
  }

  /** A view of the buffer that bytes lie in: making one for each scalar would take half the time of reading it. */
  viewOf(bytes: Uint8Array): DataView {
    return bytes.buffer === this.#view.buffer ? this.#view : new DataView(bytes.buffer);
  }

  /** A fault of the opcode that runs. */
  fault(what: string): Refusal {
    return damaged(`${what} at ${this.input.place(this.offset)}`);
  }

  limit(what: string): Refusal {
    return new Refusal(
      "limit",
      `too large: ${what} at ${this.input.place(this.offset)}; save the model alone, without its data`,
    );
  }

  push(value: PyValue): void {
    this.stack.push(value);
  }

  pop(): PyValue {
    if (this.stack.length <= this.#fence) throw this.fault("the pickle takes a value from an empty stack");
    return this.stack.pop()!;
  }

  /** The topmost value, which stays. */
  peek(): PyValue {
    if (this.stack.length <= this.#fence) throw this.fault("the pickle looks for a value on an empty stack");
    return this.stack[this.stack.length - 1]!;
  }

  mark(): void {
    this.#marks.push(this.stack.length);
    this.#fence = this.stack.length;
  }

  /** Takes all values above the last mark, and the mark. */
  popMark(): PyValue[] {
    const start = this.unmark();
    const items = this.stack.slice(start);
    this.stack.length = start;
    return items;
  }

  /** Takes the last mark alone; returns the height at which it was. */
  unmark(): number {
    const start = this.#marks.pop();
    if (start === undefined) throw this.fault("the pickle looks for a missing mark");
    this.#fence = this.#marks.at(-1) ?? 0;
    return start;
  }

  /** Takes the topmost value or, if there is none above it, the last mark. */
  discard(): void {
    if (this.stack.length === this.#fence && this.#marks.length > 0) this.unmark();
    else this.pop();
  }

  /** Number of values that are remembered: the index of the next. */
  get memoized(): number {
    return this.#memoized;
  }

  /** Remembers the topmost value at the next index. */
  memoize(): void {
    this.#put(this.#memoized, this.peek());
  }

  /** Remembers the topmost value. */
  put(index: number): void {
    this.#put(index, this.peek());
  }

  /** Remembers a value that is not made yet. */
  putLater(index: number, value: Later): void {
    this.#put(index, value);
  }

  /** Pushes a value that was remembered. */
  get(index: number): void {
    const value = this.#recalled(index);
    if (value === undefined) throw this.fault(`the pickle recalls value ${index}, which it has not stored,`);
    if (value instanceof Later) this.allowance.take(COST.view + COST.list);
    this.stack.push(value instanceof Later ? value.make(index) : value);
  }

  #put(index: number, value: PyValue | Later): void {
    if (this.#recalled(index) === undefined) this.#memoized++;
    // Python 2 counts from 1, so that one place stays empty.
    if (index <= this.#memo.length + 1) this.#memo[index] = value;
    else this.#sparse.set(index, value);
  }

  #recalled(index: number): PyValue | Later | undefined {
    const value = this.#memo[index];
    return value === undefined && this.#sparse.size > 0 ? this.#sparse.get(index) : value;
  }
}
