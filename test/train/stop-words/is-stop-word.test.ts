/** Stop words: which words are stop words, whatever was asked before. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import stopWords from "../../../src/train/stop-words/is-stop-word.js";
import { wordList } from "../../support/words.js";

const STOP_WORDS = ["the", "of", "and", "is", "you", "not", "i", "was", "to", "dont"];
const CONTENT_WORDS = ["computer", "god", "engine", "orbit", "windows", "sale", "hockey", "x", "кот", "naïve", "zqxj"];
const NEITHER = ["486", "3", "486dx", "someone@example.com", "the@the", "🚀", "", " ", "the of", "don't", "cafe\u0301"];

/** The answer about a single form. */
const isStopWord = (form: string): boolean => stopWords(wordList([form]))[0] === 1;

describe("stopWords", () => {
  it("knows the commonest words of English", () => {
    for (const form of STOP_WORDS) expect(isStopWord(form), form).toBe(true);
  });

  it("does not take content words for stop words", () => {
    for (const form of CONTENT_WORDS) expect(isStopWord(form), form).toBe(false);
  });

  it("takes only words of letters for stop words", () => {
    for (const form of NEITHER) expect(isStopWord(form), form).toBe(false);
  });

  it("takes no form of more than 24 UTF-16 units for a stop word", () => {
    expect(isStopWord("the".repeat(9))).toBe(false);
    expect(isStopWord("a".repeat(1_000_000))).toBe(false);
  });

  it("gives the same answers in any order of asking", () => {
    const pieces = "cant wont isnt pcs thats lets itll couldve gonna cannot mr us its".split(" ");
    const forms = [...STOP_WORDS, ...CONTENT_WORDS, ...NEITHER, ...pieces];
    const first = new Map(forms.map((form) => [form, isStopWord(form)]));
    const orders = fc.shuffledSubarray(forms, { minLength: forms.length });
    const others = fc.array(fc.oneof(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ unit: "binary" })));
    fc.assert(
      fc.property(orders, others, (order, between) => {
        for (const other of between) isStopWord(other);
        for (const form of order) expect([form, isStopWord(form)]).toEqual([form, first.get(form)]);
      }),
    );
  });

  it("says what wink-nlp says that is asked about every word", () => {
    const nlp = winkNLP(model, []);
    const letters = fc.oneof(
      fc.constantFrom(...STOP_WORDS, ...CONTENT_WORDS),
      fc.stringMatching(/^[a-z]{1,12}$/),
      fc
        .tuple(fc.constantFrom(...STOP_WORDS), fc.constantFrom("s", "nt", "ll", "the", "d"))
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(letters, (form) => {
        const flags = nlp.readDoc(form).tokens().out(nlp.its.stopWordFlag) as unknown as boolean[];
        expect(isStopWord(form)).toBe(flags.every(Boolean));
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the same answers about many words at once", () => {
    const letters = fc.oneof(
      fc.constantFrom(...STOP_WORDS, ...CONTENT_WORDS, ...NEITHER.filter((form) => form !== "")),
      fc.stringMatching(/^[a-z]{1,12}$/),
      fc.stringMatching(/^\p{L}{1,6}$/u),
    );
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 200 }), (forms) => {
        expect([...stopWords(wordList(forms))].map(Boolean)).toEqual(forms.map(isStopWord));
      }),
      { numRuns: 50 },
    );
  });
});
