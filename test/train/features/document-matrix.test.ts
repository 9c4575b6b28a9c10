/** The document matrix against its formula, written out with the logarithms and roots of the machine. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCounts } from "../../../src/train/counts/counts.js";
import {
  documentMatrix,
  inverseDocumentFrequencies,
  selectedTerms,
  UNIT,
} from "../../../src/train/features/document-matrix.js";
import { type Chosen, type LabelledDocuments, labelledDocuments } from "../../../src/train/features/labelled.js";
import { wordAt } from "../../../src/train/tables/words.js";
import { trainedOn } from "../../support/counts-files.js";
import type { Labelled } from "../../support/labelled.js";

const WORDS = "orbit rocket lunar puck goalie rink engine wheel".split(" ");
const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 });
const corpora: fc.Arbitrary<Labelled[]> = fc.array(
  fc.record({ label: fc.constantFrom("autos", "hockey", "space"), text: words.map((some) => some.join(" ")) }),
  { minLength: 2, maxLength: 8 },
);

/** How often each word and each pair of neighbours occurs. */
function frequenciesOf(text: string): Map<string, number> {
  const some = text.split(" ");
  const pairs = some.slice(1).map((word, i) => `${some[i]} ${word}`);
  const frequencies = new Map<string, number>();
  for (const term of [...some, ...pairs]) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  return frequencies;
}

const labelledOf = async (corpus: readonly Labelled[]): Promise<LabelledDocuments> =>
  labelledDocuments(decodeCounts(await trainedOn(corpus), "counts"));

/** Names of the terms of words, which sentiment terms are not among. */
function namesOf({ words, terms, sentiment }: LabelledDocuments): { name: string; index: number }[] {
  const wordOf = (index: number): string => new TextDecoder().decode(wordAt(words, index));
  return Array.from(terms.first, (first, index) => {
    const second = terms.second[index]!;
    return { first, index, name: second === 0 ? wordOf(first) : `${wordOf(first)} ${wordOf(second - 1)}` };
  }).filter(({ first }) => first < (sentiment?.firstTerm ?? Number.POSITIVE_INFINITY));
}

/** Each distinct document with the number of its copies, in the order of the documents; found by its terms. */
function textsOf(labelled: LabelledDocuments, corpus: readonly Labelled[]): { text: string; copies: number }[] {
  const names = namesOf(labelled);
  return Array.from(labelled.categories, (_, document) => {
    const own = names.filter(({ index }) => {
      const { starts, documents } = labelled.terms;
      return documents.subarray(starts[index], starts[index + 1]).includes(document);
    });
    const isOwn = ({ text }: Labelled): boolean => {
      const frequencies = frequenciesOf(text);
      return (
        frequencies.size === own.length &&
        own.every(({ name, index }) => {
          const { starts, documents, frequencies: times } = labelled.terms;
          const at = documents.subarray(starts[index], starts[index + 1]).indexOf(document);
          return frequencies.get(name) === times[starts[index]! + at];
        })
      );
    };
    return { text: corpus.find(isOwn)!.text, copies: labelled.copies[document]! };
  });
}

/** A third of the terms is not selected, and a third of the documents not chosen. */
const isSelected = (index: number): boolean => index % 3 !== 1;
const isChosen = (document: number): boolean => document % 3 !== 2;
const chosenOf = ({ categories }: LabelledDocuments): Chosen =>
  Uint8Array.from(categories, (_, document) => (isChosen(document) ? 1 : 0));

describe("documentMatrix", () => {
  it("has norm(tf · factor) of the selected terms for each chosen document", async () => {
    await fc.assert(
      fc.asyncProperty(corpora, async (corpus) => {
        const labelled = await labelledOf(corpus);
        const selected = namesOf(labelled).filter(({ index }) => isSelected(index));
        const chosen = chosenOf(labelled);
        const factors = Float32Array.from(selected, (_, column) => 0.5 + column / 4);
        const indexes = Int32Array.from(selected, ({ index }) => index);
        const matrix = documentMatrix(labelled, indexes, factors, chosen);
        const rows = textsOf(labelled, corpus)
          .map((text, document) => ({ ...text, document }))
          .filter(({ document }) => isChosen(document));
        expect(matrix.starts).toHaveLength(rows.length + 1);
        rows.forEach(({ text, copies, document }, row) => {
          const frequencies = frequenciesOf(text);
          const weights = selected.map(({ name }, column) => {
            const frequency = frequencies.get(name) ?? 0;
            return frequency === 0 ? 0 : (1 + Math.log(frequency)) * (name.includes(" ") ? 0.5 : 1) * factors[column]!;
          });
          const length = Math.hypot(...weights);
          const found = weights.map(() => 0);
          for (let i = matrix.starts[row]!; i < matrix.starts[row + 1]!; i++) {
            expect(matrix.values[i]! * UNIT).toBe(Math.round(matrix.values[i]! * UNIT));
            found[matrix.terms[i]!] = matrix.values[i]!;
          }
          weights.forEach((weight, column) => {
            // termWeight is rounded, to 2^-16.
            expect(found[column]).toBeCloseTo(length === 0 ? 0 : weight / length, 4);
          });
          expect(matrix.copies[row]).toBe(copies);
          expect(matrix.categories[row]).toBe(labelled.categories[document]);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("has the terms of a row in ascending order, none twice", async () => {
    const labelled = await labelledOf([
      { label: "a", text: "engine wheel engine oil wheel engine" },
      { label: "b", text: "orbit engine orbit wheel" },
    ]);
    const indexes = Int32Array.from(labelled.terms.first.keys());
    const all = new Uint8Array(labelled.categories.length).fill(1);
    const { starts, terms } = documentMatrix(labelled, indexes, new Float32Array(indexes.length).fill(1), all);
    for (const row of [0, 1]) {
      const columns = [...terms.subarray(starts[row], starts[row + 1])];
      expect(columns).toEqual([...new Set(columns)].sort((a, b) => a - b));
      expect(columns.length).toBeGreaterThan(5);
    }
  });
});

describe("inverseDocumentFrequencies", () => {
  it("is ln((1 + n) ⁄ (1 + df)) + 1 over the chosen documents, with copies", async () => {
    await fc.assert(
      fc.asyncProperty(corpora, async (corpus) => {
        const labelled = await labelledOf(corpus);
        const names = namesOf(labelled);
        const chosen = chosenOf(labelled);
        const texts = textsOf(labelled, corpus).filter((_, document) => isChosen(document));
        const total = (some: readonly { copies: number }[]): number =>
          some.reduce((sum, { copies }) => sum + copies, 0);
        const found = inverseDocumentFrequencies(
          labelled,
          Int32Array.from([...names.map(({ index }) => index), -1]),
          chosen,
        );
        names.forEach(({ name }, i) => {
          const frequency = total(texts.filter(({ text }) => frequenciesOf(text).has(name)));
          expect(found[i]).toBeCloseTo(Math.log((1 + total(texts)) / (1 + frequency)) + 1, 12);
        });
        // A selected term that no document has.
        expect(found.at(-1)).toBeCloseTo(Math.log(1 + total(texts)) + 1, 12);
      }),
      { numRuns: 40 },
    );
  });
});

describe("selectedTerms", () => {
  it("finds each selected term among those of the documents, and says which they do not have", async () => {
    const labelled = await labelledOf([
      { label: "a", text: "engine wheel oil" },
      { label: "b", text: "orbit engine" },
    ]);
    const { first, second } = labelled.terms;
    const some = Array.from(first.keys()).filter((index) => index % 2 === 0);
    const picked = { first: first.filter((_, i) => i % 2 === 0), second: second.filter((_, i) => i % 2 === 0) };
    expect([...selectedTerms(labelled, picked)]).toEqual(some);
    const beyond = first.at(-1)! + 1;
    const absent = { first: Uint32Array.of(first[0]!, beyond), second: Uint32Array.of(second[0]!, 0) };
    expect([...selectedTerms(labelled, absent)]).toEqual([0, -1]);
  });
});
