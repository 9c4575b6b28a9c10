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

/** The same one character after the other, for texts that have surrogates, or characters that stand for invalid bytes. */
function decodeWithSurrogates(bytes: Uint8Array): string | undefined {
  // A character takes no more units of UTF-16 than bytes of UTF-8.
  const units = Buffer.alloc(2 * bytes.length);
  let end = 0;
  const write = (unit: number): void => {
    end = units.writeUInt16LE(unit, end);
  };
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
    if (point < 0x10000) {
      write(point);
    } else {
      write(0xd800 + ((point - 0x10000) >> 10));
      write(0xdc00 + ((point - 0x10000) & 0x3ff));
    }
    at += length;
  }
  return units.toString("utf16le", 0, end);
}

/**
 * Decodes `raw-unicode-escape`: latin-1 with `\uXXXX` and `\UXXXXXXXX`, where the backslashes before it are odd in number.
 *
 * @returns undefined if an escape is broken.
 */
export function decodeRawUnicodeEscape(line: string): string | undefined {
  let isValid = true;
  // Backslashes in pairs are matched too, and stay: so the one that starts an escape is odd in number.
  const text = line.replace(
    /\\(?:\\|u([\da-fA-F]{4})|U([\da-fA-F]{8})|[uU])/g,
    (all, short?: string, long?: string) => {
      if (all === "\\\\") return all;
      const point = Number.parseInt(short ?? long ?? "", 16);
      isValid &&= point <= MAX_CODE_POINT;
      return isValid ? String.fromCodePoint(point) : all;
    },
  );
  return isValid ? text : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

/**
 * Decodes a string of Python 2 as `repr` writes it, with its quotes: each byte becomes the character of its number.
 *
 * @returns undefined if it is no such string.
 */
export function decodeRepr(line: string): string | undefined {
  const quoted = /^(['"])(.*)\1[ \r\t]*$/s.exec(line)?.[2];
  if (quoted === undefined) return undefined;
  let isValid = true;
  const text = quoted.replace(/\\(x[\da-fA-F]{2}|[0-7]{1,3}|.?)/gs, (all, escaped: string) => {
    if (/^[0-7]/.test(escaped)) return String.fromCharCode(Number.parseInt(escaped, 8) & 0xff);
    if (escaped.length === 3) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    isValid &&= escaped !== "x" && escaped !== "";
    // Python leaves an escaped that it does not know as it is.
    return ESCAPES[escaped] ?? all;
  });
  return isValid ? text : undefined;
}

/** The bytes of a text whose characters are all of latin-1; undefined if one is not. */
export function latin1Bytes(text: string): Uint8Array | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a range of numbers, not of characters that mean something
  if (!/^[\u0000-\u00ff]*$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length);
  Buffer.from(bytes.buffer).write(text, "latin1");
  return bytes;
}
