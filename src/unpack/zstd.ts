/** Unpacks zstd. Only this module imports the zstd library. */

import { Decompress } from "fzstd";
import { brokenStream } from "./fault.js";

/**
 * Unpacks the zstd data of a stream. A checksum in them is passed over.
 *
 * @throws UnpackFault; passes on what the stream throws.
 */
export async function* unpackZstd(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let unpacked: Uint8Array[] = [];
  const decoder = new Decompress((bytes) => {
    if (bytes.length > 0) unpacked.push(bytes);
  });
  const push = (bytes: Uint8Array, isLast: boolean): void => {
    try {
      decoder.push(bytes, isLast);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw brokenStream("zstd", `cannot be unpacked (${reason})`);
    }
  };
  for await (const chunk of packed) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      push(chunk.subarray(at, at + PIECE_BYTES), false);
      yield* unpacked;
      unpacked = [];
    }
  }
  push(new Uint8Array(0), true);
  yield* unpacked;
}

/** What the library is given at a time: a block of a few bytes can unpack to 128 KiB, and all of them would be held. */
const PIECE_BYTES = 1 << 12;
