/** What a model can be made with, by name. */

/** How naive Bayes estimates the weight of a term in a category; the formulas stand at `fit`. */
export const NAIVE_BAYES_ESTIMATORS = ["complement", "multinomial"] as const;
export type NaiveBayesEstimator = (typeof NAIVE_BAYES_ESTIMATORS)[number];

/** How the weights of a model are estimated: fitted to the documents, or by naive Bayes from sums over them. */
export const ESTIMATORS = ["linear", "complement", "multinomial"] as const;
export type Estimator = (typeof ESTIMATORS)[number];

/** Whether terms with a stop word may be in the model; the first is the default. */
export const STOP_WORDS = ["keep", "drop"] as const;
export type StopWords = (typeof STOP_WORDS)[number];
