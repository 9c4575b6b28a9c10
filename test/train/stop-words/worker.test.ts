/** The lexicon's thread: the same answers as without one, before and after it was closed. */

import { describe, expect, it } from "vitest";
import { closeLexicon, LEXICON_VERSIONS, openLexicon, stopWordsAmong } from "../../../src/train/stop-words/worker.js";
import { wordList } from "../../support/words.js";

describe("stopWordsAmong", () => {
  it("tells of each word whether it is a stop word", async () => {
    expect([...(await stopWordsAmong(wordList(["the", "engine", "naïve", "of", "486", "dont"])))]).toEqual([
      1, 0, 0, 1, 0, 1,
    ]);
    expect([...(await stopWordsAmong(wordList([])))]).toEqual([]);
  });

  it("answers in the order of asking, however much is asked at once", async () => {
    const order: number[] = [];
    const asked = Array.from({ length: 200 }, async (_, i) => {
      const answers = await stopWordsAmong(wordList([i % 2 === 0 ? "the" : "engine", `w${i}`]));
      order.push(i);
      return answers[0];
    });
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 200 }, (_, i) => (i + 1) % 2));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });
});

describe("closeLexicon", () => {
  it("ends the thread; what is asked later starts another", async () => {
    const first = openLexicon();
    await closeLexicon();
    await closeLexicon();
    expect(first.threads).toEqual([]);
    expect([...(await stopWordsAmong(wordList(["the"])))]).toEqual([1]);
    expect(openLexicon()).not.toBe(first);
  });
});

describe("LEXICON_VERSIONS", () => {
  it("names both packages with an exact version", () => {
    expect(Object.keys(LEXICON_VERSIONS)).toEqual(["wink-nlp", "wink-eng-lite-web-model"]);
    for (const version of Object.values(LEXICON_VERSIONS)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
