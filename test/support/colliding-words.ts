/** Words that have one hash: found by trying, for 2^32 hashes are few enough for two of 100,000 words to meet. */

import { hashForm } from "../../src/core/text/hash.js";

/** Two different words of the same hash, in order of their bytes. */
export function collidingWords(): readonly [string, string] {
  const seen = new Map<number, string>();
  for (let i = 0; ; i++) {
    const word = `w${i.toString(36)}`;
    const hash = hashForm(Buffer.from(word), 0, word.length);
    const earlier = seen.get(hash);
    if (earlier !== undefined) return earlier < word ? [earlier, word] : [word, earlier];
    seen.set(hash, word);
  }
}
