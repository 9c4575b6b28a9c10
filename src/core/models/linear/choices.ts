/** What a model can be made with, by name. */

/** How naive Bayes estimates the weight of a term in a category; the formulas stand at `fit`. */
export const NAIVE_BAYES_ESTIMATORS = ["complement", "multinomial"] as const;
export type NaiveBayesEstimator = (typeof NAIVE_BAYES_ESTIMATORS)[number];

/** How the weights of a model are estimated: fitted to the documents, or by naive Bayes from sums over them. */
export const ESTIMATORS = ["linear", "complement", "multinomial"] as const;
export type Estimator = (typeof ESTIMATORS)[number];

/**
 * How many times its idf a bigram's factor is in a model that was fitted as a linear one. `termWeight` halves bigrams, which is too little for
 * such a model: 1 gives short texts less, 2 gives mail less.
 */
export const BIGRAM_FACTOR = 1.4;

/** Whether terms with a stop word may be in the model; the first is the default. */
export const STOP_WORDS = ["keep", "drop"] as const;
export type StopWords = (typeof STOP_WORDS)[number];
