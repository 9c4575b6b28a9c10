/** Transcoding: a stream with a byte order mark of UTF-16 or UTF-32 → the same in UTF-8, so that its lines can be found. */

import { decodeUtf32, markedEncoding } from "../core/text/decode.js";

/** As many bytes as the longest mark. */
const MARK_BYTES = 4;

/** Yields a stream in UTF-8: without the byte order mark of another encoding, unchanged if it has none. */
export async function* inUtf8(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array(0);
  let decoder: Decoder | undefined;
  for await (const chunk of stream) {
    let bytes = chunk;
    if (start !== undefined) {
      bytes = start.length === 0 ? chunk : Buffer.concat([start, chunk]);
      if (mayBeginMark(bytes)) {
        start = bytes;
        continue;
      }
      start = undefined;
      const found = markOf(bytes);
      if (found) bytes = bytes.subarray(found.length);
      decoder = found?.decoder;
    }
    const text = decoder ? Buffer.from(decoder.decode(bytes, true)) : bytes;
    if (text.length > 0) yield text;
  }
  if (start !== undefined && start.length > 0) {
    const found = markOf(start);
    const rest = found ? start.subarray(found.length) : start;
    const text = found ? Buffer.from(found.decoder.decode(rest, true)) : rest;
    if (text.length > 0) yield text;
    decoder = found?.decoder;
  }
  const last = decoder?.decode(new Uint8Array(0), false) ?? "";
  if (last !== "") yield Buffer.from(last);
}

const UTF8_MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/** Drops the byte order mark of UTF-8 at the start of a stream. */
export async function* withoutUtf8Mark(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of stream) {
    if (start === undefined) {
      yield chunk;
      continue;
    }
    const bytes: Uint8Array = start.length === 0 ? chunk : Buffer.concat([start, chunk]);
    const isMark = UTF8_MARK.every((byte, i) => i >= bytes.length || bytes[i] === byte);
    start = isMark && bytes.length < UTF8_MARK.length ? bytes : undefined;
    if (start === undefined) yield isMark ? bytes.subarray(UTF8_MARK.length) : bytes;
  }
  if (start !== undefined && start.length > 0) yield start;
}

interface Decoder {
  decode(bytes: Uint8Array, isMoreToCome: boolean): string;
}

/** First bytes of the marks of UTF-16 and UTF-32. */
const MARK_STARTS: readonly number[] = [0xff, 0xfe, 0x00];

/** Whether bytes are too few to tell, because a mark may begin with them. */
function mayBeginMark(bytes: Uint8Array): boolean {
  return bytes.length === 0 || (bytes.length < MARK_BYTES && MARK_STARTS.includes(bytes[0]!));
}

/** The mark that bytes begin with, and what decodes the rest. */
function markOf(bytes: Uint8Array): { readonly length: number; readonly decoder: Decoder } | undefined {
  const encoding = markedEncoding(bytes);
  if (encoding === undefined || encoding === "UTF-8") return undefined;
  if (encoding.startsWith("UTF-32")) return { length: 4, decoder: new Utf32(encoding === "UTF-32LE") };
  const utf16 = new TextDecoder(encoding, { ignoreBOM: true });
  return { length: 2, decoder: { decode: (rest, stream) => utf16.decode(rest, { stream }) } };
}

/** Decodes a stream of UTF-32. */
class Utf32 implements Decoder {
  readonly #isLittle: boolean;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(isLittle: boolean) {
    this.#isLittle = isLittle;
  }

  decode(bytes: Uint8Array, isMoreToCome: boolean): string {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const end = isMoreToCome ? all.length - (all.length % 4) : all.length;
    this.#rest = all.slice(end);
    return decodeUtf32(all.subarray(0, end), this.#isLittle);
  }
}
