/** Text in pickles: UTF-8 with lone surrogates, escapes of protocol 0, strings of Python 2. */

/** Longest text, 256 MiB: engines have a limit, of which this is half. */
export const MAX_TEXT_BYTES: number = 2 ** 28;

const MAX_CODE_POINT = 0x10ffff;
const REPLACEMENT = "\ufffd";

/**
 * Decodes UTF-8 as Python writes it (`surrogatepass`): lone surrogates are encoded like other characters.
 *
 * @returns undefined if it is invalid.
 */
export function decodeUtf8(bytes: Buffer, start: number, end: number): string | undefined {
  // Most texts are short terms of ASCII; looking at each byte first is faster than decoding.
  let at = start;
  while (at < end && bytes[at]! < 0x80) at++;
  if (at === end) return bytes.toString("latin1", start, end);
  const text = bytes.toString("utf8", start, end);
  return text.includes(REPLACEMENT) ? decodeWithSurrogates(bytes.subarray(start, end)) : text;
}

/** Units of UTF-16 that become a text. */
class Units {
  readonly #bytes: Buffer;
  #end = 0;

  /** @param most number of units. */
  constructor(most: number) {
    this.#bytes = Buffer.alloc(2 * most);
  }

  write(unit: number): void {
    this.#end = this.#bytes.writeUInt16LE(unit, this.#end);
  }

  writePoint(point: number): void {
    if (point < 0x10000) {
      this.write(point);
    } else {
      this.write(0xd800 + ((point - 0x10000) >> 10));
      this.write(0xdc00 + ((point - 0x10000) & 0x3ff));
    }
  }

  text(): string {
    return this.#bytes.toString("utf16le", 0, this.#end);
  }
}

/** The same one character after the other, for texts that have surrogates, or characters that stand for invalid bytes. */
function decodeWithSurrogates(bytes: Uint8Array): string | undefined {
  // A character takes no more units of UTF-16 than bytes of UTF-8.
  const units = new Units(bytes.length);
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at]!;
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length === 0 || at + length > bytes.length) return undefined;
    let point = length === 1 ? first : first & (0x7f >> length);
    for (let i = 1; i < length; i++) {
      const byte = bytes[at + i]!;
      if ((byte & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (byte & 0x3f);
    }
    if ((length === 3 && point < 0x800) || (length === 4 && (point < 0x10000 || point > MAX_CODE_POINT)))
      return undefined;
    units.writePoint(point);
    at += length;
  }
  return units.text();
}

const BACKSLASH = 0x5c;

/**
 * Decodes a line of `raw-unicode-escape`: latin-1 with `\\uXXXX` and `\\UXXXXXXXX`, where the backslashes before it are odd in number.
 *
 * @returns undefined if an escape is broken.
 */
export function decodeRawUnicodeEscape(line: Buffer): string | undefined {
  if (!line.includes(BACKSLASH)) return line.toString("latin1");
  const units = new Units(line.length);
  for (let at = 0; at < line.length; at++) {
    const byte = line[at]!;
    const next = line[at + 1];
    const digits = byte !== BACKSLASH ? 0 : next === 0x75 ? 4 : next === 0x55 ? 8 : 0;
    if (digits === 0) {
      units.write(byte);
      // Two backslashes are not the start of an escape.
      if (byte === BACKSLASH && next === BACKSLASH) {
        units.write(next);
        at++;
      }
      continue;
    }
    const point = digitsAt(line, at + 2, digits, 16);
    if (point === undefined || point > MAX_CODE_POINT) return undefined;
    units.writePoint(point);
    at += 1 + digits;
  }
  return units.text();
}

/** What the letter behind a backslash stands for in a string of Python 2. */
const ESCAPES: ReadonlyMap<number | undefined, number> = new Map(
  Object.entries({ a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, "\\": 0x5c, "'": 0x27, '"': 0x22 }).map(
    ([letter, byte]) => [letter.charCodeAt(0), byte],
  ),
);

/**
 * Decodes a string of Python 2 as `repr` writes it, with its quotes: each byte becomes the character of its number.
 *
 * @returns undefined if it is not such a string.
 */
export function decodeRepr(line: Buffer): string | undefined {
  let end = line.length;
  while (end > 0 && (line[end - 1] === 0x20 || line[end - 1] === 0x0d || line[end - 1] === 0x09)) end--;
  const quote = line[0];
  if (end < 2 || (quote !== 0x27 && quote !== 0x22) || line[end - 1] !== quote) return undefined;
  end--;
  const bytes = Buffer.alloc(end);
  let length = 0;
  for (let at = 1; at < end; at++) {
    const byte = line[at]!;
    if (byte !== BACKSLASH) {
      bytes[length++] = byte;
      continue;
    }
    at++;
    if (at === end) return undefined;
    const known = ESCAPES.get(line[at]);
    if (known !== undefined) {
      bytes[length++] = known;
    } else if (line[at] === 0x78) {
      const value = digitsAt(line, at + 1, 2, 16);
      if (value === undefined || at + 2 >= end) return undefined;
      bytes[length++] = value;
      at += 2;
    } else {
      const digits = [3, 2, 1].find((count) => at + count <= end && digitsAt(line, at, count, 8) !== undefined);
      // Python leaves an escape that it does not know as it is.
      if (digits === undefined) bytes[length++] = BACKSLASH;
      bytes[length++] = digits === undefined ? line[at]! : digitsAt(line, at, digits, 8)! & 0xff;
      at += (digits ?? 1) - 1;
    }
  }
  return bytes.toString("latin1", 0, length);
}

/** The number that digits of base 8 or 16 stand for; undefined if there are others. */
function digitsAt(bytes: Uint8Array, at: number, count: number, base: 8 | 16): number | undefined {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const byte = bytes[i] ?? 0;
    const letter = (byte | 0x20) - 0x61;
    const digit = byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : letter >= 0 && letter < 6 ? letter + 10 : base;
    if (digit >= base) return undefined;
    value = value * base + digit;
  }
  return value;
}

/** The bytes of a text whose characters are all of latin-1; undefined if one is not. */
export function latin1Bytes(text: string): Uint8Array | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a range of numbers, not of characters that mean something
  if (!/^[\u0000-\u00ff]*$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length);
  Buffer.from(bytes.buffer).write(text, "latin1");
  return bytes;
}
