/** Encoded words: `=?utf-8?B?Y2Fmw6k=?=` in a header field → its characters (RFC 2047, with the language tag of RFC 2231). */

import { decodeCharset } from "./charset.js";
import { decodeBase64, decodeQuoted } from "./transfer.js";

/** Charset, language, encoding, text. */
const WORD = /=\?([^?*\s]{1,100})(?:\*[^?\s]{0,100})?\?([BbQq])\?([^?]*)\?=/g;

/** Whether a field's value has an encoded word. */
export function hasEncodedWord(value: string): boolean {
  return value.search(WORD) >= 0;
}

/**
 * Decodes the encoded words of a field's value. White space between two of them is no text, and the bytes of two of one charset are decoded
 * together, since a character may be divided between them. What is no encoded word stays as it is written.
 */
export function decodeWords(value: string): string {
  let decoded = "";
  let end = 0;
  let pending: { charset: string; bytes: Uint8Array } | undefined;
  const flush = (): void => {
    if (pending) decoded += decodeCharset(pending.bytes, pending.charset);
    pending = undefined;
  };
  for (const { 0: word, 1: name, 2: encoding, 3: text, index } of value.matchAll(WORD)) {
    const bytes = /b/i.test(encoding!) ? decodeBase64(text!) : decodeQuoted(text!.replaceAll("_", " ").trimEnd());
    const between = value.slice(end, index);
    const charset = name!.toLowerCase();
    if (pending && between.trim() === "") {
      if (pending.charset === charset) pending = { charset, bytes: joined(pending.bytes, bytes) };
      else {
        flush();
        pending = { charset, bytes };
      }
    } else {
      flush();
      decoded += between;
      pending = { charset, bytes };
    }
    end = index + word.length;
  }
  flush();
  return decoded + value.slice(end);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
