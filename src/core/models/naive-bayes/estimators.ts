/** The estimators by name. */

/** How the weight of a term in a category is estimated; the formulas stand at `fit`. The first is the default. */
export const ESTIMATORS = ["complement", "multinomial"] as const;
export type Estimator = (typeof ESTIMATORS)[number];
