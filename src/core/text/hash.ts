/** The hash of a form, by which words are found and ordered. */

/**
 * Hashes a form, for finding and ordering words: FNV-1a over the UTF-8 bytes, then the finaliser of MurmurHash3 so
 * that the upper bits, which choose the bucket, depend on every byte.
 *
 * @returns an unsigned 32-bit number.
 */
export function hashForm(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_OFFSET;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME);
  return mix(hash);
}

/** Start and factor of FNV-1a, for loops that hash on their way; {@link mix} ends them. */
export const FNV_OFFSET: number = 0x811c9dc5 | 0;
export const FNV_PRIME = 0x01000193;

/** The finaliser of MurmurHash3. */
export function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
