/** What counts keep of their documents, said by the commands that write them. */

import { sum } from "../core/sum.js";
import type { Counts } from "../train/counts/counts.js";
import { keptBits } from "../train/documents/kept.js";
import type { Io } from "./io.js";

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
  if (counts.keptBits > keptBits(sum(counts.documents))) {
    io.info(
      "warning: fewer documents are kept than in counts made without the removed documents; nothing else differs",
    );
  }
}
