/** Decoding: the bytes of a text → its characters. */

/** Throws on invalid UTF-8. Drops a byte order mark. */
const utf8 = new TextDecoder("utf-8", { fatal: true });
const utf16 = new TextDecoder("utf-16le");

/** Windows-1252 in 0x80 to 0x9F, where it differs from ISO 8859-1 (WHATWG Encoding Standard, index-windows-1252). */
const WINDOWS_1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/**
 * Decodes UTF-8, with or without a byte order mark. Bytes that are not UTF-8 are decoded as windows-1252, which most mail
 * of 1993 is and which has a character for every byte.
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return decodeWindows(bytes);
  }
}

/** By way of UTF-16: `TextDecoder("windows-1252")` gives other characters in 0x80 to 0x9F on some versions of Node. */
function decodeWindows(bytes: Uint8Array): string {
  const units = new Uint8Array(2 * bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    const unit = byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252.charCodeAt(byte - 0x80) : byte;
    units[2 * i] = unit;
    units[2 * i + 1] = unit >> 8;
  }
  return utf16.decode(units);
}
