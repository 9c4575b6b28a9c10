/** Containers that Node reads: zlib, gzip, and joblib's old "ZF". */

import { gunzipSync, inflateSync, type ZlibOptions } from "node:zlib";
import { damaged } from "../damage.js";
import { brokenStream, expansionRefusal, likelyUnpackedBytes, maxUnpackedBytes } from "./expansion.js";

/** Unpacks zlib data; bytes behind it are ignored. */
export const unpackZlib = (bytes: Uint8Array): Uint8Array =>
  inflated("zlib", inflateSync, bytes, maxUnpackedBytes(bytes.length));

/** Unpacks gzip data of one or more members; other bytes behind them are ignored. */
export const unpackGzip = (bytes: Uint8Array): Uint8Array =>
  inflated("gzip", gunzipSync, bytes, maxUnpackedBytes(bytes.length));

const ZF_MAGIC_BYTES = 2;
/** The length is as many characters wide as 2^64 in hexadecimal. */
const ZF_HEADER_BYTES: number = ZF_MAGIC_BYTES + "0x10000000000000000".length;

/**
 * Unpacks what joblib up to 0.9 compressed: "ZF", the length in hexadecimal padded with spaces, zlib data.
 *
 * @throws Refusal `damaged`, `limit`
 */
export function unpackZf(bytes: Uint8Array): Uint8Array {
  const header = Buffer.from(bytes.subarray(0, ZF_HEADER_BYTES)).toString("latin1");
  const hexadecimal = /^ZF0x([\da-f]{1,16})L? *$/.exec(header)?.[1];
  if (hexadecimal === undefined) throw damaged(`its header is ${JSON.stringify(header)}; expected ZF and a length`);
  const length = Number.parseInt(hexadecimal, 16);
  // Python 2 with joblib up to 0.8.4 wrote one space more.
  const start = ZF_HEADER_BYTES + (bytes[ZF_HEADER_BYTES] === 0x20 ? 1 : 0);
  if (length > maxUnpackedBytes(bytes.length)) throw expansionRefusal(bytes.length);
  const data = inflated("zlib", inflateSync, bytes.subarray(start), length);
  if (data.length !== length) throw brokenStream("zlib", `unpack to ${data.length} bytes; expected ${length}`);
  return data;
}

type Inflate = (bytes: Uint8Array, options: ZlibOptions) => Uint8Array;

function inflated(container: string, inflate: Inflate, bytes: Uint8Array, maxOutputLength: number): Uint8Array {
  const chunkSize = likelyUnpackedBytes(bytes.length);
  try {
    return inflate(bytes, { maxOutputLength: Math.max(maxOutputLength, 1), chunkSize });
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    if (error.code === "ERR_BUFFER_TOO_LARGE") throw expansionRefusal(bytes.length);
    if (typeof error.code === "string" && error.code.startsWith("Z_")) {
      throw brokenStream(container, `cannot be unpacked (${error.message})`);
    }
    throw error;
  }
}
