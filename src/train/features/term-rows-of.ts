/** Term sums of some documents, as counts of these alone would have them. */

import { termWeight } from "../../core/text/term-weight.js";
import { TermRows } from "../counts/term-rows.js";
import type { Chosen, LabelledDocuments } from "./labelled.js";

/** Walks over the terms of the chosen documents. The sums are those that the documents' vectors add up to. */
export class RowsOfDocuments extends TermRows {
  /** Index of the current term among those of the documents. */
  #term = -1;
  readonly #documents: LabelledDocuments;
  readonly #chosen: Chosen;
  readonly #sumOf: Float64Array;
  /** First words from this number on are not walked over. */
  readonly #end: number;

  /** @param sentiment whether to walk over the sentiment terms too. */
  constructor(documents: LabelledDocuments, chosen: Chosen, sentiment: boolean) {
    super(documents.categoryCount);
    this.#end = sentiment ? Number.POSITIVE_INFINITY : (documents.sentiment?.firstTerm ?? Number.POSITIVE_INFINITY);
    this.#documents = documents;
    this.#chosen = chosen;
    this.#sumOf = new Float64Array(documents.categoryCount);
  }

  next(): boolean {
    const { terms, categories, copies, scales } = this.#documents;
    const [chosen, sumOf] = [this.#chosen, this.#sumOf];
    for (let term = this.#term + 1; term < terms.first.length && terms.first[term]! < this.#end; term++) {
      const isBigram = terms.second[term] !== 0;
      let documentFrequency = 0;
      let postings = 0;
      let isSorted = true;
      for (let i = terms.starts[term]!, end = terms.starts[term + 1]!; i < end; i++) {
        const document = terms.documents[i]!;
        if (chosen[document] === 0) continue;
        const category = categories[document]!;
        const weight = termWeight(terms.frequencies[i]!, isBigram) * scales[document]!;
        if (sumOf[category] === 0) {
          if (postings > 0 && category < this.categories[postings - 1]!) isSorted = false;
          this.categories[postings++] = category;
        }
        sumOf[category]! += copies[document]! * Math.max(1, Math.round(weight));
        documentFrequency += copies[document]!;
      }
      if (postings === 0) continue;
      if (!isSorted) this.categories.subarray(0, postings).sort();
      for (let i = 0; i < postings; i++) {
        this.sums[i] = sumOf[this.categories[i]!]!;
        sumOf[this.categories[i]!] = 0;
      }
      this.#term = term;
      this.first = terms.first[term]!;
      this.second = terms.second[term]!;
      this.documentFrequency = documentFrequency;
      this.postings = postings;
      return true;
    }
    return false;
  }
}
