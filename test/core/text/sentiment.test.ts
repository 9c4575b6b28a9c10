/** Sentiment terms: the codes of words, and what a negation does to the words behind it. */

import { describe, expect, it } from "vitest";
import {
  MAX_STRENGTH,
  NEGATION,
  SENTIMENTS,
  SentimentWalk,
  sentimentCode,
  sentimentName,
} from "../../../src/core/text/sentiment.js";

const [GOOD, BAD, NOT, OTHER, UNKNOWN] = [0, 1, 2, 3, -1];
const walk = (): SentimentWalk => new SentimentWalk(Uint8Array.of(sentimentCode(4), sentimentCode(-2), NEGATION, 0));

/** Names of the sentiment terms of a part, "" where a word makes none. */
function namesOf(words: readonly number[], sentiment: SentimentWalk = walk()): string[] {
  sentiment.begin();
  return words.map((word) => sentiment.next(word)).map((code) => (code === 0 ? "" : sentimentName(code)));
}

describe("sentimentCode and sentimentName", () => {
  it("has a code from 1 to SENTIMENTS for each strength, with the strength in its name", () => {
    const strengths = [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5];
    const codes = strengths.map(sentimentCode);
    expect(Math.max(...strengths)).toBe(MAX_STRENGTH);
    expect(codes.toSorted((a, b) => a - b)).toEqual(Array.from({ length: SENTIMENTS }, (_, i) => 1 + i));
    expect(codes.map((code) => Number(sentimentName(code).replace("sentiment ", "")))).toEqual(strengths);
  });
});

describe("SentimentWalk", () => {
  it("gives each word with a sentiment its term, and no other", () => {
    expect(namesOf([GOOD, OTHER, UNKNOWN, BAD])).toEqual(["sentiment +4", "", "", "sentiment -2"]);
  });

  it("turns the three words behind a negation round, known or not", () => {
    expect(namesOf([NOT, GOOD])).toEqual(["", "sentiment -4"]);
    expect(namesOf([NOT, OTHER, UNKNOWN, BAD])).toEqual(["", "", "", "sentiment +2"]);
    expect(namesOf([NOT, OTHER, OTHER, OTHER, GOOD])).toEqual(["", "", "", "", "sentiment +4"]);
    expect(namesOf([NOT, GOOD, BAD, GOOD, BAD])).toEqual([
      "",
      "sentiment -4",
      "sentiment +2",
      "sentiment -4",
      "sentiment -2",
    ]);
  });

  it("counts from the last negation, and does not turn twice", () => {
    expect(namesOf([NOT, NOT, GOOD])).toEqual(["", "", "sentiment -4"]);
    expect(namesOf([NOT, OTHER, OTHER, NOT, OTHER, GOOD])).toEqual(["", "", "", "", "", "sentiment -4"]);
  });

  it("carries no negation into the next part", () => {
    const sentiment = walk();
    namesOf([NOT], sentiment);
    expect(namesOf([GOOD], sentiment)).toEqual(["sentiment +4"]);
  });
});
