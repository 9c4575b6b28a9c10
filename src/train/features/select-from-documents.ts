/** Selection among the terms of documents: two passes of a kernel over all of them, instead of one over rows that come one by one. */

import { type Numbers, THREADS } from "../../kernels/kernels.js";
import { droppedWords, keptTerms, type Selection, type TermSums } from "../fit/select.js";
import { type Chosen, type LabelledDocuments, termsOfWords } from "./labelled.js";

/** So many terms are a task. */
const TERMS_OF_TASK = 1 << 14;

/**
 * Keeps the terms with the highest value, as `selectTerms` does of the rows of counts that have the chosen documents alone.
 *
 * @param sentiment whether sentiment terms may be kept too.
 */
export function selectFromDocuments(
  documents: LabelledDocuments,
  chosen: Chosen,
  sentiment: boolean,
  selection: Selection,
): TermSums {
  const { kernels, terms, categories, copies, scales, weights, categoryCount } = documents;
  const end = sentiment ? terms.first.length : termsOfWords(documents);
  return kernels.scoped(() => {
    const postings = kernels.array(Uint32Array, end);
    const values = kernels.array(Float32Array, end);
    const room = kernels.zeros(Float64Array, 2 * (categoryCount + 1) * THREADS);
    const chosenCopies = copies.map((number, document) => number * chosen[document]!);
    const fields = [
      ...[categoryCount, terms.second, terms.starts, terms.documents, terms.frequencies, categories, chosenCopies],
      ...[scales, ...weights, Float64Array.of(selection.alpha), room],
    ];
    const run = (kernel: "valueTerms" | "postTerms", size: number, ...results: Numbers[]) =>
      kernels.run(kernel, [size, TERMS_OF_TASK, ...fields, ...results], Math.ceil(size / TERMS_OF_TASK));
    run("valueTerms", end, postings, values);
    const isDropped = droppedWords(documents.words, selection);
    let candidates = 0;
    for (let term = 0; term < end; term++) {
      if (postings[term]! > 0) candidates++;
      const second = terms.second[term]!;
      if (isDropped[terms.first[term]!] === 1 || (second > 0 && isDropped[second - 1] === 1)) values[term] = 0;
    }
    const { kept, minValue } = keptTerms(values, selection.maxTerms);
    const starts = new Uint32Array(kept.length + 1);
    kept.forEach((term, i) => {
      starts[i + 1] = starts[i]! + postings[term]!;
    });
    const postingCategories = kernels.array(Uint16Array, starts[kept.length]!);
    const sums = kernels.array(Float64Array, starts[kept.length]!);
    run("postTerms", kept.length, starts, values, kept, postingCategories, sums);
    return {
      first: kept.map((term) => terms.first[term]!),
      second: kept.map((term) => terms.second[term]!),
      starts,
      categories: postingCategories.slice(),
      sums: sums.slice(),
      minValue,
      candidates,
    };
  });
}
