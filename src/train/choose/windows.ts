/** Windows: held-out documents → a few neighbouring words of each, as documents of their own. */

import type { DocumentWalk } from "../documents/document-walk.js";
import type { MatrixDocuments } from "../features/document-matrix.js";
import type { Chosen, LabelledDocuments } from "../features/labelled.js";
import { termDocuments } from "../features/term-documents.js";
import { listTokens } from "../features/token-list.js";

/** A document has one window of each of these lengths, in words, unless its body is shorter: most texts to come may be short. */
export const LENGTHS: readonly number[] = [1, 4, 16, 64];

/** Windows as documents, and which documents they are of. */
export interface Windows extends MatrixDocuments {
  /** Index of the document that each is a window of. [W] */
  readonly origins: Uint32Array;
}

/** The windows of the chosen documents. Where they lie in a body is as good as random, and the same for the same text anywhere. */
export function windowsOf(documents: LabelledDocuments, chosen: Chosen): Windows {
  const { kernels, words, sentiment, tokens, weights, categories, copies, lots } = documents;
  const windows: Uint32Array[] = [];
  const origins: number[] = [];
  for (let document = 0; document < chosen.length; document++) {
    if (chosen[document] === 0) continue;
    const body = tokens.tokens.subarray(
      tokens.starts[document]! + tokens.subjects[document]!,
      tokens.starts[document + 1],
    );
    for (const length of LENGTHS) {
      if (length > body.length) break;
      const start = Math.floor((lots[document]! / 2 ** 32) * (body.length - length + 1));
      windows.push(body.subarray(start, start + length));
      origins.push(document);
    }
  }
  const terms = termDocuments(kernels, words, listTokens(kernels, walkOf(windows)), sentiment);
  return {
    kernels,
    terms,
    weights,
    categories: Uint16Array.from(origins, (document) => categories[document]!),
    copies: Float64Array.from(origins, (document) => copies[document]!),
    origins: Uint32Array.from(origins),
  };
}

/** A walk over texts without a subject. */
function walkOf(texts: readonly Uint32Array[]): DocumentWalk {
  let at = -1;
  return {
    next: () => ++at < texts.length,
    get tokens() {
      return texts[at]!;
    },
    get size() {
      return texts[at]!.length;
    },
    subject: 0,
  };
}
