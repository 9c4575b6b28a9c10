/** Dumps: the bytes of a file that joblib.dump or pickle.dump wrote → inert values. Nothing in the file is run. */

import { Allowance } from "./allowance.js";
import { requirePickle, unknownKind } from "./container/foreign.js";
import { type Container, unpack } from "./container/unpack.js";
import { ArrayReader } from "./joblib/arrays.js";
import { PickleInput } from "./pickle/input.js";
import { loadPickle } from "./pickle/load.js";
import { Machine } from "./pickle/machine.js";
import type { PyValue } from "./pickle/values.js";
import { Refusal } from "./refusal.js";

/** A file that may be a dump. */
export interface DumpFile {
  /** What the caller calls it; messages do not name it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Returns the bytes of a file of this plain name in the same folder; undefined if there is none. */
  readonly beside?: (name: string) => Uint8Array | undefined;
}

/** What a dump holds. */
export interface Dump {
  readonly container: Container;
  /** joblib if the dump has arrays in joblib's way; without arrays the two write the same. */
  readonly writer: "joblib" | "pickle";
  /** Protocol of the pickle, 0 to 5. */
  readonly protocol: number;
  /** The value. Arrays in it are views of the file's bytes: they must not be changed. */
  readonly value: PyValue;
}

/**
 * Reads a dump. What the file is is told by its bytes, never by its name.
 *
 * @throws Refusal `foreign`, `damaged` or `limit`
 */
export async function readDump(file: DumpFile): Promise<Dump> {
  const { container, bytes } = await unpack(file.bytes);
  requirePickle(bytes, container !== "raw");
  const arrays = new ArrayReader(file.beside ?? (() => undefined));
  const input = new PickleInput(bytes, container === "raw" ? "" : " of what it unpacks to");
  const machine = new Machine(input, new Allowance(file.bytes.length), arrays.replace);
  const value = load(machine);
  return {
    container,
    writer: arrays.count > 0 || container === "zf" ? "joblib" : "pickle",
    protocol: machine.protocol ?? (machine.isBinary ? 1 : 0),
    value,
  };
}

/** Protocols before 2 have no sign at their start: a file that fails at once is more likely no pickle at all. */
const FIRST_BYTES = 16;

function load(machine: Machine): PyValue {
  try {
    return loadPickle(machine);
  } catch (error) {
    const isPickle = machine.protocol !== undefined || machine.offset >= FIRST_BYTES;
    if (isPickle || !(error instanceof Refusal) || error.code !== "damaged") throw error;
    throw unknownKind(machine.input.bytes);
  }
}
