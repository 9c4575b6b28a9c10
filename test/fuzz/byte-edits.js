// @ts-check
/** Edits of bytes that ignore the format: several at once, and the start of one file joined to the end of another. */

import fc from "fast-check";
import { sealed } from "./files.js";

/** `number` writes a small 32-bit number. */
const EDITS = ["set", "number", "insert", "delete", "copy"];
/** Edits that move no other bytes. */
const IN_PLACE = ["set", "number"];

/** One edit; `at` and `from` are shares of the file's length. */
const byteEdit = (edits) =>
  fc.record({
    edit: fc.constantFrom(...edits),
    at: share(),
    from: share(),
    length: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 2000 })),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
  });

const several = (edits) => fc.array(byteEdit(edits), { minLength: 1, maxLength: 12 });

export const byteEdits = fc.record({ edits: fc.oneof(several(EDITS), several(IN_PLACE)), digest: fc.nat({ max: 3 }) });

/** Where to cut two files, as shares of their lengths. */
export const splice = fc.record({ at: share(), from: share(), other: fc.nat(), digest: fc.boolean() });

export function editedBytes(file, { edits, digest }) {
  let bytes = file;
  for (const edit of edits) bytes = apply(bytes, edit);
  return digest > 0 ? sealed(bytes) : Uint8Array.from(bytes);
}

export function spliced(file, otherFile, { at, from, digest }) {
  const head = file.subarray(0, Math.floor(at * file.length));
  const bytes = Uint8Array.from(Buffer.concat([head, otherFile.subarray(Math.floor(from * otherFile.length))]));
  return digest ? sealed(bytes) : bytes;
}

function apply(file, { edit, at, from, length, bytes }) {
  const start = Math.floor(at * file.length);
  const source = Math.floor(from * file.length);
  const replaced = (drop, insert) => Buffer.concat([file.subarray(0, start), insert, file.subarray(start + drop)]);
  if (edit === "set") return replaced(bytes.length, bytes);
  if (edit === "insert") return replaced(0, bytes);
  if (edit === "delete") return replaced(length, new Uint8Array());
  if (edit === "copy") return replaced(length % 2 === 0 ? length : 0, file.subarray(source, source + length));
  if (file.length < 4) return file;
  const aligned = Buffer.from(file);
  aligned.writeUInt32LE(bytes[0], Math.min(start, file.length - 4) & ~3);
  return aligned;
}

function share() {
  return fc.noBias(fc.nat({ max: 1_000_000 })).map((millionths) => millionths / 1_000_000);
}
