/** Predicting one text as the program does, without streams. */

import { statSync, writeSync } from "node:fs";
import { readerFor } from "../../mail/reader-for.js";
import { isEmbeddedModel } from "../../package-files.js";
import { modelPath } from "../model-path.js";
import { builtInModel } from "./built-in.js";
import type { QuickRequest } from "./request.js";

/**
 * Writes the category of a text to stdout.
 *
 * @returns false if nothing was written, because the program has more to say of it.
 * @throws whatever is wrong; then nothing was written.
 */
export async function predictQuickly({ words, model }: QuickRequest): Promise<boolean> {
  const path = modelPath(process.env, model);
  // A pipe can be read once only, and the program may have to.
  if (!statSync(path).isFile()) return false;
  const classifier = isEmbeddedModel(path)
    ? builtInModel(path)
    : await (await import("../load-model.js")).loadModel(path);
  const text = await readerFor(classifier)(words.join(" "));
  const { category, knownTerms } = classifier.predict(text, 1);
  // The program warns of such a text, or refuses it.
  if (knownTerms === 0) return false;
  writeSync(1, `${category}\n`);
  return true;
}
