/** The sum of counts with signs: merging adds all of its parts, forgetting subtracts one. */

import { MAX_DOCUMENTS } from "../../core/container/labels.js";
import { NewsgroupsError } from "../../core/errors.js";
import { sum } from "../../core/sum.js";
import { endHelper, startHelper } from "../../kernels/helper.js";
import { Kernels } from "../../kernels/kernels.js";
import { type Counts, hasAllDocuments } from "../counts/counts.js";
import { RowRuns } from "../counts/row-runs.js";
import { inMemory, type NewSpool } from "../counts/spool.js";
import { MAX_CATEGORIES } from "../counts/term-rows.js";
import { KEPT_DOCUMENTS, keptBits } from "../documents/kept.js";
import type { FlaggedWords } from "../tables/words.js";
import { mergeWords } from "./merge-words.js";
import type { DocumentsPart } from "./merged-documents.js";
import { MergedTermRows, type RowsPart } from "./merged-rows.js";

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
  /**
   * Zero bits of the fingerprints of kept documents: what the number of documents asks for, or more if a part has more;
   * undefined if a part keeps none.
   */
  readonly keptBits: number | undefined;
  /** The documents of each part, to be merged. */
  readonly documentParts: readonly DocumentsPart[];
  /** Starts a new walk over the sums of terms, which are merged as streams. Not needed while all documents are kept. */
  rows(): MergedTermRows;
}

/** How counts are added up. */
export interface SumOptions {
  /** New name of a label. Default: the old one. */
  readonly nameOf?: (label: string) => string;
  /** Makes spools for the sums of parts that keep all of their documents, if the whole does not. Default: in memory. */
  readonly newSpool?: NewSpool | undefined;
  /** Up to how many documents all are kept; tests set a small number. Default {@link KEPT_DOCUMENTS}. */
  readonly bound?: number | undefined;
}

/**
 * Adds counts up.
 *
 * @throws NewsgroupsError `input` if they have more categories, documents or words in all than can be counted.
 */
export function sumOfCounts(
  parts: readonly SignedCounts[],
  { nameOf = (label) => label, newSpool = inMemory, bound = KEPT_DOCUMENTS }: SumOptions = {},
): CountsSum {
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
  const bits = bitsOf(parts, sum(documents), bound);
  let rowsParts: (() => RowsPart)[] | undefined;
  return {
    labels,
    documents: [...documents],
    words,
    keptBits: bits,
    documentParts: parts.map(({ counts, sign }, part) => ({
      sign,
      wordIndexes: wordIndexes[part]!,
      categoryIndexes: categoryIndexes[part]!,
      isReadForTerms: hasAllDocuments(counts) && bits !== 0,
      documentSet: counts.documentSet,
      walkDocuments: () => counts.walkDocuments(),
    })),
    rows: () => {
      rowsParts ??= rowsOfParts(parts, wordIndexes, categoryIndexes, newSpool);
      return new MergedTermRows(
        rowsParts.map((start) => start()),
        labels.length,
      );
    },
  };
}

function bitsOf(parts: readonly SignedCounts[], documents: number, bound: number): number | undefined {
  let bits = keptBits(documents, bound);
  for (const { counts, sign } of parts) {
    if (sign < 0) continue;
    if (counts.keptBits === undefined) return undefined;
    bits = Math.max(bits, counts.keptBits);
  }
  return bits;
}

/**
 * What starts walks over the terms of parts. Sums that follow from documents are made once, one part after the other, in some
 * runs for each.
 */
function rowsOfParts(
  parts: readonly SignedCounts[],
  wordIndexes: readonly Uint32Array[],
  categoryIndexes: readonly Uint16Array[],
  newSpool: NewSpool,
): (() => RowsPart)[] {
  const spool = newSpool();
  startHelper();
  try {
    const runs = new RowRuns(new Kernels());
    return parts.flatMap(({ counts, sign }, part) => {
      const own = { sign, categoryIndexes: categoryIndexes[part]! };
      if (!hasAllDocuments(counts)) return () => ({ ...own, rows: counts.rows(), wordIndexes: wordIndexes[part]! });
      return runs.write(counts, spool, wordIndexes[part]!).map((rows) => () => ({ ...own, rows: rows() }));
    });
  } finally {
    endHelper();
  }
}

function addAt(sums: Float64Array, indexes: ArrayLike<number>, numbers: ArrayLike<number>, sign: 1 | -1): void {
  for (let i = 0; i < numbers.length; i++) sums[indexes[i]!]! += sign * numbers[i]!;
}
