/** Sources: a file or a stream → its first bytes, by which its format is told, and all of its bytes, unpacked. */

import { createReadStream } from "node:fs";
import { NewsgroupsError, printable } from "../core/errors.js";
import { fileError } from "../files/errors.js";
import { UnpackFault } from "../unpack/fault.js";
import { type Packing, packingOf, unpackedName } from "../unpack/packing.js";
import { unpackStream } from "../unpack/unpack-stream.js";
import { inUtf8, withoutUtf8Mark } from "./transcode.js";

const CHUNK_BYTES = 1 << 18;

/** How much of a file is looked at before it is read: for the format, the delimiter and the columns of a table. */
const START_BYTES = 1 << 18;

/** Bytes with a name. */
export interface Source {
  /** What messages call it. */
  readonly id: string;
  /** Its name without folders and without the ending of what unpacked it. */
  readonly fileName: string;
  /** Path of the file, if it can be read at any place: it is a regular file, and not packed. */
  readonly path: string | undefined;
  /** By what it was packed. */
  readonly packing: Packing | undefined;
  /** Its first bytes. */
  readonly start: Uint8Array;
  /** Whether {@link start} is all. */
  readonly isWhole: boolean;
  /** All of its bytes; to be read once. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The bytes of a file. */
export async function* chunksOfFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: CHUNK_BYTES });
  } catch (error) {
    throw fileError("read", path, error);
  }
}

/**
 * Looks at the first bytes of a stream, and unpacks it if it is packed.
 *
 * @param id what messages call it.
 * @param name its file name, or a path that ends with it.
 * @param path see {@link Source.path}.
 */
export async function sourceOf(
  id: string,
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  path?: string,
): Promise<Source> {
  const fileName = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  const packed = await peeked(chunks);
  const packing = packingOf(packed.start);
  if (packing === undefined) return { id, fileName, path, packing, ...packed };
  const unpacked = await peeked(explained(id, unpackStream(packed.chunks, packing)));
  return { id, fileName: unpackedName(fileName), path: undefined, packing, ...unpacked };
}

/** The chunks of a text without its byte order mark, in UTF-8 if that says that it is not. */
export function textChunks(source: Source): AsyncIterable<Uint8Array> {
  return withoutUtf8Mark(inUtf8(source.chunks));
}

/** The first bytes of a text, in UTF-8 likewise. */
export async function textStart(source: Source): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of withoutUtf8Mark(inUtf8(inChunks([source.start])))) parts.push(part);
  return Buffer.concat(parts);
}

/**
 * All bytes of a source.
 *
 * @throws NewsgroupsError `input` if there are more than `maxBytes`; `remedy` says what to do then.
 */
export async function wholeOf(source: Source, maxBytes: number, remedy: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.chunks) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) {
      throw new NewsgroupsError("input", `${printable(source.id)}: larger than ${maxBytes >> 20} MiB; ${remedy}`);
    }
  }
  return Buffer.concat(chunks, length);
}

interface Peeked {
  readonly start: Uint8Array;
  readonly isWhole: boolean;
  readonly chunks: AsyncIterable<Uint8Array>;
}

async function peeked(chunks: AsyncIterable<Uint8Array>): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  while (length < START_BYTES && !isWhole) {
    const { value, done } = await iterator.next();
    if (done) isWhole = true;
    else {
      held.push(value);
      length += value.length;
    }
  }
  const start = held.length === 1 ? held[0]! : Buffer.concat(held, length);
  return { start, isWhole, chunks: following(start, iterator, isWhole) };
}

async function* following(
  start: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  isWhole: boolean,
): AsyncGenerator<Uint8Array> {
  try {
    if (start.length > 0) yield start;
    for (let isEnded = isWhole; !isEnded; ) {
      const { value, done } = await rest.next();
      if (done) isEnded = true;
      else yield value;
    }
  } finally {
    await rest.return?.();
  }
}

async function* inChunks(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** Names the file in what is wrong with its packed data. */
async function* explained(id: string, unpacked: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* unpacked;
  } catch (error) {
    if (!(error instanceof UnpackFault)) throw error;
    throw new PackedFileError(id, error);
  }
}

/** The error about packed data that are broken or expand too far. */
export class PackedFileError extends NewsgroupsError {
  readonly fault: UnpackFault;

  constructor(id: string, fault: UnpackFault) {
    const message = fault.kind === "limit" ? fault.message : `damaged: ${fault.message}; copy the file again`;
    super("input", `${printable(id)}: ${message}`, { cause: fault });
    this.fault = fault;
  }
}
