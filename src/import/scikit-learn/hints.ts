/** Hints: what a vocabulary says of the texts that it was fitted to, and no parameter does. */

import type { AnalyzerSettings } from "../../core/models/scikit-learn/text/analyzer.js";

/** Fewest words to judge by. */
const MIN_WORDS = 200;
/** Most terms to look at. */
const MAX_TERMS = 10_000;

/** Endings that stemmers take away, and the one that they leave where there was a y: `crazi`, `entri`. */
const TAKEN_AWAY = /(?:[a-z]{3}ies|[a-z]{3}ing|[a-z]{3}ed|[a-z]{4}ly|[a-z]{3}ness)$/;
const LEFT = /[a-z]{3}[bcdfglmnprstvz]i$/;

/** Shares of the words of English texts: whole words have some 20 % of the one kind and 0.2 % of the other, stems 1 % and 3 %. */
const MAX_TAKEN_AWAY = 0.06;
const MIN_LEFT = 0.01;
/** Stems of English seldom end in e, which a fifth of its words and many words of other languages do. */
const MAX_FINAL_E = 0.08;

/**
 * Returns a line for each thing that the program around the vectorizer seems to have done to texts before it.
 *
 */
export function hintsOf(all: readonly string[], { analyzer, lowercase }: AnalyzerSettings): readonly string[] {
  const step = Math.ceil(all.length / MAX_TERMS);
  const terms = all.filter((_, i) => i % step === 0);
  const hints: string[] = [];
  if (!lowercase && terms.length >= MIN_WORDS && !terms.some((term) => term !== term.toLowerCase())) {
    hints.push("lowercase is off, and no term has an upper-case letter: make texts lower-case before you predict");
  }
  // Parts of words end anywhere.
  if (analyzer !== "word") return hints;
  const words = terms.filter((term) => /^[a-z]{4,}$/.test(term));
  const share = (pattern: RegExp): number => words.filter((word) => pattern.test(word)).length / words.length;
  if (
    words.length >= MIN_WORDS &&
    share(TAKEN_AWAY) <= MAX_TAKEN_AWAY &&
    share(LEFT) >= MIN_LEFT &&
    share(/e$/) <= MAX_FINAL_E
  ) {
    const examples = words.filter((word) => LEFT.test(word)).slice(0, 3);
    hints.push(`its terms look stemmed (${examples.join(", ")}): stem texts in the same way before you predict`);
  }
  return hints;
}
