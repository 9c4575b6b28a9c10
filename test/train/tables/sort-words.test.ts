/** Sorting words against Node's comparison of bytes. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sortWords } from "../../../src/train/tables/sort-words.js";
import { wordAt } from "../../../src/train/tables/words.js";
import { wordList } from "../../support/words.js";

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Several agree in their first twelve bytes, and one in these and zeros behind them. */
const words = fc.array(
  fc.oneof(
    fc.constantFrom("a", "b", "é", "😀", "a\0", "sixsixsixsix", "sixsixsixsix\0", "sixsixsixsixb", "sixsixsixsixa"),
    fc.string({ unit: "binary", minLength: 1 }),
  ),
);

describe("sortWords", () => {
  it("sorts words by their bytes, and gives the index of each", () => {
    fc.assert(
      fc.property(words, (list) => {
        const distinct = [...new Set(list.map((word) => decode(Buffer.from(word))))];
        const { words: sorted, indexes } = sortWords(wordList(distinct));
        const expected = distinct.map((word) => Buffer.from(word)).sort(Buffer.compare);
        expect(Array.from(sorted.ends, (_, i) => decode(wordAt(sorted, i)))).toEqual(expected.map(decode));
        expect(sorted.bytes).toHaveLength(expected.reduce((sum, { length }) => sum + length, 0));
        expect([...indexes]).toEqual(distinct.map((word) => expected.map(decode).indexOf(word)));
      }),
    );
  });
});
