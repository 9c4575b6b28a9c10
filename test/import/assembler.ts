/** Pickles put together by hand, and what comes of reading them. */

import type { PyValue } from "../../src/import/pickle/values.js";
import { type Dump, readDump } from "../../src/import/read-dump.js";
import { Refusal } from "../../src/import/refusal.js";
import dumps from "./dumps.json" with { type: "json" };

/** Bytes from texts of latin-1, in which each character is a byte, and from bytes. */
export const bytesOf = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)));

/** A number of 1, 2, 4 or 8 bytes, least significant first. */
export function little(value: number | bigint, bytes: 1 | 2 | 4 | 8): Uint8Array {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64LE(BigInt.asIntN(64, BigInt(value)));
  return buffer.subarray(0, bytes);
}

/** A text as protocol 4 writes it. */
export const text = (value: string): Uint8Array => {
  const utf8 = Buffer.from(value);
  return bytesOf("\x8c", little(utf8.length, 1), utf8);
};

/** A class or function. */
export const named = (path: string): string =>
  `c${path.slice(0, path.lastIndexOf("."))}\n${path.slice(path.lastIndexOf(".") + 1)}\n`;

type Beside = (name: string) => Uint8Array | undefined;

/** A dump that Python wrote; how, is said beside it in dumps.json. */
export const dumpOf = (name: keyof typeof dumps): Uint8Array => Buffer.from(dumps[name].base64, "base64");

/** Names of all these dumps. */
export const DUMPS = Object.keys(dumps) as (keyof typeof dumps)[];

/** Reads a file; files beside it are those of dumps.json. */
export const read = (bytes: Uint8Array, beside: Beside = besideOf): Promise<Dump> =>
  readDump({ name: "test.joblib", bytes, beside });

const besideOf = (name: string): Uint8Array | undefined => {
  const known = DUMPS.find((dump) => dump === name);
  return known && dumpOf(known);
};

/** The value of a pickle of protocol 4 without its first opcode and its last. */
export const pickled = async (...parts: readonly (string | Uint8Array)[]): Promise<PyValue> =>
  (await read(bytesOf("\x80\x04", ...parts, "."))).value;

/** The refusal of a file. */
export async function refusalOf(bytes: Uint8Array, beside?: Beside): Promise<Refusal> {
  try {
    await read(bytes, beside);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("it was read");
}
