/** Sorting words: those of a corpus in the order in which they came → in the order of their bytes. */

import { type Key, LANES, radixSort } from "./radix-sort.js";
import { compareBytes, type Words, wordAt } from "./words.js";

/** Words are sorted as records of three heads, four bytes each, and the number. */
const HEADS: readonly Key[] = [0, 1, 2].map((lane) => ({ lane, shift: 0, bits: 32 }));
const NUMBER = 3;

/**
 * Sorts distinct words.
 *
 * @param words in any order; a word's number is its index.
 * @returns the words, sorted, and the index of each word number among them.
 */
export function sortWords(words: Words): { words: Words; indexes: Int32Array } {
  const numbers = sortedNumbers(words);
  const indexes = new Int32Array(numbers.length);
  const ends = new Uint32Array(numbers.length);
  const bytes = new Uint8Array(words.bytes.length);
  let end = 0;
  numbers.forEach((number, index) => {
    indexes[number] = index;
    for (let i = startOf(words, number); i < words.ends[number]!; i++) bytes[end++] = words.bytes[i]!;
    ends[index] = end;
  });
  return { words: { bytes, ends }, indexes };
}

/** The numbers of the words, in the order of their bytes: sorted by the first twelve, then where those agree. */
function sortedNumbers(words: Words): Uint32Array {
  const size = words.ends.length;
  const records = new Uint32Array(size * LANES);
  for (let number = 0; number < size; number++) {
    const start = startOf(words, number);
    const end = words.ends[number]!;
    for (let lane = 0; lane < NUMBER; lane++) {
      records[number * LANES + lane] = headAt(words.bytes, start + lane * 4, end);
    }
    records[number * LANES + NUMBER] = number;
  }
  const sorted = radixSort(records, new Uint32Array(size * LANES), size, HEADS);
  const numbers = Uint32Array.from({ length: size }, (_, i) => sorted[i * LANES + NUMBER]!);
  const isHeadShared = (i: number): boolean =>
    HEADS.every(({ lane }) => sorted[i * LANES + lane] === sorted[(i - 1) * LANES + lane]);
  for (let start = 0, i = 1; i <= size; i++) {
    if (i < size && isHeadShared(i)) continue;
    if (i - start > 1) numbers.subarray(start, i).sort((a, b) => compareBytes(wordAt(words, a), wordAt(words, b)));
    start = i;
  }
  return numbers;
}

/** Four bytes from `at` on as one number, which orders as they do; after `end`, zeros. */
function headAt(bytes: Uint8Array, at: number, end: number): number {
  let head = 0;
  for (let i = at; i < at + 4; i++) head = (head << 8) | (i < end ? bytes[i]! : 0);
  return head;
}

function startOf({ ends }: Words, number: number): number {
  return number === 0 ? 0 : ends[number - 1]!;
}
