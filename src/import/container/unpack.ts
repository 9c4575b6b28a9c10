/** Unpacking: a file's bytes → those of the pickle in it. */

import { UnpackFault } from "../../unpack/fault.js";
import { damaged } from "../damage.js";
import { Refusal } from "../refusal.js";
import { unpackGzip, unpackZf, unpackZlib } from "./deflate.js";
import { Output } from "./output.js";

/** What a pickle is packed in; raw if in nothing. */
export type Container = "raw" | "zlib" | "gzip" | "bz2" | "xz" | "zf";

/** Tells the container by its first bytes. */
export function containerOf(bytes: Uint8Array): Container {
  const [first = 0, second = 0] = bytes;
  if (first === 0x1f && second === 0x8b) return "gzip";
  // The two bytes of a zlib header are a multiple of 31.
  if (first === 0x78 && ((first << 8) | second) % 31 === 0) return "zlib";
  if (startsWith(bytes, "BZh")) return "bz2";
  if (startsWith(bytes, "\xfd7zXZ\0")) return "xz";
  if (startsWith(bytes, "ZF0x")) return "zf";
  return "raw";
}

/** Whether bytes start with those of a text of latin-1. */
export function startsWith(bytes: Uint8Array, start: string): boolean {
  return bytes.length >= start.length && Buffer.from(bytes.subarray(0, start.length)).toString("latin1") === start;
}

/**
 * Unpacks a file.
 *
 * @throws Refusal `damaged` if it is broken, `limit` if it unpacks to too much.
 */
export async function unpack(
  bytes: Uint8Array,
): Promise<{ readonly container: Container; readonly bytes: Uint8Array }> {
  const container = containerOf(bytes);
  switch (container) {
    case "raw":
      return { container, bytes };
    case "zlib":
      return { container, bytes: unpackZlib(bytes) };
    case "gzip":
      return { container, bytes: unpackGzip(bytes) };
    case "zf":
      return { container, bytes: unpackZf(bytes) };
    case "bz2":
      return { container, bytes: await collected(bytes, (await import("../../unpack/bz2.js")).unpackBz2) };
    case "xz":
      return { container, bytes: await collected(bytes, (await import("../../unpack/xz.js")).unpackXz) };
  }
}

/** Everything that a file unpacks to, within the limit of dumps. */
async function collected(
  packed: Uint8Array,
  unpack: (packed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): Promise<Uint8Array> {
  const output = new Output(packed.length);
  try {
    for await (const chunk of unpack(oneChunk(packed))) {
      output.reserve(output.length + chunk.length).set(chunk, output.length);
      output.length += chunk.length;
    }
  } catch (error) {
    if (!(error instanceof UnpackFault)) throw error;
    throw error.kind === "damaged" ? damaged(error.message) : new Refusal("limit", `too large: ${error.message}`);
  }
  return output.written();
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
