/** Versions of this package and of those whose answers shape a model. A test holds them against package.json. */

/** Version of this package. */
export const VERSION = "0.1.0";

export const ML_NAIVEBAYES_VERSION = "4.0.0";
export const WINK_NLP_VERSION = "2.4.0";
export const WINK_MODEL_VERSION = "1.8.1";
