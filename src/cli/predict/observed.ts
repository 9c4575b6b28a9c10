/** Observed bytes: a stream of lines or rows on its way → how many of its bytes are no UTF-8. */

import { markedEncoding } from "../../core/text/decode.js";
import type { Predictor } from "../predictor.js";

/** Yields the chunks of a stream, and has its bytes counted, unless a byte order mark names another encoding. */
export async function* observed(stream: AsyncIterable<Uint8Array>, predictor: Predictor): AsyncGenerator<Uint8Array> {
  let isCounted: boolean | undefined;
  for await (const chunk of stream) {
    isCounted ??= [undefined, "UTF-8"].includes(markedEncoding(chunk));
    // A character that two chunks share is a few bytes in 64 KiB.
    if (isCounted) predictor.countForeign(chunk);
    yield chunk;
  }
}
