/** Fingerprints: a document's text → 96 bits that identify it. */

import { createHash } from "node:crypto";
import { charactersOf, type Text } from "../../core/text/message.js";
import { type Part, partsOf } from "../../core/text/terms.js";

/** Numbers of 32 bits, taken from two SHA-256. */
export interface Fingerprint {
  /** First 32 bits of the digest of the content: subject and body of a message, or the whole of any other text. */
  readonly high: number;
  /** The next 32 bits. Texts that agree in both have the same content, as a message that was posted twice. */
  readonly low: number;
  /** First 32 bits of the digest of the whole text: documents that agree in this too are identical. */
  readonly whole: number;
}

/**
 * The fingerprint of a text. Among a billion different texts, two agree in all bits with a probability of 10^-11.
 *
 * @param parts the text's, if they are known.
 */
export function fingerprintOf(text: Text, parts: readonly Part[] = partsOf(text)): Fingerprint {
  const content = createHash("sha256");
  // With its length before it, a part ends at one place only, whatever it contains.
  for (const part of parts) {
    const plain = withoutEnds(part.text);
    content.update(`${plain.length}:`).update(plain);
  }
  const digest = content.digest();
  const whole = createHash("sha256")
    .update(withoutEnds(charactersOf(text)))
    .digest();
  return { high: digest.readUInt32BE(0), low: digest.readUInt32BE(4), whole: whole.readUInt32BE(0) };
}

/** The same text whatever system wrote it: line ends are LF, and blanks around it say nothing. */
function withoutEnds(text: string): string {
  return (text.includes("\r") ? text.replace(/(?<!\r)\r+\n/g, "\n") : text).trim();
}
