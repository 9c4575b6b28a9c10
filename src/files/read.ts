/** Reads a whole file, pipe or device into memory: models, and texts of `predict --file`. */

import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { NewsgroupsError, printable } from "../core/errors.js";
import { attempt } from "./errors.js";

/** The default limit for a pipe or a device, 256 MiB: it does not state its size, and may never end. */
const MAX_STREAM_BYTES = 1 << 28;

/**
 * Returns the bytes of a file.
 *
 * @param maxBytes default: no limit for a regular file, 256 MiB for a pipe or a device.
 * @throws NewsgroupsError `file` if it cannot be read, `input` if it has more than `maxBytes`.
 */
export function readBytes(path: string, maxBytes?: number): Uint8Array {
  const bytes = attempt("read", path, () => {
    const descriptor = openSync(path, "r");
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile()) return readStream(descriptor, maxBytes ?? MAX_STREAM_BYTES);
      return maxBytes !== undefined && stats.size > maxBytes ? undefined : readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  });
  if (bytes) return bytes;
  throw new NewsgroupsError(
    "input",
    `${printable(path)}: too large; give a file of at most ${maxBytes ?? MAX_STREAM_BYTES} bytes`,
  );
}

/** All bytes of an open pipe or device; undefined if there are more than `maxBytes`. */
function readStream(descriptor: number, maxBytes: number): Uint8Array | undefined {
  const chunks: Uint8Array[] = [];
  for (let total = 0; total <= maxBytes; ) {
    const chunk = Buffer.allocUnsafeSlow(1 << 16);
    const length = readSync(descriptor, chunk);
    if (length === 0) return Buffer.concat(chunks, total);
    chunks.push(chunk.subarray(0, length));
    total += length;
  }
  return undefined;
}
