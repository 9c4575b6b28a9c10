/** Terms: which unigrams and bigrams a text has. */

import { describe, expect, it } from "vitest";
import { Lexer } from "../../../src/core/text/lexer.js";
import { partsOf, type TermSink, UNKNOWN_WORD, type Vocabulary, walkTerms } from "../../../src/core/text/terms.js";

const UNKNOWN = ["zzz"];

/** The terms of a text as strings, with `× times` unless that is 1. */
function termsOf(text: string): string[] {
  const forms: string[] = [];
  const vocabulary: Vocabulary = {
    find(lexer) {
      const form = lexer.form();
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
  walkTerms(partsOf(text), new Lexer(), vocabulary, sink);
  return terms;
}

describe("walkTerms", () => {
  it("yields each word, and each pair of neighbours", () => {
    expect(termsOf("Sense humour club")).toEqual(["sense", "humour", "sense humour", "club", "humour club"]);
  });

  it("yields a term as often as it occurs", () => {
    expect(termsOf("no no no")).toEqual(["no", "no", "no no", "no", "no no"]);
  });

  it("yields stop words like other words", () => {
    expect(termsOf("not the sense")).toEqual(["not", "the", "not the", "sense", "the sense"]);
  });

  it("yields emoji and pairs of letters like other words", () => {
    expect(termsOf("good 👍 東京都")).toEqual(["good", "👍", "good 👍", "東京", "👍 東京", "京都", "東京 京都"]);
  });

  it("does not pair words across an unknown word", () => {
    expect(termsOf("sense zzz humour")).toEqual(["sense", "humour"]);
    expect(termsOf(`sense ${"x".repeat(100)} humour`)).toEqual(["sense", "humour"]);
  });

  it("yields an address as a unigram only, and does not pair words across it", () => {
    expect(termsOf("mail bob@host joe@host now please")).toEqual([
      "mail",
      "bob@host",
      "joe@host",
      "now",
      "please",
      "now please",
    ]);
  });

  it("counts a message's subject six times, without pairs across subject and body", () => {
    expect(termsOf("From: someone\nSubject: old engine\nOrganization: none\n\nwhich oil")).toEqual([
      "old × 6",
      "engine × 6",
      "old engine × 6",
      "which",
      "oil",
      "which oil",
    ]);
  });

  it("counts only the body of a message without a subject", () => {
    expect(termsOf("From: someone\n\noil")).toEqual(["oil"]);
  });

  it("counts the whole text if it is not a message", () => {
    expect(termsOf("Note: oil\n\nengine")).toEqual(["note", "oil", "note oil", "engine", "oil engine"]);
  });

  it("yields nothing for a text without words", () => {
    expect(termsOf("")).toEqual([]);
    expect(termsOf("... --- !")).toEqual([]);
  });
});
