/** Token lists: the words of documents, one after the other, as kernels read them. */

import type { Kernels } from "../../kernels/kernels.js";
import type { DocumentWalk } from "../documents/document-walk.js";
import { GrowingNumbers } from "../tables/growing.js";

/** The words of D documents. */
export interface TokenList {
  /** 1 + the number of each word; 0 for a gap. */
  readonly tokens: Uint32Array;
  /** Document i has the tokens from `starts[i]` to `starts[i + 1]`. [D + 1] */
  readonly starts: Uint32Array;
  /** How many of them are of its subject. [D] */
  readonly subjects: Uint32Array;
}

/** Lists the tokens of a walk, in the memory of kernels. */
export function listTokens(kernels: Kernels, walk: DocumentWalk): TokenList {
  const starts = new GrowingNumbers();
  const subjects = new GrowingNumbers();
  let tokens = kernels.array(Uint32Array, 0);
  let size = 0;
  for (starts.push(0); walk.next(); starts.push(size)) {
    if (size + walk.size > tokens.length) tokens = kernels.longer(tokens, Math.max(size + walk.size, 2 * size));
    // Faster than `set` for so few.
    for (let i = 0; i < walk.size; i++) tokens[size + i] = walk.tokens[i]!;
    size += walk.size;
    subjects.push(walk.subject);
  }
  return { tokens: tokens.subarray(0, size), starts: starts.all(), subjects: subjects.all() };
}
