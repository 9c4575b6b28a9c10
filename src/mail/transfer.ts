/** Transfer encodings: the body of a part, with a character for each byte → the bytes that were encoded (RFC 2045, section 6). */

import { bytesOf } from "./bytes.js";

/** Values of the base64 alphabet by character; -1 for others. */
const BASE64 = new Int8Array(256).fill(-1);
for (const [value, character] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries()) {
  BASE64[character.charCodeAt(0)] = value;
}
const PADDING = "=".charCodeAt(0);

/**
 * Decodes a body.
 *
 * @param encoding value of Content-Transfer-Encoding; one that is not known encodes nothing.
 */
export function decodeTransfer(body: string, encoding: string): Uint8Array {
  if (/base64/i.test(encoding)) {
    const bytes = decodeBase64(body);
    // Some mailers declare what they have not done.
    return bytes.length > 0 ? bytes : bytesOf(body);
  }
  return /quoted.printable/i.test(encoding) ? decodeQuoted(body) : bytesOf(body);
}

/**
 * Decodes base64. Lines with a blank between characters are no base64 and passed over, such as the footer that a mailing list adds; other
 * characters that do not belong are passed over themselves. Padding ends a group, wherever it stands.
 */
export function decodeBase64(body: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((body.length * 3) / 4));
  let size = 0;
  let bits = 0;
  let group = 0;
  for (let start = 0; start < body.length; ) {
    const newline = body.indexOf("\n", start);
    const next = newline < 0 ? body.length : newline + 1;
    const isText = /\S[ \t]+\S/.test(body.slice(start, Math.min(next, start + MAX_LINE)));
    for (let at = isText ? next : start; at < next; at++) {
      const unit = body.charCodeAt(at);
      const value = unit < 256 ? BASE64[unit]! : -1;
      if (unit === PADDING) bits = 0;
      if (value < 0) continue;
      group = ((group << 6) | value) & 0xffffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes[size++] = group >> bits;
      }
    }
    start = next;
  }
  return bytes.subarray(0, size);
}

/** Characters of a line in which a blank is looked for: lines of base64 have 76. */
const MAX_LINE = 200;

/** Decodes quoted-printable. What is not encoded as it should be stays as it is written. */
function decodeQuoted(body: string): Uint8Array {
  const bytes = new Uint8Array(body.length);
  let size = 0;
  for (let at = 0; at < body.length; at++) {
    const unit = body.charCodeAt(at);
    if (unit === PADDING) {
      const high = hexDigit(body.charCodeAt(at + 1));
      const low = hexDigit(body.charCodeAt(at + 2));
      if (high >= 0 && low >= 0) {
        bytes[size++] = 16 * high + low;
        at += 2;
        continue;
      }
      const end = softBreak(body, at + 1);
      if (end > 0) {
        at = end - 1;
        continue;
      }
    }
    bytes[size++] = unit;
  }
  return bytes.subarray(0, size);
}

/** Returns where the line behind a soft line break starts; 0 if there is none. */
function softBreak(body: string, from: number): number {
  let at = from;
  while (at < body.length && " \t\r".includes(body[at]!)) at++;
  if (at === body.length) return at;
  return body[at] === "\n" ? at + 1 : 0;
}

function hexDigit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
