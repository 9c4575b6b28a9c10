/** Decoding: the bytes of a text → its characters. */

import { isUtf8 } from "node:buffer";

/** Characters of windows-1252 in the range where it differs from ISO 8859-1 (WHATWG Encoding Standard, index-windows-1252). */
const WINDOWS_1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/**
 * Decodes UTF-8, with or without a byte order mark; bytes that are not UTF-8 are decoded as windows-1252, which mail
 * of 1993 is and which has a character for every byte. (Not by TextDecoder, whose windows-1252 differs between Node
 * versions in 0x80 to 0x9F.)
 */
export function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) {
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return buffer.toString("utf8", hasMark ? 3 : 0);
  }
  const text = buffer.toString("latin1");
  return /[\x80-\x9f]/.test(text) ? decodeWindows(bytes) : text;
}

/** By a loop over UTF-16: a function call for each such byte takes twenty times as long, and a GiB for 64 MiB of them. */
function decodeWindows(bytes: Uint8Array): string {
  const units = Buffer.allocUnsafe(2 * bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    const unit = byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252.charCodeAt(byte - 0x80) : byte;
    units[2 * i] = unit & 0xff;
    units[2 * i + 1] = unit >> 8;
  }
  return units.toString("utf16le");
}
