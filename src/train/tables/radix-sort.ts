/** Radix sort: records of four 32-bit numbers, ordered by some of them. */

/** Numbers in a record; four records fill one cache line. */
export const LANES = 4;

/** What records are ordered by: `bits` bits of the number in `lane`, from bit `shift` on. */
export interface Key {
  readonly lane: number;
  readonly shift: number;
  /** 1 to 32. */
  readonly bits: number;
}

/** Bits per pass: 2^10 positions to write to fit into the nearest caches. */
const DIGIT_BITS = 10;

/**
 * Sorts records by several keys, and keeps the order of those that agree in all.
 *
 * Least significant digit first (LSD radix sort): each pass reads the records from front to back and writes each behind
 * the last one with the same digit. That takes a few nanoseconds a record; a comparison sort, or a table of as many terms,
 * would miss the cache at each step.
 *
 * @param records `size` records of {@link LANES} numbers, one after the other; overwritten.
 * @param spare as long as the records; overwritten.
 * @param keys the most significant first.
 * @returns `records` or `spare`: the one that holds the sorted records.
 */
export function radixSort(records: Uint32Array, spare: Uint32Array, size: number, keys: readonly Key[]): Uint32Array {
  let from = records;
  let to = spare;
  for (const { lane, shift, bits } of keys.toReversed()) {
    const digitBits = Math.ceil(bits / Math.ceil(bits / DIGIT_BITS));
    for (let done = 0; done < bits; done += digitBits) {
      if (!sortByDigit(from, to, size, lane, shift + done, Math.min(digitBits, bits - done))) continue;
      [from, to] = [to, from];
    }
  }
  return from;
}

/** Sorts by one digit; false, with nothing moved, if the records are already in its order. */
function sortByDigit(
  from: Uint32Array,
  to: Uint32Array,
  size: number,
  lane: number,
  shift: number,
  bits: number,
): boolean {
  const mask = 2 ** bits - 1;
  const end = size * LANES;
  const next = new Uint32Array(mask + 2);
  // The sign bit of any step down stays set, without a branch that could be mispredicted.
  let steps = 0;
  let previous = 0;
  for (let at = lane; at < end; at += LANES) {
    const digit = (from[at]! >>> shift) & mask;
    next[digit + 1]!++;
    steps |= digit - previous;
    previous = digit;
  }
  if (steps >= 0) return false;
  for (let digit = 1; digit <= mask; digit++) next[digit]! += next[digit - 1]!;
  for (let at = 0; at < end; at += LANES) {
    const target = next[(from[at + lane]! >>> shift) & mask]!++ * LANES;
    // Not a loop, which would be half as fast: these lines take most of the time of sorting.
    to[target] = from[at]!;
    to[target + 1] = from[at + 1]!;
    to[target + 2] = from[at + 2]!;
    to[target + 3] = from[at + 3]!;
  }
  return true;
}
