/** The lexicon against wink-nlp, asked about one word at a time as the file says. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import { Lexer } from "../../../src/core/text/lexer.js";
import { LEXICON } from "../../../src/train/sentiment/lexicon.js";
import { WINK_MODEL_VERSION } from "../../../src/versions.js";

const nlp = winkNLP(model, ["sentiment"]);
const sentimentOf = (word: string): number => nlp.readDoc(word).out(nlp.its.sentiment) as unknown as number;
const words = LEXICON.flatMap(([strength, some]) => some.split(" ").map((word) => ({ word, strength })));

describe("LEXICON", () => {
  it("has the strengths that wink-nlp gives, in fifths, and at least 1", () => {
    for (const { word, strength } of words.toReversed()) {
      const sentiment = sentimentOf(word);
      const size = Math.max(1, Math.round(5 * Math.abs(sentiment)));
      expect({ word, strength: Math.sign(sentiment) * size }).toEqual({ word, strength });
    }
  });

  it("leaves out no word of everyday English that has a sentiment", () => {
    const known = new Set(words.map(({ word }) => word));
    const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
    const everyday =
      "good bad awful wonderful excellent terrible love hate happy sad best worst great poor nice broken";
    const asked = new Set(`${everyday} ${readme}`.toLowerCase().match(/[a-z]+/g));
    const felt = [...asked].filter((word) => sentimentOf(word) !== 0);
    expect(felt.length).toBeGreaterThan(20);
    expect(felt.filter((word) => !known.has(word))).toEqual([]);
  });

  it("has each word once, as the lexer reads it", () => {
    const lexer = new Lexer();
    for (const { word } of words) {
      lexer.open(word);
      expect(lexer.next() && lexer.form()).toBe(word);
      expect(lexer.next()).toBe(false);
    }
    expect(new Set(words.map(({ word }) => word)).size).toBe(words.length);
  });

  it("was made with the model that this project depends on", () => {
    const source = readFileSync(new URL("../../../src/train/sentiment/lexicon.ts", import.meta.url), "utf8");
    expect(source).toContain(`wink-eng-lite-web-model ${WINK_MODEL_VERSION}.`);
  });
});
