/** Unpacks gzip by what Node has. */

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { brokenStream } from "./fault.js";

const CHUNK_BYTES = 1 << 18;

/**
 * Unpacks the gzip data of a stream, of one member or more; other bytes behind them are ignored.
 *
 * @throws UnpackFault; passes on what the stream throws.
 */
export async function* unpackGzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const fed = pipeline(Readable.from(packed, { objectMode: false, highWaterMark: CHUNK_BYTES }), gunzip).then(
    () => undefined,
    (error: unknown) => error,
  );
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    throw faultOf((await fed) ?? error);
  }
}

function faultOf(error: unknown): unknown {
  const isFault = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
  return isFault ? brokenStream("gzip", `cannot be unpacked (${error.message})`) : error;
}
