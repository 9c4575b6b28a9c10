// @ts-check
/** Visits to every byte of a small file: the changes of one round, byte after byte. */

import { DIGEST_BYTES, sealed } from "./files.js";

/** Changes of a byte: single bits first, then all others. 255 consecutive rounds make them all. */
const MASKS = [...new Set([1, 2, 4, 8, 16, 32, 64, 128, 255, ...Array.from({ length: 255 }, (_, i) => i + 1)])];
/** Other visits are spread over this many consecutive rounds. */
const SHARE = 32;

/** Boundary values of lengths, counts, signs and classes of floating-point numbers. */
const NUMBERS_32 = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x1000000, 0x1000001, 0x3f800000, 0x7f7fffff, 0x7f800000,
  0x7fc00000, 0x7fffffff, 0x80000000, 0xff7fffff, 0xff800000, 0xfffffff0, 0xffffffff,
];
const NUMBERS_64 = [0n, 1n, 1n << 32n, (1n << 53n) - 1n, 1n << 53n, (1n << 63n) - 1n, 1n << 63n, (1n << 64n) - 1n];
const SLIPPED_IN = [[0], [0x20], [0x80], [0xff], [0, 0, 0, 0, 0, 0, 0, 0]].map((bytes) => Uint8Array.from(bytes));

/** Yields `[name of the change, bytes]` for every offset that is due in the round of `seed`. */
export function* visits(file, seed) {
  for (const [name, bytes] of changes(file, seed)) {
    yield [name, bytes];
    yield [`${name}, digest recomputed`, sealed(bytes)];
  }
}

/** The same without a digest, for files that have none. */
export function* changes(file, seed) {
  const mask = MASKS[(seed - 1) % MASKS.length];
  for (let at = 0; at < file.length; at++) {
    const bytes = file.slice();
    bytes[at] ^= mask;
    yield ["every byte", bytes];
  }
  const digest = file.subarray(file.length - DIGEST_BYTES);
  for (let at = seed % SHARE; at < file.length; at += SHARE) {
    yield ["cut off", file.slice(0, at)];
    yield ["cut off before the digest", joined(file.subarray(0, at), digest)];
    yield ["cut out", joined(file.subarray(0, at), file.subarray(at + 1))];
    yield ["cut out", joined(file.subarray(0, at), file.subarray(at + 8))];
    for (const more of SLIPPED_IN) yield ["slipped in", joined(file.subarray(0, at), more, file.subarray(at))];
  }
  for (let at = (seed % SHARE) * 4; at + 8 <= file.length; at += SHARE * 4) {
    for (const number of NUMBERS_32) yield ["32-bit number", changed(file, (view) => view.setUint32(at, number, true))];
    for (const number of NUMBERS_64) {
      yield ["64-bit number", changed(file, (view) => view.setBigUint64(at, number, true))];
    }
  }
}

function changed(file, change) {
  const bytes = file.slice();
  change(new DataView(bytes.buffer));
  return bytes;
}

function joined(...parts) {
  return Uint8Array.from(Buffer.concat(parts));
}
