/** Windows of documents: neighbouring words of their bodies, the same for the same texts. */

import { describe, expect, it } from "vitest";
import { LENGTHS, windowsOf } from "../../../src/train/choose/windows.js";
import { decodeCounts } from "../../../src/train/counts/counts.js";
import { allOf, type LabelledDocuments, labelledDocuments } from "../../../src/train/features/labelled.js";
import { wordAt } from "../../../src/train/tables/words.js";
import { trainedOn } from "../../support/counts-files.js";
import type { Labelled } from "../../support/labelled.js";

const labelledOf = async (documents: readonly Labelled[]): Promise<LabelledDocuments> =>
  labelledDocuments(decodeCounts(await trainedOn(documents), "counts"));

/** `first` numbered words, so that neighbours have numbers one apart. */
const counting = (first: string, size: number): string =>
  Array.from({ length: size }, (_, i) => `${first}${i}`).join(" ");

/** The words of each window, and the pairs of words that are bigrams. */
function contentOf(documents: LabelledDocuments, chosen = allOf(documents)) {
  const { terms, origins, categories, copies } = windowsOf(documents, chosen);
  const nameOf = (word: number): string => Buffer.from(wordAt(documents.words, word)).toString();
  const contents = Array.from(origins, (origin, i) => ({
    origin,
    category: categories[i],
    copies: copies[i],
    words: new Set<string>(),
    bigrams: new Set<string>(),
  }));
  terms.first.forEach((first, term) => {
    const second = terms.second[term]!;
    for (let i = terms.starts[term]!; i < terms.starts[term + 1]!; i++) {
      const { words, bigrams } = contents[terms.documents[i]!]!;
      if (second === 0) words.add(nameOf(first));
      else bigrams.add(`${nameOf(first)} ${nameOf(second - 1)}`);
    }
  });
  return contents;
}

describe("windowsOf", () => {
  it("has one window of each length that the body has words for", async () => {
    const documents = await labelledOf([
      { label: "a", text: counting("x", 100) },
      { label: "b", text: counting("y", 16) },
      { label: "b", text: counting("z", 3) },
    ]);
    const sizes = contentOf(documents).map(({ words }) => [[...words][0]![0], words.size]);
    const lengthsUpTo = (most: number) => LENGTHS.filter((length) => length <= most);
    for (const [word, most] of [
      ["x", 100],
      ["y", 16],
      ["z", 3],
    ]) {
      const found = sizes.filter(([first]) => first === word).map(([, size]) => size);
      expect(found).toEqual(lengthsUpTo(most as number));
    }
  });

  it("is of neighbouring words, with their bigrams, wherever it lies", async () => {
    const texts = Array.from({ length: 40 }, (_, i) => counting(`w${"abcdefghij"[i % 10]}${"klmn"[i % 4]}`, 30));
    const documents = await labelledOf(texts.map((text, i) => ({ label: `${i % 2}`, text })));
    const starts = new Set<number>();
    for (const { words, bigrams } of contentOf(documents)) {
      const numbers = [...words].map((word) => Number(/\d+$/.exec(word)![0])).sort((a, b) => a - b);
      starts.add(numbers[0]!);
      expect(numbers.at(-1)! - numbers[0]!).toBe(words.size - 1);
      expect(bigrams.size).toBe(words.size - 1);
    }
    expect(starts.size).toBeGreaterThan(10);
  });

  it("has the category and the copies of the document that it is of, and none of documents that are not chosen", async () => {
    const documents = await labelledOf([
      { label: "a", text: "one two three" },
      { label: "b", text: "four five" },
      { label: "b", text: "four five" },
    ]);
    const found = contentOf(documents);
    expect(found).toHaveLength(2);
    for (const { origin, category, copies } of found) {
      expect(category).toBe(documents.categories[origin]);
      expect(copies).toBe(documents.copies[origin]);
    }
    for (const chosen of [0, 1]) {
      const some = Uint8Array.from([0, 1], (document) => (document === chosen ? 1 : 0));
      expect(contentOf(documents, some).map(({ origin }) => origin)).toEqual([chosen]);
    }
  });

  it("leaves out the subject of a message", async () => {
    const documents = await labelledOf([
      { label: "a", text: "From: someone@example.com\nSubject: secret news of the day\n\nhello there" },
      { label: "b", text: "From: someone@example.com\nSubject: nothing but a subject\n\n" },
    ]);
    const found = contentOf(documents);
    expect(found).toHaveLength(1);
    expect(["hello", "there"]).toContain([...found[0]!.words][0]);
  });

  it("lies where it lies for the same text, whatever the other documents are", async () => {
    const text = counting("w", 50);
    const [one, other] = await Promise.all(
      [counting("x", 20), counting("y", 3)].map(async (second) =>
        contentOf(
          await labelledOf([
            { label: "a", text },
            { label: "b", text: second },
          ]),
        )
          .filter(({ words }) => [...words][0]!.startsWith("w"))
          .map(({ words }) => [...words]),
      ),
    );
    expect(one).toEqual(other);
    expect(one).toHaveLength(3);
  });
});
