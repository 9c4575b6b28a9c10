/** Which reader a classifier needs. */

import type { Classifier } from "../core/predict/classifier.js";
import { decoded, readText, type TextReader } from "./read-text.js";

/** Returns the reader for the texts of a classifier: one that knows nothing of messages reads them as characters, header and all. */
export function readerFor({ readsMessages }: Classifier): TextReader {
  return readsMessages ? readText : decoded;
}
