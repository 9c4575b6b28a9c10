/** Decoding: the bytes of a text → its characters. */

/** Throws on invalid UTF-8. Drops a byte order mark. */
const utf8 = new TextDecoder("utf-8", { fatal: true });
/** U+FFFD for what is no UTF-8. */
const lenientUtf8 = new TextDecoder("utf-8");
const utf16 = new TextDecoder("utf-16le");

/** Windows-1252 in 0x80 to 0x9F, where it differs from ISO 8859-1 (WHATWG Encoding Standard, index-windows-1252). */
const WINDOWS_1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

const REPLACEMENT = 0xfffd;

/** An encoding that a byte order mark names. */
export type MarkedEncoding = "UTF-8" | "UTF-16LE" | "UTF-16BE" | "UTF-32LE" | "UTF-32BE";

/**
 * Decodes a text whose encoding nothing declares.
 *
 * 1. A byte order mark decides.
 * 2. Else it is UTF-8 where all of it is.
 * 3. Else it is UTF-8 but for a few bytes, which become U+FFFD: see {@link isNearlyUtf8}.
 * 4. Else it is windows-1252, which most mail of 1993 is and which has a character for every byte.
 */
export function decodeText(bytes: Uint8Array): string {
  const first = bytes[0];
  // All marks but that of UTF-8 begin with one of these.
  if (first === 0xff || first === 0xfe || first === 0) {
    const decoded = decodeMarked(bytes, markedEncoding(bytes));
    if (decoded !== undefined) return decoded;
  }
  try {
    return utf8.decode(bytes);
  } catch {
    return markedEncoding(bytes) === "UTF-8" || isNearlyUtf8(bytes) ? lenientUtf8.decode(bytes) : decodeWindows(bytes);
  }
}

/** Returns the encoding that a byte order mark at the start names; undefined if there is none. */
export function markedEncoding(bytes: Uint8Array): MarkedEncoding | undefined {
  // Not by destructuring, which takes an iterator.
  const a = bytes[0];
  const b = bytes[1];
  const c = bytes[2];
  const d = bytes[3];
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? "UTF-32LE" : "UTF-16LE";
  if (a === 0xfe && b === 0xff) return "UTF-16BE";
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return "UTF-32BE";
  return a === 0xef && b === 0xbb && c === 0xbf ? "UTF-8" : undefined;
}

/**
 * Returns the share of a text's bytes that are part of no UTF-8 character, 0 to 1. It is 0 for a text whose byte order mark names
 * another encoding, and for an empty one.
 */
export function shareNotUtf8(bytes: Uint8Array): number {
  const marked = markedEncoding(bytes);
  if (bytes.length === 0 || (marked !== undefined && marked !== "UTF-8")) return 0;
  return examineUtf8(bytes).badBytes / bytes.length;
}

function decodeMarked(bytes: Uint8Array, encoding: MarkedEncoding | undefined): string | undefined {
  switch (encoding) {
    case "UTF-16LE":
      return utf16.decode(bytes);
    case "UTF-16BE":
      return decodeUtf16BigEndian(bytes);
    case "UTF-32LE":
    case "UTF-32BE":
      return decodeUtf32(bytes.subarray(4), encoding === "UTF-32LE");
    default:
      return undefined;
  }
}

/** Decodes UTF-16 with the upper byte first, by way of the other order: not every runtime knows this one. */
export function decodeUtf16BigEndian(bytes: Uint8Array): string {
  const isOdd = bytes.length % 2 === 1;
  const swapped = new Uint8Array(bytes.length - (isOdd ? 1 : 0));
  for (let i = 0; i < swapped.length; i++) swapped[i ^ 1] = bytes[i]!;
  return utf16.decode(swapped) + (isOdd ? "\ufffd" : "");
}

/** Decodes UTF-32 without a byte order mark, which no runtime's `TextDecoder` does. */
export function decodeUtf32(bytes: Uint8Array, isLittleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units = new Uint8Array(bytes.length + 4);
  const out = new DataView(units.buffer);
  let size = 0;
  const push = (unit: number): void => {
    out.setUint16(size, unit, true);
    size += 2;
  };
  for (let at = 0; at < bytes.length; at += 4) {
    const point = at + 4 <= bytes.length ? view.getUint32(at, isLittleEndian) : REPLACEMENT;
    if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) push(REPLACEMENT);
    else if (point < 0x10000) push(point);
    else {
      push(0xd7c0 + (point >> 10));
      push(0xdc00 + (point & 0x3ff));
    }
  }
  return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(units.subarray(0, size));
}

/** Up to so many bytes are few in any text; more must be a fifth of its characters of several bytes at most. */
const FEW_BYTES = 3;
const FEW_SHARE = 1 / 5;

/**
 * Whether a text is UTF-8 but for a few bytes: a character is cut off at its end, or it has more characters of several bytes than
 * bytes that are part of none. In windows-1252 and other encodings of one byte such characters hardly ever come about by chance; in those
 * of East Asia they do, up to one for each bad byte.
 */
function isNearlyUtf8(bytes: Uint8Array): boolean {
  const { characters, badBytes, cut } = examineUtf8(bytes);
  // A single byte at the end may be the last letter of a text in windows-1252: "caf\xe9".
  if (badBytes === cut) return characters > 0 || cut > 1;
  return characters > badBytes && (badBytes <= FEW_BYTES || badBytes <= FEW_SHARE * characters);
}

/** What of a text is UTF-8. */
interface Utf8Examination {
  /** Characters of several bytes. */
  characters: number;
  /** Bytes that are part of no character. */
  badBytes: number;
  /** Those of them that begin a character which is cut off at the end of the text. */
  cut: number;
}

/** Examines a text by the table of well-formed sequences (Unicode 15.0, table 3-7). */
function examineUtf8(bytes: Uint8Array): Utf8Examination {
  const found: Utf8Examination = { characters: 0, badBytes: 0, cut: 0 };
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at]!;
    if (first < 0x80) {
      at++;
      continue;
    }
    const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    let end = at + 1;
    while (end < at + length && end < bytes.length && isContinuation(first, end - at, bytes[end]!)) end++;
    if (length > 0 && end === at + length) {
      found.characters++;
    } else {
      found.badBytes += end - at;
      if (length > 0 && end === bytes.length) found.cut = end - at;
    }
    at = end;
  }
  return found;
}

/** Whether a byte may be the `index`-th of a character that begins with `first`. */
function isContinuation(first: number, index: number, byte: number): boolean {
  if (index > 1) return (byte & 0xc0) === 0x80;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  return byte >= low && byte <= high;
}

/** Decodes windows-1252, by way of UTF-16: `TextDecoder` gives other characters in 0x80 to 0x9F on some versions of Node. */
export function decodeWindows(bytes: Uint8Array): string {
  const units = new Uint8Array(2 * bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    const unit = byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252.charCodeAt(byte - 0x80) : byte;
    units[2 * i] = unit;
    units[2 * i + 1] = unit >> 8;
  }
  return utf16.decode(units);
}
