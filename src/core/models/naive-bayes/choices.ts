/** What a naive Bayes model can be made with, by name; the first of each is the default. */

/** How the weight of a term in a category is estimated; the formulas stand at `fit`. */
export const ESTIMATORS = ["complement", "multinomial"] as const;
export type Estimator = (typeof ESTIMATORS)[number];

/** Whether terms with a stop word may be in the model. */
export const STOP_WORDS = ["keep", "drop"] as const;
export type StopWords = (typeof STOP_WORDS)[number];
