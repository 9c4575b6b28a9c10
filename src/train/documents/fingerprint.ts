/** Fingerprints: a document's text → 96 bits by which it is known again. */

import { createHash } from "node:crypto";
import { partsOf } from "../../core/text/terms.js";

/** Numbers of 32 bits, of two SHA-256. */
export interface Fingerprint {
  /** First 32 bits of that of what counts: the subject and the body of a message, or the whole of any other text. */
  readonly high: number;
  /** The next 32 bits. Texts that agree in both count the same; a message that was posted twice does. */
  readonly low: number;
  /** First 32 bits of that of the whole text: documents that agree in this too are the same to the letter. */
  readonly whole: number;
}

/** The fingerprint of a text. Of a billion different ones two agree in all with a probability of one in 10^11. */
export function fingerprintOf(text: string): Fingerprint {
  const content = createHash("sha256");
  // The length tells where a part ends, whatever is in it.
  for (const part of partsOf(text)) content.update(`${part.text.length}:`).update(part.text);
  const digest = content.digest();
  const whole = createHash("sha256").update(text).digest();
  return { high: digest.readUInt32BE(0), low: digest.readUInt32BE(4), whole: whole.readUInt32BE(0) };
}
