/** Predicting one text as the program does, without streams. */

import { statSync } from "node:fs";
import type { Classifier } from "../../core/predict/classifier.js";
import { beginsMbox } from "../../corpus/mbox/mbox.js";
import type { Content } from "../../mail/read-text.js";
import { readerFor } from "../../mail/reader-for.js";
import { isEmbeddedModel } from "../../package-files.js";
import { packingOf } from "../../unpack/packing.js";
import { modelPath } from "../model-path.js";
import { builtInModel } from "./built-in.js";
import type { QuickInput } from "./input.js";
import type { PredictRequest } from "./request.js";

/**
 * Returns the line with the category of a text: of words, or of what is on standard input.
 *
 * @returns undefined if the program has more to say of it.
 * @throws whatever is wrong.
 */
export async function predictionFor({ words, model }: PredictRequest, input: QuickInput): Promise<string | undefined> {
  const content = words.length > 0 ? words.join(" ") : oneText(input.read());
  if (content === undefined) return undefined;
  const classifier = await quickModel(model);
  if (!classifier) return undefined;
  const { category, knownTerms } = classifier.predict(await readerFor(classifier)(content));
  // The program warns of such a text, or refuses it.
  return knownTerms > 0 ? `${category}\n` : undefined;
}

/** What is no text as it is, or may be several messages, takes more. */
function oneText(bytes: Uint8Array | undefined): Content | undefined {
  return bytes === undefined || packingOf(bytes) || beginsMbox(bytes) ? undefined : bytes;
}

/** The model; undefined if it comes from a pipe: that can be read once only, and the program may have to. */
async function quickModel(given: string | undefined): Promise<Classifier | undefined> {
  const path = modelPath(process.env, given);
  if (isEmbeddedModel(path)) return builtInModel(path);
  return statSync(path).isFile() ? (await import("../load-model.js")).loadModel(path) : undefined;
}
