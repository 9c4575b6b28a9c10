/** Defaults of what can be chosen when a model is made; all were chosen on the development split (ARCHITECTURE.md). */

import type { Estimator } from "../../core/models/naive-bayes/estimators.js";

export const DEFAULT_ESTIMATOR: Estimator = "complement";
export const DEFAULT_ALPHA = 0.05;
export const DEFAULT_MAX_TERMS = 90_000;
