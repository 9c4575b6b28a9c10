/** `newsgroups terms`: a model → the most informative terms of its categories. */

import { round } from "../../core/predict/rounded.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";
import { loadModel } from "../load-model.js";
import { modelPath } from "../model-path.js";
import { SHARE_PLACES, termText } from "../records.js";

export interface TermsOptions {
  readonly model?: string;
  readonly top: number;
  readonly json: boolean;
}

export async function termsCommand(io: Io, labels: readonly string[], options: TermsOptions): Promise<number> {
  const classifier = await loadModel(modelPath(io.streams.env, options.model));
  const categories = labels.length > 0 ? labels : classifier.targets;
  const found = categories.map((category) => ({ category, terms: classifier.terms(category, options.top) }));
  for (const { category, terms } of found) {
    await io.print(
      options.json
        ? `${JSON.stringify({ category, terms: terms.map(({ term, share }) => ({ term, share: round(share) })) })}\n`
        : terms.map(({ term, share }) => `${category}\t${termText(term)}\t${share.toFixed(SHARE_PLACES)}\n`).join(""),
    );
  }
  return DONE;
}
