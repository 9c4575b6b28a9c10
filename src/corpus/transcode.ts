/** Transcoding: a stream with a byte order mark of UTF-16 or UTF-32 → the same in UTF-8, so that its lines can be found. */

const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe, 0x00, 0x00], "utf-32le"],
  [[0x00, 0x00, 0xfe, 0xff], "utf-32be"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];
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

/** Whether bytes are too few to tell, because a mark begins with them. */
function mayBeginMark(bytes: Uint8Array): boolean {
  return (
    bytes.length < MARK_BYTES &&
    MARKS.some(([mark]) => bytes.length < mark.length && bytes.every((byte, i) => byte === mark[i]))
  );
}

/** The mark that bytes begin with, and what decodes the rest. */
function markOf(bytes: Uint8Array): { readonly length: number; readonly decoder: Decoder } | undefined {
  const found = MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (found === undefined) return undefined;
  const [{ length }, encoding] = found;
  if (encoding.startsWith("utf-32")) return { length, decoder: new Utf32(encoding === "utf-32le") };
  const utf16 = new TextDecoder(encoding, { ignoreBOM: true });
  return { length, decoder: { decode: (rest, stream) => utf16.decode(rest, { stream }) } };
}

const REPLACEMENT = 0xfffd;

/** Decodes UTF-32, which `TextDecoder` does not know. */
class Utf32 implements Decoder {
  readonly #isLittle: boolean;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(isLittle: boolean) {
    this.#isLittle = isLittle;
  }

  decode(bytes: Uint8Array, isMoreToCome: boolean): string {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const view = new DataView(all.buffer, all.byteOffset, all.length);
    const end = all.length - (all.length % 4);
    let text = "";
    for (let at = 0; at < end; at += 4) {
      const point = view.getUint32(at, this.#isLittle);
      const isCharacter = point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000);
      text += String.fromCodePoint(isCharacter ? point : REPLACEMENT);
    }
    this.#rest = all.slice(end);
    return !isMoreToCome && this.#rest.length > 0 ? `${text}\ufffd` : text;
  }
}
