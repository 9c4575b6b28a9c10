/** Word counts: how many words a text has, each as often as it stands there. */

import { describe, expect, it } from "vitest";
import { countWords } from "../../../src/core/text/count-words.js";

describe("countWords", () => {
  it("counts the words of any text", () => {
    for (const [text, words] of [
      ["zzz qqq zzz", 3],
      ["C++, c#!", 2],
      ["", 0],
      [" ... ", 0],
    ] as const)
      expect(countWords(text), text).toBe(words);
  });

  it("counts those of the subject and the body of a message, once each", () => {
    expect(countWords("From: ann@example.com\nSubject: two words\n\nthree more words\n")).toBe(5);
    expect(countWords({ subject: "two words", body: "From: body text" })).toBe(5);
  });
});
