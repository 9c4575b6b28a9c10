/** Merging words: sorted lists of words → one sorted list, and the index that each word has in it. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { ByteWriter } from "../counts/varint.js";
import { GrowingNumbers } from "../tables/growing.js";
import { Tournament } from "../tables/tournament.js";
import { compareBytes, type FlaggedWords, type WordWalk } from "../tables/words.js";

/** Most bytes of all words: where each ends is a number of 32 bits. */
const MAX_WORD_BYTES = 2 ** 32 - 1;

/**
 * Merges the words of several walks.
 *
 * @returns `indexes`: for each walk the indexes of its words among all, ascending.
 * @throws NewsgroupsError `input` if they are too many; `settings` if a word is a stop word in one walk alone.
 */
export function mergeWords(walks: readonly WordWalk[]): { words: FlaggedWords; indexes: Uint32Array[] } {
  const indexes = walks.map((walk) => new Uint32Array(walk.size));
  const sizes = new Uint32Array(walks.length);
  const tournament = new Tournament(walks.length, (a, b) => compareBytes(walks[a]!.word, walks[b]!.word));
  walks.forEach((walk, i) => {
    if (walk.next()) tournament.enter(i, headAt(walk.word, 0), headAt(walk.word, 4));
  });
  tournament.begin();
  const bytes = new ByteWriter();
  const ends = new GrowingNumbers();
  const stopWords = new ByteWriter();
  let wasStopWord = false;
  let before: Uint8Array | undefined;
  for (let first = tournament.first; first >= 0; first = tournament.first) {
    const walk = walks[first]!;
    const { word, isStopWord } = walk;
    if (before === undefined || compareBytes(before, word) !== 0) {
      bytes.bytes(word);
      if (bytes.length > MAX_WORD_BYTES) {
        throw new NewsgroupsError(
          "input",
          `the words of all counts take more than ${MAX_WORD_BYTES} bytes; add fewer of them`,
        );
      }
      ends.push(bytes.length);
      stopWords.varint(isStopWord ? 1 : 0);
      before = word;
      wasStopWord = isStopWord;
    } else if (isStopWord !== wasStopWord) {
      throw new NewsgroupsError(
        "settings",
        `the word ${printable(new TextDecoder().decode(word))} is a stop word in one counts file and not in another, ` +
          "so they cannot be added; train all of them with the same version of newsgroups",
      );
    }
    indexes[first]![sizes[first]!++] = ends.size - 1;
    if (walk.next()) tournament.moved(headAt(walk.word, 0), headAt(walk.word, 4));
    else tournament.ended();
  }
  return {
    words: { bytes: bytes.written(), ends: ends.all(), stopWords: stopWords.written() },
    indexes,
  };
}

/** Four bytes of a word as one number, which orders as they do; after its end, zeros. */
function headAt(word: Uint8Array, at: number): number {
  let head = 0;
  for (let i = at; i < at + 4; i++) head = head * 256 + (i < word.length ? word[i]! : 0);
  return head;
}
