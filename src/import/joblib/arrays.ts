/** joblib's arrays: their items lie behind the opcode that completes a wrapper, or in a file beside the dump. */

import { printable } from "../../core/errors.js";
import { Allowance } from "../allowance.js";
import { unpackZf } from "../container/deflate.js";
import { damaged } from "../damage.js";
import { setArrayState } from "../numpy/calls.js";
import { readNpy } from "../numpy/npy.js";
import { isShape, sizeOf } from "../numpy/shape.js";
import { PickleInput } from "../pickle/input.js";
import { loadPickle } from "../pickle/load.js";
import { Machine } from "../pickle/machine.js";
import { DtypeObject, NdArray, type PyObject, type PyValue } from "../pickle/values.js";

/** joblib itself, and the copy of it that scikit-learn had up to 0.22. */
const MODULE = /^(?:sklearn\.externals\.)?joblib\.numpy_pickle(?:_compat)?$/;

/** Returns the bytes of a file in the folder of the dump; undefined if there is none of that name. */
export type Beside = (name: string) => Uint8Array | undefined;

/** The reader of joblib's arrays in one dump: replaces wrappers by arrays. */
export class ArrayReader {
  readonly #beside: Beside;
  /** Number of wrappers replaced: none in a dump by Python's own pickle. */
  count = 0;

  constructor(beside: Beside) {
    this.#beside = beside;
  }

  /** Returns the array for a wrapper of joblib, and every other object as it is. */
  readonly replace = (object: PyObject, machine: Machine): PyValue => {
    const { module, name } = object.type;
    if (!MODULE.test(module)) return object;
    this.count++;
    switch (name) {
      case "NumpyArrayWrapper":
        return readInline(object, machine);
      case "NDArrayWrapper":
        return this.#readNpy(object, machine);
      case "ZNDArrayWrapper":
        return this.#readZ(object, machine);
      default:
        return object;
    }
  };

  /** joblib before 0.10, not compressed: a file of numpy for each array. */
  #readNpy(wrapper: PyObject, machine: Machine): PyValue {
    const { bytes, of } = this.#file(wrapper, machine);
    const input = new PickleInput(bytes, of);
    const allowance = new Allowance(bytes.length);
    return readNpy(input, allowance, () => loadPickle(new Machine(input, allowance)));
  }

  /** joblib before 0.10, compressed: a file of the items alone for each array; type, shape and order are in the pickle. */
  #readZ(wrapper: PyObject, machine: Machine): PyValue {
    const { bytes } = this.#file(wrapper, machine);
    const state = wrapper.get("state");
    if (!Array.isArray(state)) throw machine.fault("an array has an invalid state");
    const allowance = new Allowance(bytes.length);
    const array = new NdArray(
      { dtype: { kind: "V", itemSize: 0, isBigEndian: false }, shape: [0], isFortran: false },
      [],
      allowance,
    );
    setArrayState(machine, array, [...state, unpackZf(bytes)]);
    return array;
  }

  #file(wrapper: PyObject, machine: Machine): { readonly bytes: Uint8Array; readonly of: string } {
    const name = wrapper.get("filename");
    if (typeof name !== "string" || !isPlainName(name)) {
      throw machine.fault("an array names a file that is not a plain name in the same folder");
    }
    const bytes = this.#beside(name);
    if (bytes === undefined) {
      throw damaged(
        `an array lies in ${printable(name)}, which is not in the same folder; put all files of the dump there, or`,
      );
    }
    return { bytes, of: ` of ${name}` };
  }
}

const MAX_NAME = 255;

/** Whether a name can only be that of a file in the same folder, on any system. */
const isPlainName = (name: string): boolean =>
  name.length <= MAX_NAME && /^[^/\\:\0]+$/.test(name) && !/^\.+$/.test(name);

/** joblib from 0.10 on: the items follow, as a pickle of their own if they are objects. */
function readInline(wrapper: PyObject, machine: Machine): PyValue {
  const { input, allowance } = machine;
  const type = wrapper.get("dtype");
  const shape = wrapper.get("shape");
  if (!(type instanceof DtypeObject) || !isShape(shape)) throw machine.fault("an array has an invalid dtype or shape");
  // Without our `replace`: joblib, too, reads it as a plain pickle. So pickles are never nested deeper.
  if (type.hasObject) return loadPickle(new Machine(input, allowance));
  // From joblib 1.2 on: the number of bytes that fill up to the next multiple of 16, and these.
  if ((wrapper.get("numpy_array_alignment_bytes") ?? null) !== null) input.skip(input.byte());
  const items = input.view(sizeOf(shape) * type.dtype.itemSize);
  return new NdArray({ dtype: type.dtype, shape, isFortran: wrapper.get("order") === "F" }, items, allowance);
}
