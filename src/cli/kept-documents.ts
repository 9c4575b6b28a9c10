/** What counts keep of their documents, said by the commands that write them. */

import { sum } from "../core/sum.js";
import type { Counts } from "../train/counts/counts.js";
import { keptBits } from "../train/documents/kept.js";
import type { Io } from "./io.js";

/** Number of documents whose words counts keep, with copies; undefined if these are all. */
export function partlyKept({ documentSet, keptDocuments }: Counts): number | undefined {
  const { copies } = documentSet;
  return keptDocuments === copies.length ? undefined : sum(copies.subarray(0, keptDocuments));
}

/** Says what counts keep, and warns if that is less than it could be. */
export function sayWhatIsKept(io: Io, counts: Counts): void {
  if (counts.keptBits === undefined) {
    io.info("no documents are kept: only naive Bayes can be made of these counts, and nothing be judged by them");
    return;
  }
  if (counts.keptDocuments === 0) return;
  io.info(
    "counts hold the training text but for case and punctuation: do not publish them; the model can be published",
  );
  const [some, all] = [partlyKept(counts), sum(counts.documents)];
  if (some !== undefined) {
    io.info(`the words of ${some} of ${all} documents are kept, to fit a linear model to; naive Bayes counts all`);
  }
  if (counts.keptBits > keptBits(all)) {
    io.info(
      "warning: fewer documents are kept than in counts made without the removed documents; nothing else differs",
    );
  }
}
