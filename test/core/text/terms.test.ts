/** Terms: which unigrams and bigrams a text has. */

import { describe, expect, it } from "vitest";
import { Lexer } from "../../../src/core/text/lexer.js";
import { STOP_WORD, type TermSink, UNKNOWN_WORD, type Vocabulary, walkTerms } from "../../../src/core/text/terms.js";

const STOP_WORDS = ["the", "of", "a"];
const UNKNOWN = ["zzz"];

/** What walkTerms hands out for a text, as strings, `× times` where that is not 1. */
function termsOf(text: string): string[] {
  const forms: string[] = [];
  const vocabulary: Vocabulary<Lexer> = {
    find(lexer) {
      const form = lexer.form();
      if (STOP_WORDS.includes(form)) return STOP_WORD;
      if (form === "" || UNKNOWN.includes(form)) return UNKNOWN_WORD;
      if (!forms.includes(form)) forms.push(form);
      return forms.indexOf(form);
    },
  };
  const terms: string[] = [];
  const take = (term: string, times: number): number => terms.push(times === 1 ? term : `${term} × ${times}`);
  const sink: TermSink = {
    unigram: (word, times) => take(forms[word]!, times),
    bigram: (first, second, times) => take(`${forms[first]} ${forms[second]}`, times),
  };
  walkTerms(text, new Lexer(), vocabulary, sink);
  return terms;
}

describe("walkTerms", () => {
  it("hands out each word, and each with the word before it", () => {
    expect(termsOf("Sense humour club")).toEqual(["sense", "humour", "sense humour", "club", "humour club"]);
  });

  it("hands out a term as often as it occurs", () => {
    expect(termsOf("no no no")).toEqual(["no", "no", "no no", "no", "no no"]);
  });

  it("passes over stop words, and joins the words on both sides of them", () => {
    expect(termsOf("the sense of a humour")).toEqual(["sense", "humour", "sense humour"]);
  });

  it("parts the words on both sides of an unknown word", () => {
    expect(termsOf("sense zzz humour")).toEqual(["sense", "humour"]);
    expect(termsOf(`sense ${"x".repeat(100)} humour`)).toEqual(["sense", "humour"]);
  });

  it("hands out an address as a unigram only, which parts its neighbours", () => {
    expect(termsOf("mail bob@host joe@host now please")).toEqual([
      "mail",
      "bob@host",
      "joe@host",
      "now",
      "please",
      "now please",
    ]);
  });

  it("counts a message's subject six times, and apart from its body", () => {
    expect(termsOf("From: someone\nSubject: old engine\nOrganization: none\n\nwhich oil")).toEqual([
      "old × 6",
      "engine × 6",
      "old engine × 6",
      "which",
      "oil",
      "which oil",
    ]);
  });

  it("counts the body alone of a message without a subject", () => {
    expect(termsOf("From: someone\n\noil")).toEqual(["oil"]);
  });

  it("counts all of a text that is no message", () => {
    expect(termsOf("Note: oil\n\nengine")).toEqual(["note", "oil", "note oil", "engine", "oil engine"]);
  });

  it("has nothing to hand out for a text without words", () => {
    expect(termsOf("")).toEqual([]);
    expect(termsOf("the of a")).toEqual([]);
  });
});
