/** numpy's part of the closed list of calls: arrays, dtypes and scalars. */

import { type Call, COST, type Machine } from "../pickle/machine.js";
import { latin1Bytes } from "../pickle/text.js";
import { DtypeObject, NdArray, PyGlobal, type PyValue } from "../pickle/values.js";
import type { Refusal } from "../refusal.js";
import { type Dtype, dtypeName } from "./dtype.js";
import { scalar } from "./scalars.js";
import { isShape, sizeOf } from "./shape.js";

/** What an array is before its state is set. */
const EMPTY = { dtype: { kind: "V", itemSize: 0, isBigEndian: false }, shape: [0], isFortran: false };

/** numpy's own kinds of array, which hold the same. */
const ARRAY_TYPES = new Set([
  "numpy.ndarray",
  "numpy.matrix",
  "numpy.memmap",
  "numpy.matrixlib.defmatrix.matrix",
  "numpy.core.memmap.memmap",
  "numpy._core.memmap.memmap",
]);

/** _reconstruct(type, shape, dtype): an empty array; BUILD fills it. */
const reconstruct: Call = (machine, [type]) => {
  if (!(type instanceof PyGlobal) || !ARRAY_TYPES.has(type.path)) return undefined;
  machine.allowance.take(COST.object);
  return new NdArray(EMPTY, new Uint8Array(0), machine.allowance);
};

const dtype: Call = (machine, args) => {
  machine.allowance.take(COST.object);
  return new DtypeObject(DTYPE, args);
};
const DTYPE = new PyGlobal("numpy", "dtype");

/** _frombuffer(bytes, dtype, shape, order, order of axes): how protocol 5 holds arrays. */
const frombuffer: Call = (machine, [bytes, type, shape, order, axes]) => {
  if (!(bytes instanceof Uint8Array) || !(type instanceof DtypeObject) || type.hasObject) return undefined;
  const layout = { dtype: type.dtype, shape, isFortran: order === "F" };
  if (order !== "K" || (axes ?? null) === null) return newArray(machine, layout, bytes);
  // The shape is that of the memory, in which the axes lie in another order. Of all orders only the two plain ones are read.
  if (!Array.isArray(axes) || !Array.isArray(shape) || axes.length !== shape.length) return undefined;
  if (axes.every((axis, i) => axis === i)) return newArray(machine, layout, bytes);
  if (!axes.every((axis, i) => axis === axes.length - 1 - i)) return undefined;
  return newArray(machine, { ...layout, shape: shape.toReversed(), isFortran: true }, bytes);
};

function newArray(machine: Machine, layout: UncheckedLayout, bytes: Uint8Array): NdArray {
  const array = new NdArray(EMPTY, new Uint8Array(0), machine.allowance);
  machine.allowance.take(COST.object);
  fill(machine, array, layout, bytes);
  return array;
}

/** A layout as a pickle has it. */
interface UncheckedLayout {
  readonly dtype: Dtype;
  readonly shape: PyValue | undefined;
  readonly isFortran: boolean;
}

function fill(
  machine: Machine,
  array: NdArray,
  { dtype, shape, isFortran }: UncheckedLayout,
  items: Uint8Array | readonly PyValue[],
): void {
  if (!isShape(shape)) throw machine.fault("an array has an invalid shape");
  const size = sizeOf(shape);
  const isObjects = !(items instanceof Uint8Array);
  const expected = isObjects ? size : size * dtype.itemSize;
  if (items.length !== expected) {
    const name = `an array of ${size} items of dtype ${dtypeName(dtype)}`;
    throw machine.fault(`${name} has ${items.length} ${isObjects ? "objects" : "bytes"}; expected ${expected};`);
  }
  // Copied, as the pickle may change its lists later.
  array.fill({ dtype, shape: shape.slice(), isFortran }, isObjects ? items.slice() : items);
}

/**
 * Sets the state of an array: (version, shape, dtype, is in column order, bytes or objects). Python 2 has bytes as text.
 *
 * @throws Refusal `damaged` if the parts do not fit each other.
 */
export function setArrayState(machine: Machine, array: NdArray, state: PyValue): void {
  if (!Array.isArray(state)) throw stateFault(machine);
  // numpy before 1.0 had no version.
  const [shape, type, isFortran, data] = state.length === 5 ? state.slice(1) : state;
  if (!(type instanceof DtypeObject) || state.length < 4 || state.length > 5) throw stateFault(machine);
  // numpy lists objects in row order even where it says that the array is in column order.
  const layout = { dtype: type.dtype, shape, isFortran: Boolean(isFortran) && !Array.isArray(data) };
  if (type.dtype.kind === "V" && type.dtype.itemSize === 0) return;
  if (Array.isArray(data)) {
    machine.allowance.take(COST.item * data.length);
    if (!type.hasObject) throw stateFault(machine);
    fill(machine, array, layout, data);
    return;
  }
  if (typeof data === "string") machine.allowance.take(data.length);
  const bytes = typeof data === "string" ? latin1Bytes(data) : data;
  if (!(bytes instanceof Uint8Array) || type.hasObject) throw stateFault(machine);
  fill(machine, array, layout, bytes);
}

const stateFault = (machine: Machine): Refusal => machine.fault("an array has an invalid state");

const MODULES = [
  "numpy.core.multiarray",
  "numpy._core.multiarray",
  "numpy.core._multiarray_umath",
  "numpy._core._multiarray_umath",
];

/** Calls of numpy that become values, by the path of the function. */
export const NUMPY_CALLS: ReadonlyMap<string, Call> = new Map([
  ["numpy.dtype", dtype],
  ["numpy.core.numeric._frombuffer", frombuffer],
  ["numpy._core.numeric._frombuffer", frombuffer],
  ...MODULES.flatMap((module): [string, Call][] => [
    [`${module}._reconstruct`, reconstruct],
    [`${module}.scalar`, scalar],
  ]),
]);
