/** Fingerprints: a document's text → 96 bits that identify it. */

import { createHash } from "node:crypto";
import { findHeader } from "../../core/text/header.js";
import type { Text } from "../../core/text/message.js";

/** The first 96 bits of a SHA-256, as numbers of 32 bits. */
export interface Fingerprint {
  readonly high: number;
  readonly low: number;
  readonly last: number;
}

/**
 * The same text whatever system wrote it: line ends are LF, and blanks around it say nothing. What is counted of a document
 * is counted of this text, so that documents with one fingerprint have the same words.
 */
export function normalText(text: Text): Text {
  if (typeof text === "string") return withoutEnds(text);
  return { subject: withoutEnds(text.subject), body: withoutEnds(text.body) };
}

/**
 * The fingerprint of a text. Among a billion different texts, two agree with a probability of 10^-11.
 *
 * @param text a {@link normalText}.
 */
export function fingerprintOf(text: Text): Fingerprint {
  return fingerprintOfBytes(wholeOf(text));
}

/** The fingerprint of a normal text that is in one piece, or of its UTF-8. */
export function fingerprintOfBytes(text: Uint8Array | string): Fingerprint {
  const digest = createHash("sha256").update(text).digest();
  return { high: digest.readUInt32BE(0), low: digest.readUInt32BE(4), last: digest.readUInt32BE(8) };
}

/** All characters of a text. A body that is a message by itself, or has a subject beside it, gets a mark of where it starts. */
function wholeOf(text: Text): string {
  if (typeof text === "string") return text;
  const { subject, body } = text;
  return subject === "" && !findHeader(body) ? body : `${subject.length}:${subject}${body}`;
}

function withoutEnds(text: string): string {
  const lines = text.includes("\r") ? text.replace(/(?<!\r)\r+\n/g, "\n") : text;
  const plain = lines.trim();
  const isIndented = /[ \t]/.test(lines.charAt(lines.length - lines.trimStart().length - 1));
  // A header may begin with the rest of a field that was cut off, which its blank shows.
  return isIndented && !findHeader(plain) && findHeader(` ${plain}`) ? ` ${plain}` : plain;
}
