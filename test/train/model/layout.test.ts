/** Layout: every term can be looked up, in any arrangement of words and postings. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketShift, type LinearArrays } from "../../../src/core/models/linear/arrays.js";
import { hashForm } from "../../../src/core/text/hash.js";
import type { Counts } from "../../../src/train/counts/counts.js";
import { compile } from "../../../src/train/model/compile.js";
import { layOutTerms, layOutWords } from "../../../src/train/model/layout.js";
import { collidingWords } from "../../support/colliding-words.js";
import { classifierOf, scoresOf } from "../../support/flat-model.js";
import { type HandTerm, handCounts } from "../../support/hand-counts.js";
import { entriesOf } from "../../support/model-entries.js";

function modelOf(counts: Counts): LinearArrays {
  return { ...compile(counts, { alpha: 0.5 }) };
}

const hash = (word: string): number => hashForm(Buffer.from(word), 0, Buffer.byteLength(word));

const WORDS = Array.from({ length: 60 }, (_, i) => `q${i.toString(36)}z`);
const termLists: fc.Arbitrary<HandTerm[]> = fc.uniqueArray(
  fc.record({
    words: fc.oneof(
      fc.tuple(fc.constantFrom(...WORDS)),
      fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)),
    ),
    sums: fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)).filter((sums) => sums.some((sum) => sum > 0)),
  }),
  { selector: ({ words }) => words.join(" "), minLength: 2, maxLength: 120 },
);

describe("layOutWords", () => {
  it("orders words by bucket, which is the upper bits of their hash, then by bytes", () => {
    fc.assert(
      fc.property(termLists, (terms) => {
        const model = modelOf(handCounts(terms, [1, 2, 3]));
        const { words } = entriesOf(model);
        const shift = bucketShift(model.bucketWords);
        const needed = [...new Set(terms.flatMap((term) => [...term.words]))];
        const bucketOf = (word: string): number => hash(word) >>> shift;
        expect(words).toEqual(
          needed.sort((a, b) => bucketOf(a) - bucketOf(b) || Buffer.compare(Buffer.from(a), Buffer.from(b))),
        );
        for (let bucket = 0; bucket + 1 < model.bucketWords.length; bucket++) {
          const [start, end] = [model.bucketWords[bucket]!, model.bucketWords[bucket + 1]!];
          for (const word of words.slice(start, end)) expect(hash(word) >>> shift).toBe(bucket);
          const before = words.slice(0, start).reduce((sum, word) => sum + Buffer.byteLength(word), 0);
          expect(model.bucketBytes[bucket]).toBe(before);
        }
        expect(model.bucketWords.at(-1)).toBe(words.length);
        expect(model.bucketBytes.at(-1)).toBe(model.wordBytes.length);
      }),
      { numRuns: 50 },
    );
  });

  it("keeps two words with the same hash apart, the smaller first", () => {
    const [a, b] = collidingWords();
    const model = modelOf(
      handCounts(
        [
          { words: [b], sums: [3, 0] },
          { words: [a], sums: [0, 2] },
        ],
        [1, 1],
      ),
    );
    expect(entriesOf(model).words).toEqual([a, b]);
    const classifier = classifierOf(model);
    expect(classifier.predict(b).category).toBe("category 00000");
    expect(classifier.predict(a).category).toBe("category 00001");
  });
});

describe("layOutTerms", () => {
  it("puts every term where the classifier finds it, with its weights", () => {
    fc.assert(
      fc.property(termLists, (terms) => {
        const model = modelOf(handCounts(terms, [1, 2, 3]));
        const entries = entriesOf(model);
        const names = terms.map(({ words }) => words.join(" "));
        expect([...entries.terms.keys()].sort()).toEqual(names.toSorted());
        const classifier = classifierOf(model);
        for (const name of names) {
          const parts = name.split(" ");
          // A bigram never comes without its words; each of them may be a term too.
          const present = [...new Set([...parts, name])].filter((part) => entries.terms.has(part));
          const frequency = (part: string): number =>
            parts.length === 2 && parts[0] === parts[1] && part !== name ? 2 : 1;
          const weights = present.map((part) => (part.includes(" ") ? 0.5 : 1) * (1 + Math.log(frequency(part))));
          const norm = Math.hypot(...weights);
          const scores = scoresOf(classifier, name);
          model.targets.forEach((_, c) => {
            const expected = present.reduce((sum, part, i) => {
              const { common, deltas } = entries.terms.get(part)!;
              return sum + (weights[i]! / norm) * model.scale[c]! * (common + model.offset[c]! + deltas[c]!);
            }, 0);
            expect(scores[c]).toBeCloseTo(expected, 4);
          });
          expect(classifier.predict(name).knownTerms).toBe(present.length);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("keeps in two bytes what does not fit in one", () => {
    const categories = 300;
    const shared: HandTerm = { words: ["shared"], sums: Array.from({ length: categories }, (_, i) => 1 + i) };
    const own = Array.from({ length: categories }, (_, c) => ({
      words: [`own${c}x`] as const,
      sums: Array.from({ length: categories }, (_, i) => (i === c ? 1 : 0)),
    }));
    const model = modelOf(
      handCounts(
        [shared, ...own],
        own.map(() => 1),
      ),
    );
    expect(model.postingCounts).toBeInstanceOf(Uint16Array);
    expect(model.categories).toBeInstanceOf(Uint16Array);
    expect(model.bigramCounts).toBeInstanceOf(Uint8Array);
    const classifier = classifierOf(model);
    for (const c of [0, 255, 256, 299]) expect(classifier.predict(`own${c}x`).category).toBe(model.targets[c]);
  });

  it("keeps in four bytes what does not fit in two", () => {
    const words = Array.from({ length: 0x10001 }, (_, i) => `w${i}`);
    const unigrams = words.map((word, i) => ({ words: [word] as const, sums: i % 2 === 0 ? [1, 0] : [0, 1] }));
    const bigram: HandTerm = { words: ["w5", "w7"], sums: [9, 0] };
    const model = modelOf(handCounts([...unigrams, bigram], [1, 1]));
    expect(model.secondWords).toBeInstanceOf(Uint32Array);
    expect(classifierOf(model).predict("w5 w7").knownTerms).toBe(3);
  });

  it("gives no posting to a faint delta among those of both signs, but to any that naive Bayes has", () => {
    const counts = handCounts([{ words: ["clear"], sums: [1, 1] }], [1, 1]);
    const terms = {
      first: Uint32Array.of(0),
      second: Uint32Array.of(0),
      starts: Uint32Array.of(0, 2),
      categories: Uint16Array.of(0, 1),
    };
    const layout = layOutWords(counts, terms);
    const one = { codes: Uint8Array.of(1), levels: new Float32Array(256).fill(1) };
    const postings = (low: number, least: number, high: number): number => {
      const levels = Float32Array.from({ length: 256 }, (_, code) => [low, least, high][code] ?? 0);
      const delta = { codes: Uint8Array.of(1, 2), levels };
      return layOutTerms(terms, layout, { common: one, delta, factors: undefined }, 2).deltaCodes.length;
    };
    // A hundredth of the range from -3 to 7 is 0.1.
    expect(postings(-3, 0.09, 7)).toBe(1);
    expect(postings(-3, -0.09, 7)).toBe(1);
    expect(postings(-3, 0.11, 7)).toBe(2);
    expect(postings(-3, -0.11, 7)).toBe(2);
    expect(postings(0, 0.0001, 7)).toBe(2);
    expect(postings(0, 0, 7)).toBe(1);
  });

  it("gives no posting to a delta that rounds to zero", () => {
    // 2^-16 of 2^40 vanishes in the precision of a double.
    const faint: HandTerm = { words: ["faint"], sums: [2 ** -16, 2 ** 40] };
    const clear: HandTerm = { words: ["clear"], sums: [1, 2] };
    const model = modelOf(handCounts([faint, clear], [1, 1]));
    expect(model.deltaCodes).toHaveLength(3);
    const { terms } = entriesOf(model);
    expect(terms.get("faint")!.deltas).toEqual([0, expect.toSatisfy((delta: number) => delta > 0)]);
    expect(terms.get("clear")!.deltas.every((delta) => delta > 0)).toBe(true);
  });
});
