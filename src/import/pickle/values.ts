/** Values of Python as inert data: what the pickle machine builds, and all that it builds. Nothing here can be called. */

import type { Allowance } from "../allowance.js";
import { type Dtype, dtypeName, parseDtype } from "../numpy/dtype.js";
import { float64Items, type Item, isNumeric, itemReader, type ReadItem, viewOf } from "../numpy/items.js";
import { inRowOrder, sizeOf } from "../numpy/shape.js";
import { Refusal } from "../refusal.js";

export type { Dtype } from "../numpy/dtype.js";

/**
 * A value of a pickle. Lists and tuples are arrays, dicts are Maps (`__proto__` is a key like others), sets are Sets, bytes and bytearrays
 * are `Uint8Array`s. Integers are numbers where those are exact, else bigints; floats are {@link PyFloat}s, so that 1.0 is not 1.
 * Scalars of numpy are the plain values that they stand for. Values may contain themselves: a walk over them needs a limit.
 */
export type PyValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PyFloat
  | Uint8Array
  | PyValue[]
  | Map<PyValue, PyValue>
  | Set<PyValue>
  | PyGlobal
  | PyObject
  | NdArray;

/** A float. As a key of a dict, an equal number takes its place. */
export class PyFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** The name of a class or function. Only a name: nothing is imported or looked up. */
export class PyGlobal {
  readonly module: string;
  readonly name: string;

  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
  }

  /** As Python writes it, such as `sklearn.naive_bayes.MultinomialNB`. */
  get path(): string {
    return `${this.module}.${this.name}`;
  }
}

/** An instance of a class, or what a call of a function would have given: its name and what was to be passed to it. */
export class PyObject {
  readonly type: PyGlobal;
  /** Arguments of the constructor or function. */
  readonly args: readonly PyValue[];
  /** What the pickle sets as its state, as a rule a Map of its attributes; null if nothing. */
  state: PyValue = null;
  /** What the pickle appends to it, if it is a kind of list. */
  readonly items: PyValue[] = [];
  /** What the pickle sets in it, if it is a kind of dict. */
  readonly entries: Map<PyValue, PyValue> = new Map();

  constructor(type: PyGlobal, args: readonly PyValue[]) {
    this.type = type;
    this.args = args;
  }

  /** An attribute; undefined if it has none of that name. */
  get(name: string): PyValue | undefined {
    return this.state instanceof Map ? this.state.get(name) : undefined;
  }
}

/** A dtype of numpy: the value that stands for it in a pickle. */
export class DtypeObject extends PyObject {
  #dtype: Dtype | undefined;
  #read: ReadItem<Item> | undefined;

  /** What it says of items; kind `V` for those with fields and all others that are not read. Known once its state is set. */
  get dtype(): Dtype {
    this.#dtype ??= this.#described();
    return this.#dtype;
  }

  /** Reads an item; undefined if its items are objects or are not read. */
  get read(): ReadItem<Item> | undefined {
    this.#read ??= itemReader(this.dtype);
    return this.#read;
  }

  /** Whether its items are objects or have fields that are. */
  get hasObject(): boolean {
    const flags = Array.isArray(this.state) ? this.state[7] : 0;
    return this.dtype.kind === "O" || (typeof flags === "number" && (flags & 1) !== 0);
  }

  /** The state is: version, byte order, base dtype, names of fields, fields, size, alignment, flags. */
  #described(): Dtype {
    const name = this.args[0];
    const [, order, base, fields] = Array.isArray(this.state) ? this.state : [];
    const dtype = typeof name === "string" ? parseDtype(name, typeof order === "string" ? order : "<") : undefined;
    if (dtype === undefined) return { kind: "V", itemSize: 0, isBigEndian: false };
    return (base ?? null) !== null || (fields ?? null) !== null ? { ...dtype, kind: "V" } : dtype;
  }
}

/** How an array's items lie in memory. */
export interface Layout {
  readonly dtype: Dtype;
  /** Length of each dimension; none for a single item. */
  readonly shape: readonly number[];
  /** Whether the first index runs fastest (column order) and not the last (row order, C order). */
  readonly isFortran: boolean;
}

/** Bytes that an item takes as a value of JavaScript, at most: a number in an object and a place in an array. */
const VALUE_BYTES = 48;

/** An array of numpy. Its items stay where they are in the file until they are asked for. */
export class NdArray {
  readonly #allowance: Allowance;
  #layout: Layout;
  #items: Uint8Array | readonly PyValue[];

  /**
   * @param items the items in the order of memory: their bytes, or the objects themselves. As many as the shape says.
   * @param allowance what copies of the items count against.
   */
  constructor(layout: Layout, items: Uint8Array | readonly PyValue[], allowance: Allowance) {
    this.#layout = layout;
    this.#items = items;
    this.#allowance = allowance;
  }

  get dtype(): Dtype {
    return this.#layout.dtype;
  }

  get shape(): readonly number[] {
    return this.#layout.shape;
  }

  get isFortran(): boolean {
    return this.#layout.isFortran;
  }

  /** Number of items: the product of the shape. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** Sets what the array holds; pickles make an empty array first and fill it later. */
  fill(layout: Layout, items: Uint8Array | readonly PyValue[]): void {
    this.#layout = layout;
    this.#items = items;
  }

  /** Counts memory that something made of the array takes. @throws Refusal `limit` if it is too much for the file. */
  claim(bytes: number): void {
    this.#allowance.take(bytes);
  }

  /**
   * Returns the items as float64 in C order (the last index runs fastest), whatever their own size, byte order and order in memory.
   * Booleans become 0 and 1, 64-bit integers the nearest float64.
   *
   * @returns may be a view of the file: not to be written to.
   * @throws Refusal `parameter` if the items are no numbers, `limit` if the copy is too large for the file.
   */
  float64(): Float64Array {
    const numbers = this.float64AsStored();
    if (!this.#isTurned()) return numbers;
    this.#allowance.take(this.size * Float64Array.BYTES_PER_ELEMENT);
    return inRowOrder(numbers, new Float64Array(this.size), this.shape);
  }

  /**
   * As {@link float64}, but in the order of memory, which {@link isFortran} tells: a large matrix need not be copied.
   *
   * @throws Refusal as {@link float64} does.
   */
  float64AsStored(): Float64Array {
    const items = this.#items;
    if (!(items instanceof Uint8Array) || !isNumeric(this.dtype)) {
      throw new Refusal("parameter", `an array of ${this.#name()}; expected numbers; save the model again`);
    }
    this.#allowance.take(this.size * Float64Array.BYTES_PER_ELEMENT);
    return float64Items(items, this.dtype);
  }

  /**
   * Returns the items as values in C order: text, bytes without the zeros at their end, booleans, integers, {@link PyFloat}s, objects.
   *
   * @throws Refusal `parameter` if items of this dtype are not read, `damaged` if a text is none, `limit` if they are too many for the
   *   file.
   */
  values(): PyValue[] {
    this.#allowance.take(this.size * (VALUE_BYTES + this.dtype.itemSize));
    const items = this.#items;
    const values = items instanceof Uint8Array ? this.#read(items) : items.slice();
    return this.#isTurned() ? inRowOrder(values, values.slice(), this.shape) : values;
  }

  #read(bytes: Uint8Array): PyValue[] {
    const { kind, itemSize } = this.dtype;
    const read = itemReader(this.dtype);
    if (read === undefined) throw new Refusal("parameter", `an array of ${this.#name()}; its items are not read`);
    const view = viewOf(bytes);
    return Array.from({ length: this.size }, (_, i) => {
      const item = read(view, i * itemSize);
      return kind === "f" ? new PyFloat(item as number) : item;
    });
  }

  /** Whether the order in memory is not C order already. */
  #isTurned(): boolean {
    return this.isFortran && this.shape.length > 1;
  }

  #name(): string {
    return `dtype ${dtypeName(this.dtype)}`;
  }
}
