/** The hash of a form, by which words are found and ordered. */

/** Start and factor of FNV-1a. */
const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/**
 * Hashes a form, for finding and ordering words: FNV-1a over the UTF-8 bytes, then the finaliser of MurmurHash3 so
 * that the upper bits, which choose the bucket, depend on every byte.
 *
 * @returns 32 bits, as a signed number.
 */
export function hashForm(bytes: Uint8Array, start: number, end: number): number {
  let h = FNV_OFFSET;
  for (let i = start; i < end; i++) h = Math.imul(h ^ bytes[i]!, FNV_PRIME);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
