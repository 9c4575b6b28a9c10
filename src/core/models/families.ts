/** All families of models that this package has. */

import type { Family } from "./family.js";
import { NAIVE_BAYES } from "./naive-bayes/family.js";
import { SCIKIT_LEARN } from "./scikit-learn/family.js";

/** Naive Bayes comes first: most models are of it. */
export const FAMILIES: readonly Family[] = [NAIVE_BAYES, SCIKIT_LEARN];
