/** Sums by posting: a document matrix → what naive Bayes is fitted to. */

import { NewsgroupsError } from "../../core/errors.js";
import { type Kernels, THREADS } from "../../kernels/kernels.js";
import type { DocumentMatrix } from "../features/document-matrix.js";
import type { TermSums } from "./select.js";

/** The rows are divided into about so many tasks. */
const TASKS = 8;

/**
 * N_tc: the sum of x over the documents of each category, by posting.
 *
 * @param postings of the matrix's terms.
 * @throws NewsgroupsError `section-size` if a document has a term without a posting, as in counts that lie.
 */
export function postingSums(
  kernels: Kernels,
  { starts, terms, values, categories, copies }: DocumentMatrix,
  postings: Pick<TermSums, "starts" | "categories">,
): Float64Array {
  const rows = Uint32Array.from(categories.keys()).sort((a, b) => categories[a]! - categories[b]! || a - b);
  const tasks = [0];
  for (let i = 1; i < rows.length; i++) {
    const isOfNext = categories[rows[i]!] !== categories[rows[i - 1]!];
    if (isOfNext && i - tasks.at(-1)! >= rows.length / TASKS) tasks.push(i);
  }
  tasks.push(rows.length);
  return kernels.scoped(() => {
    const sums = kernels.zeros(Float64Array, postings.categories.length);
    const isMissing = kernels.zeros(Uint32Array, 1);
    const size = postings.starts.length - 1;
    const arrays = [
      ...[rows, Uint32Array.from(tasks), starts, terms, values, categories, copies],
      ...[postings.starts, postings.categories, kernels.array(Uint32Array, size * THREADS), sums, isMissing],
    ];
    kernels.run("sumPostings", [size, ...arrays], tasks.length - 1);
    if (isMissing[0] === 1) {
      throw new NewsgroupsError(
        "section-size",
        "the counts do not add up: a document they keep has a term that its category does not have; train again from the documents",
      );
    }
    return sums.slice();
  });
}
