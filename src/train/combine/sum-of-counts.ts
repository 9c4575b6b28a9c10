/** The sum of counts with signs: merging adds all of its parts, forgetting subtracts one. */

import { MAX_DOCUMENTS } from "../../core/container/labels.js";
import { NewsgroupsError } from "../../core/errors.js";
import { sum } from "../../core/sum.js";
import type { Counts } from "../counts/counts.js";
import { MAX_CATEGORIES } from "../counts/term-rows.js";
import { sampleBits } from "../documents/sample.js";
import type { FlaggedWords } from "../tables/words.js";
import { mergeWords } from "./merge-words.js";
import type { DocumentsPart } from "./merged-documents.js";
import { MergedTermRows } from "./merged-rows.js";

/** Counts to add or subtract. */
export interface SignedCounts {
  readonly counts: Counts;
  readonly sign: 1 | -1;
}

/** What counts add up to. Nothing that came to zero, or below it, is gone yet. */
export interface CountsSum {
  readonly labels: readonly string[];
  /** By category. */
  readonly documents: readonly number[];
  readonly words: FlaggedWords;
  /** Zero bits of the fingerprints in the sample: what the number of documents asks for, or more if a part has more. */
  readonly sampleBits: number;
  /** The documents of each part, to be merged. */
  readonly documentParts: readonly DocumentsPart[];
  /** Starts a new walk over the terms: they are merged as streams. */
  rows(): MergedTermRows;
}

/**
 * Adds counts up.
 *
 * @param nameOf new name of a label.
 * @throws NewsgroupsError `input` if they have more categories, documents or words in all than can be counted.
 */
export function sumOfCounts(parts: readonly SignedCounts[], nameOf = (label: string): string => label): CountsSum {
  const labels = [...new Set(parts.flatMap(({ counts }) => counts.labels.map(nameOf)))].sort();
  if (labels.length > MAX_CATEGORIES) {
    throw new NewsgroupsError(
      "input",
      `the counts have ${labels.length} categories; at most ${MAX_CATEGORIES} are possible`,
    );
  }
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const categoryIndexes = parts.map(({ counts }) =>
    Uint16Array.from(counts.labels, (label) => indexOf.get(nameOf(label))!),
  );
  const documents = new Float64Array(labels.length);
  parts.forEach(({ counts, sign }, part) => {
    addAt(documents, categoryIndexes[part]!, counts.documents, sign);
  });
  if (sum(documents) > MAX_DOCUMENTS) {
    throw new NewsgroupsError("input", `the counts have too many documents; at most ${MAX_DOCUMENTS} are possible`);
  }
  const { words, indexes: wordIndexes } = mergeWords(parts.map(({ counts }) => counts.walkWords()));
  const added = parts.filter(({ sign }) => sign > 0);
  const bits = Math.max(sampleBits(sum(documents)), ...added.map(({ counts }) => counts.sampleBits));
  const inSum = (part: number) => ({
    sign: parts[part]!.sign,
    wordIndexes: wordIndexes[part]!,
    categoryIndexes: categoryIndexes[part]!,
  });
  return {
    labels,
    documents: [...documents],
    words,
    sampleBits: bits,
    documentParts: parts.map(({ counts, sign }, part) => ({
      ...inSum(part),
      documentSet: counts.documentSet,
      sample: sign > 0 ? counts.thinSample(bits) : undefined,
    })),
    rows: () =>
      new MergedTermRows(
        parts.map(({ counts }, part) => ({ ...inSum(part), rows: counts.rows() })),
        labels.length,
      ),
  };
}

function addAt(sums: Float64Array, indexes: ArrayLike<number>, numbers: ArrayLike<number>, sign: 1 | -1): void {
  for (let i = 0; i < numbers.length; i++) sums[indexes[i]!]! += sign * numbers[i]!;
}
