/** Scalars of numpy: plain values. A vocabulary may hold a hundred thousand, so there is a short way for those with numbers. */

import { type Call, COST, Later, type Machine } from "../pickle/machine.js";
import { latin1Bytes } from "../pickle/text.js";
import { DtypeObject, PyFloat, PyGlobal, type PyValue } from "../pickle/values.js";

/** scalar(dtype, bytes): the plain value. A scalar of objects is the object; one of a kind that is not read stays a call. */
export const scalar: Call = (machine, [type, data]) => {
  if (!(type instanceof DtypeObject) || data === undefined) return undefined;
  if (type.hasObject) return data;
  const bytes = typeof data === "string" ? latin1Bytes(data) : data;
  const { kind, itemSize } = type.dtype;
  const { read } = type;
  if (read === undefined || !(bytes instanceof Uint8Array) || bytes.length !== itemSize) return undefined;
  machine.allowance.take(COST.item + (kind === "U" || kind === "S" ? COST.view + itemSize : 0));
  const item = read(machine.viewOf(bytes), bytes.byteOffset);
  return kind === "f" ? new PyFloat(item as number) : item;
};

/** Arguments of a scalar that was read the short way, in case that the pickle recalls them: no pickler does. */
class Arguments extends Later {
  readonly #type: DtypeObject;
  readonly #bytes: Uint8Array;
  readonly #start: number;
  /** Index at which the bytes are remembered; their tuple with the dtype has another. */
  bytesIndex: number | undefined;

  constructor(type: DtypeObject, bytes: Uint8Array, start: number) {
    super();
    this.#type = type;
    this.#bytes = bytes;
    this.#start = start;
  }

  override make(index: number): PyValue {
    const bytes = Uint8Array.from(this.#bytes.subarray(this.#start, this.#start + this.#type.dtype.itemSize));
    return index === this.bytesIndex ? bytes : [this.#type, bytes];
  }
}

const [BINPUT, LONG_BINPUT, MEMOIZE, TUPLE2, REDUCE] = [0x71, 0x72, 0x94, 0x86, 0x52];

/** Opcodes that the short way stands for: the bytes, their tuple with the dtype, the call, and two that remember. */
const OPCODES = 5;

/**
 * Reads the rest of a scalar whose function and dtype are on the stack and whose bytes come next. The short way makes no objects of the
 * bytes and the arguments: they would outlive the scalar, as the pickle remembers them, and take most of the time and memory.
 *
 * @param length of the bytes.
 * @returns false, and nothing is read, if other opcodes follow than Python writes, or the scalar is no number.
 */
export function readScalar(machine: Machine, length: number): boolean {
  const { stack, input } = machine;
  const type = stack[stack.length - 1];
  const callable = stack[stack.length - 2];
  if (!(type instanceof DtypeObject) || !(callable instanceof PyGlobal)) return false;
  // Known once a scalar has been read the long way.
  if (machine.calls.get(callable) !== scalar) return false;
  const { read, dtype } = type;
  if (read === undefined || dtype.itemSize !== length || dtype.kind === "U" || dtype.kind === "S") return false;
  const { bytes, at: start } = input;
  const tuple = behindMemo(bytes, start + length);
  const call = behindMemo(bytes, tuple + 1);
  if (bytes[tuple] !== TUPLE2 || bytes[call] !== REDUCE) return false;
  machine.allowance.take(OPCODES * COST.opcode + COST.list + COST.item);
  // Both are above the last mark, or this is a fault.
  machine.pop();
  machine.pop();
  const args = new Arguments(type, bytes, start);
  args.bytesIndex = remember(machine, start + length, args);
  remember(machine, tuple + 1, args);
  const item = read(machine.viewOf(bytes), bytes.byteOffset + start);
  machine.push(dtype.kind === "f" ? new PyFloat(item as number) : item);
  input.at = call + 1;
  return true;
}

/** The place behind an opcode that remembers; the place itself if there is none. */
function behindMemo(bytes: Uint8Array, at: number): number {
  const code = bytes[at];
  return at + (code === MEMOIZE ? 1 : code === BINPUT ? 2 : code === LONG_BINPUT ? 5 : 0);
}

/** Runs an opcode that remembers, if there is one at that place; returns the index. */
function remember(machine: Machine, at: number, args: Arguments): number | undefined {
  const { bytes } = machine.input;
  const code = bytes[at];
  if (code !== MEMOIZE && code !== BINPUT && code !== LONG_BINPUT) return undefined;
  const index = code === MEMOIZE ? machine.memoized : code === BINPUT ? bytes[at + 1]! : bytes.readUInt32LE(at + 1);
  machine.putLater(index, args);
  return index;
}
