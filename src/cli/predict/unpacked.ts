/** Unpacked input: a stream that may be compressed → its bytes. What unpacks is loaded when it is needed. */

import { packingOf } from "../../unpack/packing.js";

/**
 * Yields the bytes of a stream; if it is compressed, those that it unpacks to.
 *
 * @param where names the stream in messages.
 * @throws NewsgroupsError `input` if it is damaged, or unpacks to too much.
 */
export async function* unpacked(stream: AsyncIterable<Uint8Array>, where: string): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  const { value, done } = await chunks.next();
  if (done) return;
  const all = continued(value, chunks);
  if (packingOf(value) === undefined) yield* all;
  else {
    const { sourceOf } = await import("../../corpus/source.js");
    yield* (await sourceOf(where, where, all)).chunks;
  }
}

/** Yields chunks that have been read, and those to come. */
export async function* continued(read: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield read;
  yield* { [Symbol.asyncIterator]: () => rest };
}
