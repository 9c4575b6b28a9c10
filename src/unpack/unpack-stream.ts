/** The door of this folder: compressed chunks → what they unpack to, within a limit. */

import { UnpackFault } from "./fault.js";
import type { Packing } from "./packing.js";

/**
 * A stream may unpack to this many times the bytes read so far, plus {@link FREE_BYTES}. Compression shrinks text 2 to 10
 * times, tiny identical documents up to 100 times, and the zeros of decompression bombs 1,000 times and more.
 */
export const MAX_RATIO = 200;
export const FREE_BYTES: number = 64 << 20;

/** The part of a message that says how far a bomb expands, and what to do. */
export const EXPANDS: string = `unpacks to over ${MAX_RATIO} times its size, as decompression bombs do; leave it out`;

/**
 * Unpacks a stream.
 *
 * @throws UnpackFault if the data are broken, or unpack to more than {@link MAX_RATIO} allows; passes on what the stream throws.
 */
export async function* unpackStream(packed: AsyncIterable<Uint8Array>, packing: Packing): AsyncGenerator<Uint8Array> {
  let read = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of packed) {
      read += chunk.length;
      yield chunk;
    }
  };
  const unpack = await unpackerOf(packing);
  let unpacked = 0;
  for await (const chunk of unpack(counted())) {
    unpacked += chunk.length;
    if (unpacked > read * MAX_RATIO + FREE_BYTES) throw new UnpackFault("limit", EXPANDS);
    yield chunk;
  }
}

type Unpacker = (packed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

async function unpackerOf(packing: Packing): Promise<Unpacker> {
  switch (packing) {
    case "gzip":
      return (await import("./gzip.js")).unpackGzip;
    case "bz2":
      return (await import("./bz2.js")).unpackBz2;
    case "xz":
      return (await import("./xz.js")).unpackXz;
    case "zstd":
      return (await import("./zstd.js")).unpackZstd;
  }
}
