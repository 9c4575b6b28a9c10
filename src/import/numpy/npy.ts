/** Files of one array (.npy), as joblib before 0.10 put them beside a dump. */

import type { Allowance } from "../allowance.js";
import { damaged } from "../damage.js";
import type { PickleInput } from "../pickle/input.js";
import { NdArray, type PyValue } from "../pickle/values.js";
import { parseDtype } from "./dtype.js";
import { isShape, sizeOf } from "./shape.js";

const MAGIC = "\x93NUMPY";
const PREFIX_BYTES = 8;
/** numpy itself reads no longer headers unless told to. */
const MAX_HEADER_BYTES = 10_000;

/** What arrays are in bytes of the {@link Allowance}. */
const ARRAY_BYTES = 512;

/**
 * Reads a file of one array (numpy.lib.format, versions 1 to 3).
 *
 * @param loadObjects reads the pickle that a file of objects has behind its header.
 * @throws Refusal `damaged`
 */
export function readNpy(input: PickleInput, allowance: Allowance, loadObjects: () => PyValue): PyValue {
  if (Buffer.from(input.view(PREFIX_BYTES - 2)).toString("latin1") !== MAGIC) {
    throw damaged(`${input.place(0)} does not start a file of numpy (.npy)`);
  }
  const major = input.byte();
  input.byte();
  const length = major === 1 ? input.uint16() : input.uint32();
  if (length > MAX_HEADER_BYTES) {
    throw damaged(
      `an array's header has ${length} bytes at ${input.place(PREFIX_BYTES)}; expected at most ${MAX_HEADER_BYTES}`,
    );
  }
  const header = Buffer.from(input.view(length)).toString("latin1");
  const dtype = parseDtype(/'descr': *'([^']*)'/.exec(header)?.[1] ?? "");
  const order = /'fortran_order': *(True|False)/.exec(header)?.[1];
  const shape = /'shape': *\(([\dL, ]*)\)/.exec(header)?.[1]?.match(/\d+/g)?.map(Number) ?? [];
  if (dtype === undefined || order === undefined || !isShape(shape)) {
    throw damaged(`an array's header at ${input.place(PREFIX_BYTES)} is not what numpy writes of a plain array`);
  }
  if (dtype.kind === "O") return loadObjects();
  allowance.take(ARRAY_BYTES);
  return new NdArray(
    { dtype, shape, isFortran: order === "True" },
    input.view(sizeOf(shape) * dtype.itemSize),
    allowance,
  );
}
