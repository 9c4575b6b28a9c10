/** Sentiment terms from documents to predictions: taken where they pay, and known of words that no document had. */

import { beforeAll, describe, expect, it } from "vitest";
import { type Classifier, dump, load, train } from "../../../src/index.js";
import { decodeCounts } from "../../../src/train/counts/counts.js";
import { LEXICON } from "../../../src/train/sentiment/lexicon.js";
import { withSentiment } from "../../../src/train/sentiment/sentiment-words.js";
import { wordAt } from "../../../src/train/tables/words.js";
import { decodeFlat } from "../../support/flat-model.js";
import type { Labelled } from "../../support/labelled.js";

const wordsOf = (isWanted: (strength: number) => boolean): string[] =>
  LEXICON.filter(([strength]) => isWanted(strength))
    .flatMap(([, words]) => words.split(" "))
    .filter((word) => /^[a-z]{5,}$/.test(word));
const GOOD = wordsOf((strength) => strength >= 3);
const BAD = wordsOf((strength) => strength <= -3);
const THINGS = ["lamp", "chair", "table", "radio", "kettle"];
const thing = (i: number): string => THINGS[i % THINGS.length]!;

/** Each word of the lexicon in one document alone: nothing but its sentiment says more than chance. */
const REVIEWS: readonly Labelled[] = Array.from({ length: 120 }, (_, i) => [
  { label: "praise", text: i % 3 === 0 ? `this ${thing(i)} is not so ${BAD[i]}` : `a ${GOOD[i]} ${thing(i)}` },
  {
    label: "complaint",
    text: i % 3 === 1 ? `this ${thing(i)} isn't ${GOOD[200 + i]}` : `a ${BAD[200 + i]} ${thing(i)}`,
  },
]).flat();

const artifactOf = async (documents: readonly Labelled[]): Promise<Uint8Array> => dump(await train(documents));

let classifier: Classifier;
let artifact: Uint8Array;
beforeAll(async () => {
  artifact = await artifactOf(REVIEWS);
  classifier = load(artifact);
});

describe("a model of reviews", () => {
  it("has sentiment terms, because it does better with them on documents held out", () => {
    const { provenance, sentimentCodes, wordLengths } = decodeFlat(artifact, "reviews.model");
    expect(provenance).toMatchObject({ sentiment: true });
    expect(provenance.choice).toMatch(/^\w+ with sentiment terms, by accuracy/);
    expect(sentimentCodes.length).toBe(wordLengths.length);
  });

  it("tells praise from complaint by words that no document had", () => {
    const [good, bad] = [GOOD.slice(400, 440), BAD.slice(400, 440)];
    const rightOf = (words: readonly string[], frame: (word: string) => string, category: string): number =>
      words.filter((word) => classifier.predict(frame(word)).category === category).length;
    expect(rightOf(good, (word) => `a ${word} clock`, "praise")).toBe(good.length);
    expect(rightOf(bad, (word) => `a ${word} clock`, "complaint")).toBe(bad.length);
    expect(rightOf(good, (word) => `it isn't ${word}`, "complaint")).toBe(good.length);
    expect(rightOf(bad, (word) => `it is not so ${word}`, "praise")).toBe(bad.length);
  });

  it("explains a prediction by them, with shares that add up, and where they stand", () => {
    const word = GOOD[450]!;
    const text = `a clock that is not ${word}`;
    const { terms, prior, difference } = classifier.explain(text)!;
    expect(terms.map(({ term }) => term).filter((term) => term.startsWith("sentiment"))).toHaveLength(1);
    expect(terms.find(({ term }) => /^sentiment -[345]$/.test(term))).toBeDefined();
    expect(terms.reduce((sum, { share }) => sum + share, prior)).toBe(difference);
    const { share } = terms.find(({ term }) => term.startsWith("sentiment"))!;
    const [, body] = classifier.explainWords(text)!;
    const shareOf = (wanted: string): number | undefined =>
      body!.words.find(({ start, end }) => body!.text.slice(start, end) === wanted)?.share;
    // No document had the word: all of its share is its sentiment.
    expect(shareOf(word)).toBe(share);
  });

  it("gives the same bytes whatever the order of documents", async () => {
    expect(Buffer.compare(await artifactOf(REVIEWS.toReversed()), artifact)).toBe(0);
  });
});

describe("a model of topics", () => {
  const topics: readonly Labelled[] = Array.from({ length: 120 }, (_, i) => [
    { label: "furniture", text: `a ${GOOD[i]} chair beside a ${BAD[i]} table` },
    { label: "kitchen", text: `a ${GOOD[i]} kettle beside a ${BAD[i]} stove` },
  ]).flat();

  it("has no sentiment terms, and none of the lexicon's words but its own", async () => {
    const bytes = await artifactOf(topics);
    const { provenance, sentimentCodes, wordBytes } = decodeFlat(bytes, "topics.model");
    expect(provenance).toMatchObject({ sentiment: false });
    expect(sentimentCodes).toHaveLength(0);
    expect(new TextDecoder().decode(wordBytes)).not.toContain(GOOD[500]);
  });
});

describe("withSentiment", () => {
  it("leaves the words of the counts where they are, and has each word once", async () => {
    const { words } = decodeCounts(await train(REVIEWS), "counts");
    const all = withSentiment(words);
    const forms = Array.from(all.words.ends, (_, index) => new TextDecoder().decode(wordAt(all.words, index)));
    expect(forms.slice(0, words.ends.length)).toEqual(
      Array.from(words.ends, (_, index) => new TextDecoder().decode(wordAt(words, index))),
    );
    expect(new Set(forms).size).toBe(forms.length);
    expect(all.firstTerm).toBe(words.ends.length);
    expect(forms.slice(all.firstTerm, all.firstTerm + 10).every((form) => form.startsWith("sentiment "))).toBe(true);
    for (const word of [GOOD[0]!, GOOD[600]!, BAD[600]!, "not", "nobody"]) {
      expect(all.codes[forms.indexOf(word)]).toBeGreaterThan(0);
    }
    expect(all.codes[forms.indexOf("chair")]).toBe(0);
  });
});
