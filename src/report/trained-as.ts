/** What a model was trained on: counts files → under which labels a text is among the documents that they count. */

import { decodeCounts } from "../counts/counts.js";
import { occurrencesOf } from "../counts/document-set.js";
import { fingerprintOf } from "../counts/fingerprint.js";
import { printable } from "../errors.js";
import { readBytes } from "../load.js";
import type { TrainedAs } from "./duplicates.js";

/**
 * Reads the document sets of counts. A text is known again by what counts of it, the subject and the body of a message.
 *
 * @param paths counts files, at least one.
 * @throws NewsgroupsError `file`, `input`, or the code of what is wrong with one, a `FileFault`.
 */
export function trainedAsIn(paths: readonly string[]): TrainedAs {
  const known = paths.map((path) => {
    const { labels, documentSet } = decodeCounts(readBytes(path), printable(path));
    return { labels, documentSet };
  });
  return (text) => {
    const fingerprint = fingerprintOf(text);
    const labels = known.flatMap((counts) =>
      [...occurrencesOf(counts.documentSet, fingerprint)].map(({ category }) => counts.labels[category]!),
    );
    return [...new Set(labels)].sort();
  };
}
