/** Opcodes that make lists, tuples, dicts and sets, and put values into them. */

import { COST, type Machine, type Opcode } from "./machine.js";
import { PyFloat, PyObject, type PyValue } from "./values.js";

/** The key of a dict or member of a set that stands for a value: floats are there what they are equal to. */
export const keyOf = (value: PyValue): PyValue => (value instanceof PyFloat ? value.value : value);

function pushList(machine: Machine, items: PyValue[]): void {
  machine.allowance.take(COST.list + COST.item * items.length);
  machine.push(items);
}

/** A tuple of known length: made at once it has no room to grow, which would be five times as large. */
function pushTuple(machine: Machine, length: 1 | 2 | 3): void {
  const last = machine.pop();
  if (length === 1) {
    pushList(machine, [last]);
    return;
  }
  const middle = machine.pop();
  pushList(machine, length === 2 ? [middle, last] : [machine.pop(), middle, last]);
}

function pushDict(machine: Machine, items: readonly PyValue[]): void {
  machine.allowance.take(COST.map);
  const dict: Map<PyValue, PyValue> = new Map();
  setItems(machine, dict, items);
  machine.push(dict);
}

function setItems(machine: Machine, dict: Map<PyValue, PyValue>, items: readonly PyValue[]): void {
  if (items.length % 2 !== 0) throw machine.fault("the pickle has a key without a value");
  machine.allowance.take((COST.entry / 2) * items.length);
  for (let i = 0; i < items.length; i += 2) dict.set(keyOf(items[i]!), items[i + 1]!);
}

function dictOf(machine: Machine, target: PyValue): Map<PyValue, PyValue> {
  if (target instanceof Map) return target;
  if (target instanceof PyObject) return target.entries;
  throw machine.fault("the pickle sets an item of a value that is not a dict");
}

function append(machine: Machine, target: PyValue, items: readonly PyValue[]): void {
  const list = target instanceof PyObject ? target.items : target;
  if (!Array.isArray(list)) throw machine.fault("the pickle appends to a value that is not a list");
  machine.allowance.take(COST.item * items.length);
  for (const item of items) list.push(item);
}

function add(machine: Machine, target: PyValue, items: readonly PyValue[]): void {
  if (target instanceof PyObject) {
    append(machine, target, items);
    return;
  }
  if (!(target instanceof Set)) throw machine.fault("the pickle adds to a value that is not a set");
  machine.allowance.take(COST.entry * items.length);
  for (const item of items) target.add(keyOf(item));
}

/** A set of values. */
export function setOf(machine: Machine, items: readonly PyValue[]): Set<PyValue> {
  machine.allowance.take(COST.map);
  const set: Set<PyValue> = new Set();
  add(machine, set, items);
  return set;
}

function setItem(machine: Machine): void {
  const value = machine.pop();
  const key = machine.pop();
  setItems(machine, dictOf(machine, machine.peek()), [key, value]);
}

function appendOne(machine: Machine): void {
  const item = machine.pop();
  append(machine, machine.peek(), [item]);
}

/** Runs with the values above the last mark and the value below it, which stays. */
function withItems(
  run: (machine: Machine, target: PyValue, items: readonly PyValue[]) => void,
): (machine: Machine) => void {
  return (machine) => {
    const items = machine.popMark();
    run(machine, machine.peek(), items);
  };
}

/** Opcodes of collections. */
export const COLLECTIONS: readonly Opcode[] = [
  [0x5d, "EMPTY_LIST", (machine) => pushList(machine, [])],
  [0x29, "EMPTY_TUPLE", (machine) => pushList(machine, [])],
  [0x7d, "EMPTY_DICT", (machine) => pushDict(machine, [])],
  [0x8f, "EMPTY_SET", (machine) => machine.push(setOf(machine, []))],
  [0x6c, "LIST", (machine) => pushList(machine, machine.popMark())],
  [0x74, "TUPLE", (machine) => pushList(machine, machine.popMark())],
  [0x64, "DICT", (machine) => pushDict(machine, machine.popMark())],
  [0x91, "FROZENSET", (machine) => machine.push(setOf(machine, machine.popMark()))],
  [0x85, "TUPLE1", (machine) => pushTuple(machine, 1)],
  [0x86, "TUPLE2", (machine) => pushTuple(machine, 2)],
  [0x87, "TUPLE3", (machine) => pushTuple(machine, 3)],
  [0x61, "APPEND", appendOne],
  [0x65, "APPENDS", withItems(append)],
  [0x73, "SETITEM", setItem],
  [0x75, "SETITEMS", withItems((machine, target, items) => setItems(machine, dictOf(machine, target), items))],
  [0x90, "ADDITEMS", withItems(add)],
];
