/** The sample: the vectors of the first kept documents, for leave-one-out predictions. */

import { DocumentVector } from "../collect/document-vector.js";
import type { Counts } from "../counts/counts.js";
import { addressesIn, walkTokens } from "../documents/document-walk.js";
import { GrowingNumbers } from "../tables/growing.js";

export interface Sample {
  /** The terms of document i are those from `starts[i]` to `starts[i + 1]`, ascending as in `TermRows`. [S + 1] */
  readonly starts: Uint32Array;
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  /** Contribution of the document to each term: an integer from 1 to 2^16. */
  readonly contributions: Uint32Array;
}

/** Most documents of a sample. */
const MAX_DOCUMENTS = 1024;

/** Makes the vectors of the first kept documents. */
export function sampleOf(counts: Counts): Sample {
  const columns = Array.from({ length: 4 }, () => new GrowingNumbers());
  const [starts, ...terms] = columns as [GrowingNumbers, ...GrowingNumbers[]];
  const isAddress = addressesIn(counts.words);
  const vector = new DocumentVector();
  const walk = counts.walkDocuments();
  for (let document = 0; document < MAX_DOCUMENTS && walk.next(); document++) {
    starts.push(terms[0]!.size);
    walkTokens(walk, isAddress, vector);
    const drained: [number, number, number][] = [];
    // In 32 bits NO_WORD + 1 is 0.
    vector.drain((first, second, contribution) => drained.push([first, (second + 1) >>> 0, contribution]));
    drained.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    for (const term of drained) term.forEach((number, i) => void terms[i]!.push(number));
  }
  starts.push(terms[0]!.size);
  const [all, first, second, contributions] = columns.map((column) => column.all());
  return { starts: all!, first: first!, second: second!, contributions: contributions! };
}
