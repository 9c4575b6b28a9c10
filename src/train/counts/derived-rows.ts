/** Term rows of counts that keep all of their documents: the words of each document → the sums of all terms. */

import { Kernels } from "../../kernels/kernels.js";
import { MergedTermRows } from "../combine/merged-rows.js";
import { RowRuns, type WholeCounts } from "./row-runs.js";
import { inMemory } from "./spool.js";
import type { TermRows } from "./term-rows.js";

/** Returns the rows that would be stored if the documents were not. */
export function derivedRows(counts: WholeCounts): TermRows {
  const runs = new RowRuns(new Kernels()).write(counts, inMemory());
  return new MergedTermRows(
    runs.map((rows) => ({ rows: rows(), sign: 1 })),
    counts.labels.length,
  );
}
