/** Encoded words: `=?utf-8?B?Y2Fmw6k=?=` in a header field → its characters (RFC 2047, with the language tag of RFC 2231). */

import { bytesOf, latin1Of } from "./bytes.js";
import { decodeCharset } from "./charset.js";
import { decodeBase64 } from "./transfer.js";

/** Charset, language, encoding, text. Mailers leave some question marks in it. */
const WORD = /=\?([^?*\s]{1,100})(?:\*[^?\s]{0,100})?\?([BbQq])\?([^?]*(?:\?(?!=)[^?\s]{0,100}){0,3})\?=/g;

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
  let charset = "";
  /** Bytes of words that belong together, a character for each. */
  let pending: string[] = [];
  const flush = (): void => {
    if (pending.length > 0) decoded += decodeCharset(bytesOf(pending.join("")), charset);
    pending = [];
  };
  for (const { 0: word, 1: name, 2: encoding, 3: text, index } of value.matchAll(WORD)) {
    const between = value.slice(end, index);
    const isApart = pending.length === 0 || between.trim() !== "";
    if (isApart || charset !== name!.toLowerCase()) flush();
    if (isApart) decoded += between;
    charset = name!.toLowerCase();
    pending.push(
      encoding === "B" || encoding === "b" ? latin1Of(decodeBase64(text!.replace(/\s/g, ""))) : unquoted(text!),
    );
    end = index + word.length;
  }
  flush();
  return decoded + value.slice(end);
}

/** Decodes the encoding Q: quoted-printable with underscores for blanks. */
function unquoted(text: string): string {
  return text
    .replaceAll("_", " ")
    .replace(/=([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
