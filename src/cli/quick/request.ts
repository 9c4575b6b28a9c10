/** The quick request: arguments → what the quick answer is asked for. */

import { MODEL_OPTION, namesOf } from "./flags.js";

const MODEL_NAMES = namesOf(MODEL_OPTION[0]);

/** What `predict` was asked for, as far as it can be answered here. */
export interface QuickRequest {
  readonly words: readonly string[];
  readonly model: string | undefined;
}

/** Reads arguments. @returns undefined if they ask for more than the category of their words. */
export function quickRequest([command, ...rest]: readonly string[]): QuickRequest | undefined {
  const words: string[] = [];
  let model: string | undefined;
  if (command !== "predict") return undefined;
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i]!;
    if (MODEL_NAMES.includes(word) && model === undefined) {
      model = rest[++i];
      if (model === undefined || model.startsWith("-")) return undefined;
    } else if (word.startsWith("-")) return undefined;
    else words.push(word);
  }
  return words.length > 0 ? { words, model } : undefined;
}
