/** The closed list of calls: what becomes a value. Every other call stays an object that nobody runs. */

import { NUMPY_CALLS } from "../numpy/calls.js";
import { keyOf, setOf } from "./collections.js";
import { type Call, COST, type Machine } from "./machine.js";
import { parseFloat64, parseInteger } from "./numbers.js";
import { latin1Bytes } from "./text.js";
import { PyFloat, PyGlobal, PyObject, type PyValue } from "./values.js";

/** Returns the value of a call of the closed list; undefined if the function or the kind of its arguments is not in it. */
export function callKnown(machine: Machine, callable: PyGlobal, args: readonly PyValue[]): PyValue | undefined {
  const known = machine.calls.get(callable) ?? CALLS.get(callable.path) ?? NUMPY_CALLS.get(callable.path) ?? unknown;
  machine.calls.set(callable, known);
  return known(machine, args);
}

const unknown: Call = () => undefined;

/** The members of a collection in their order; of a dict, its keys. */
function itemsOf(value: PyValue | undefined): readonly PyValue[] | undefined {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  return value instanceof Set || value instanceof Map ? [...value.keys()] : undefined;
}

const list: Call = (machine, [value]) => {
  const items = itemsOf(value);
  if (items === undefined) return undefined;
  machine.allowance.take(COST.list + COST.item * items.length);
  return items.slice();
};

const set: Call = (machine, [value]) => {
  const items = itemsOf(value);
  return items && setOf(machine, items);
};

/** dict(), dict(pairs), dict(dict); Counter and OrderedDict are called as dict is. */
const dict: Call = (machine, [value]) => {
  const pairs = value instanceof Map ? [...value] : Array.isArray(value) ? value : value === undefined ? [] : undefined;
  if (!pairs?.every(isPair)) return undefined;
  machine.allowance.take(COST.map + COST.entry * pairs.length);
  return new Map(pairs.map(([key, item]) => [keyOf(key), item]));
};

const isPair = (value: PyValue): value is [PyValue, PyValue] => Array.isArray(value) && value.length === 2;

/** bytes(), bytearray(bytes), bytearray(text, "latin-1"). */
const bytes: Call = (machine, [value, encoding]) => {
  if (value === undefined) return new Uint8Array(0);
  if (value instanceof Uint8Array) return value;
  return isLatin1(encoding) ? encoded(machine, value) : undefined;
};

/** How protocols before 3 hold bytes: as text of latin-1. */
const encode: Call = (machine, [value, encoding]) => (isLatin1(encoding) ? encoded(machine, value) : undefined);

const isLatin1 = (encoding: PyValue | undefined): boolean => encoding === "latin1" || encoding === "latin-1";

function encoded(machine: Machine, value: PyValue | undefined): Uint8Array | undefined {
  if (typeof value !== "string") return undefined;
  machine.allowance.take(COST.view + value.length);
  return latin1Bytes(value);
}

const int: Call = (_machine, [value]) => {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "string" ? parseInteger(value) : undefined;
};

const float: Call = (_machine, [value]) => {
  if (value instanceof PyFloat) return value;
  if (typeof value === "number") return new PyFloat(value);
  const number = typeof value === "string" ? parseFloat64(value) : undefined;
  return number === undefined ? undefined : new PyFloat(number);
};

const bool: Call = (_machine, [value]) =>
  typeof value === "boolean" || typeof value === "number" ? Boolean(value) : undefined;
const text: Call = (_machine, [value]) => (typeof value === "string" ? value : undefined);

/** _reconstructor(class, base, value of the base): how protocols 0 and 1 make objects. */
const reconstructor: Call = (machine, [type, base, value]) => {
  if (!(type instanceof PyGlobal) || !(base instanceof PyGlobal)) return undefined;
  machine.allowance.take(COST.object);
  return new PyObject(type, base.name === "object" || value === undefined ? [] : [value]);
};

/** __newobj__(class, …arguments) */
const newObject: Call = (machine, [type, ...args]) => {
  if (!(type instanceof PyGlobal)) return undefined;
  machine.allowance.take(COST.object + COST.item * args.length);
  return callKnown(machine, type, args) ?? new PyObject(type, args);
};

/** __newobj_ex__(class, arguments, arguments with names) */
const newObjectWithNames: Call = (machine, [type, args, names]) => {
  if (!Array.isArray(args) || !(names instanceof Map)) return undefined;
  return newObject(machine, [type ?? null, ...args, ...(names.size === 0 ? [] : [names])]);
};

/** The same calls under the name that a module has in Python 2 and the one that it has in Python 3. */
function inModules(modules: readonly string[], calls: Readonly<Record<string, Call>>): [string, Call][] {
  return modules.flatMap((module) =>
    Object.entries(calls).map(([name, call]): [string, Call] => [`${module}.${name}`, call]),
  );
}

const CALLS: ReadonlyMap<string, Call> = new Map([
  ...inModules(["builtins", "__builtin__"], {
    bool,
    bytearray: bytes,
    bytes,
    dict,
    float,
    frozenset: set,
    int,
    list,
    long: int,
    set,
    str: text,
    tuple: list,
    unicode: text,
  }),
  ...inModules(["collections"], {
    Counter: dict,
    OrderedDict: dict,
    defaultdict: (machine, [, value]) => dict(machine, value === undefined ? [] : [value]),
  }),
  ...inModules(["copyreg", "copy_reg"], {
    __newobj__: newObject,
    __newobj_ex__: newObjectWithNames,
    _reconstructor: reconstructor,
  }),
  ...inModules(["_codecs"], { encode }),
]);
