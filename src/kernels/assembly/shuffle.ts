/** Random orders that are the same everywhere. (Marsaglia, *Xorshift RNGs*, Journal of Statistical Software, 2003.) */

export const XORSHIFT_SEED: u32 = 2463534242;

/** Shuffles numbers: Fisher and Yates. @returns the state of the generator after that. */
export function shuffle(numbers: usize, size: u32, state: u32): u32 {
  for (let i = <i32>size - 1; i > 0; i--) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const one = numbers + ((<usize>i) << 2);
    const other = numbers + ((<usize>(state % <u32>(i + 1))) << 2);
    const swapped = load<u32>(one);
    store<u32>(one, load<u32>(other));
    store<u32>(other, swapped);
  }
  return state;
}
