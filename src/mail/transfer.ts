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
    // Some mailers declare what they have not done.
    if (TEXT_FIRST.test(body) && !BASE64_LINE.test(body)) return bytesOf(body);
    const bytes = decodeBase64(body);
    return bytes.length > 0 ? bytes : bytesOf(body);
  }
  if (/uue/i.test(encoding)) return decodeUuencode(body);
  return /quoted.printable/i.test(encoding) ? decodeQuoted(body) : bytesOf(body);
}

/** A first line of words. */
const TEXT_FIRST = /^\s*\S+[ \t]+\S/;
const BASE64_LINE = /^(?:[A-Za-z0-9+/]{4})+={0,2}[ \t\r]*$/m;

/**
 * Decodes base64. Lines with a blank between characters are no base64 and passed over, such as the footer that a mailing list adds, and so
 * are lines with signs behind such a line or behind padding; other characters that do not belong are passed over themselves. Padding ends a group, wherever it
 * stands.
 */
export function decodeBase64(body: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((body.length * 3) / 4));
  let size = 0;
  let bits = 0;
  let group = 0;
  let isEnded = false;
  for (let start = 0; start < body.length; ) {
    const newline = body.indexOf("\n", start);
    const next = newline < 0 ? body.length : newline + 1;
    const line = body.slice(start, Math.min(next, start + MAX_LINE));
    const isText: boolean = /\S[ \t]+\S/.test(line) || (isEnded && /[^\w+/=\s]/.test(line));
    isEnded ||= isText;
    for (let at = isText ? next : start; at < next; at++) {
      const unit = body.charCodeAt(at);
      const value = unit < 256 ? BASE64[unit]! : -1;
      if (unit === PADDING) {
        bits = 0;
        isEnded = true;
      }
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

/** Decodes uuencode: each line begins with the number of its bytes. What stands before `begin` and behind `end` is no text. */
function decodeUuencode(body: string): Uint8Array {
  const bytes: number[] = [];
  const [, encoded = body] = /^begin [^\n]*\n([\s\S]*)/m.exec(body) ?? [];
  for (const line of encoded.split("\n")) {
    if (line.startsWith("end")) break;
    const count = (line.charCodeAt(0) - 0x20) & 0x3f;
    const value = (at: number): number => (line.charCodeAt(at) - 0x20) & 0x3f;
    for (let i = 0, at = 1; i < count && at < line.length; i += 3, at += 4) {
      const group = (value(at) << 18) | (value(at + 1) << 12) | (value(at + 2) << 6) | value(at + 3);
      bytes.push(...[group >> 16, (group >> 8) & 0xff, group & 0xff].slice(0, count - i));
    }
  }
  return Uint8Array.from(bytes);
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
