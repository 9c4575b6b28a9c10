/** How far a compressed file may expand. */

import { damaged } from "../damage.js";
import { Refusal } from "../refusal.js";

const MIB = 2 ** 20;

/** What any file may unpack to, so that small files of zeros are read. */
const FREE_BYTES = 8 * MIB;

/**
 * What a byte of the file may unpack to on top. Tables of a model that are mostly zeros or one number expand: one xz file of 164 public
 * dumps did 106 times. Zlib could 1,032 times, bzip2 and xz more than ten thousand times.
 */
const BYTES_PER_BYTE = 150;

/** What is unpacked is one buffer, of 4 GiB at the most. */
const MAX_BYTES = 2 ** 32;

/** Most bytes that a compressed file of this size may unpack to. */
export const maxUnpackedBytes = (fileBytes: number): number =>
  Math.min(FREE_BYTES + BYTES_PER_BYTE * fileBytes, MAX_BYTES);

/** Models expand three to six times: with room for eight times from the start, what is unpacked is hardly ever copied. */
const LIKELY_BYTES_PER_BYTE = 8;
const MIN_LIKELY_BYTES = 2 ** 16;
const MAX_LIKELY_BYTES = 64 * MIB;

/** How many bytes a compressed file of this size is likely to unpack to: rather more, as memory that is not written to costs nothing. */
export const likelyUnpackedBytes = (fileBytes: number): number =>
  Math.min(Math.max(LIKELY_BYTES_PER_BYTE * fileBytes, MIN_LIKELY_BYTES), MAX_LIKELY_BYTES);

/** A refusal of a file that unpacks to more. */
export function expansionRefusal(fileBytes: number): Refusal {
  const limit = maxUnpackedBytes(fileBytes);
  return new Refusal(
    "limit",
    `too large: ${fileBytes} bytes unpack to more than ${limit}; save it again without compression`,
  );
}

/** A refusal of compressed data that is broken. */
export const brokenStream = (container: string, what: string): Refusal => damaged(`the ${container} data ${what}`);
