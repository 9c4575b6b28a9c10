/** Merging words: sorted lists of words → one sorted list, and the index that each word has in it. */

import { NewsgroupsError } from "../../core/errors.js";
import { ByteWriter } from "../counts/varint.js";
import { GrowingNumbers } from "../tables/growing.js";
import { MergeHeap } from "../tables/merge-heap.js";
import { compareBytes, type Words, type WordWalk } from "../tables/words.js";

/** Most bytes of all words: where each ends is a number of 32 bits. */
const MAX_WORD_BYTES = 2 ** 32 - 1;

/**
 * Merges the words of several walks.
 *
 * @returns `indexes`: for each walk the indexes of its words among all, ascending.
 * @throws NewsgroupsError `input` if they are too many
 */
export function mergeWords(walks: readonly WordWalk[]): { words: Words; indexes: Uint32Array[] } {
  const indexes = walks.map(() => new GrowingNumbers());
  const open = walks.map((_, i) => i).filter((i) => walks[i]!.next());
  const heap = new MergeHeap(open, (a, b) => compareBytes(walks[a]!.word, walks[b]!.word));
  const bytes = new ByteWriter();
  const ends = new GrowingNumbers();
  let before: Uint8Array | undefined;
  for (let walk = heap.first; walk !== undefined; walk = heap.first) {
    const { word } = walks[walk]!;
    if (before === undefined || compareBytes(before, word) !== 0) {
      bytes.bytes(word);
      if (bytes.length > MAX_WORD_BYTES) {
        throw new NewsgroupsError(
          "input",
          `the words of all counts take more than ${MAX_WORD_BYTES} bytes; add fewer of them`,
        );
      }
      ends.push(bytes.length);
      before = word;
    }
    indexes[walk]!.push(ends.size - 1);
    heap.moved(walks[walk]!.next());
  }
  return { words: { bytes: bytes.written(), ends: ends.all() }, indexes: indexes.map((one) => one.all()) };
}
