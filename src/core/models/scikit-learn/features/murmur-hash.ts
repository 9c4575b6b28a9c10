/** The hash of `HashingVectorizer`. */

/**
 * MurmurHash3 for 32 bits (Austin Appleby, x86 variant) with seed 0, as `sklearn.utils.murmurhash3_32` gives it.
 *
 * @returns a signed 32-bit number.
 */
export function murmurHash(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  const whole = start + ((end - start) & ~3);
  for (let i = start; i < whole; i += 4) {
    const block = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    hash ^= scrambled(block);
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  let tail = 0;
  for (let i = end - 1; i >= whole; i--) tail = (tail << 8) | bytes[i]!;
  hash ^= scrambled(tail) ^ (end - start);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function scrambled(block: number): number {
  const product = Math.imul(block, 0xcc9e2d51);
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593);
}

/** Returns the feature of a hash: its size, divided with remainder; for −2^31, which has no size in 32 bits, as scikit-learn has it. */
export function featureOf(hash: number, features: number): number {
  if (hash === -0x8000_0000) return (0x7fff_ffff - (features - 1)) % features;
  return Math.abs(hash) % features;
}
