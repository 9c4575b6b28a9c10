/** The settings of an imported model: what its header says of the way from a text to scores. The numbers are in {@link ScikitLearnArrays}. */

import type { AnalyzerSettings } from "./text/analyzer.js";

/** The way from a text to features: vectorizers side by side, then what is done to the features of all. */
export interface FeatureSettings {
  readonly blocks: readonly BlockSettings[];
  readonly operations: readonly Operation[];
}

/** A vectorizer, and what is done to its features. */
export interface BlockSettings {
  readonly vectorizer: VectorizerSettings;
  readonly operations: readonly Operation[];
}

/** How features are counted. */
export interface VectorizerSettings extends AnalyzerSettings {
  /** Whether a feature is a term of a vocabulary, or a number that the hash of a term gives. */
  readonly kind: "vocabulary" | "hashing";
  /** Number of features, 1 or more. */
  readonly features: number;
  /** Number of stop words. */
  readonly stopWords: number;
  /** Whether a term counts once, however often it occurs. */
  readonly isBinary: boolean;
  /** Of hashing: whether the hash of a term also decides whether it counts +1 or −1. */
  readonly hasSigns: boolean;
}

/**
 * A step of arithmetic on the features of a text, x. The steps and their order are those of scikit-learn, so that every sum is rounded as
 * there.
 *
 * - `absolute`: x ← |x|.
 * - `logarithm`: x ← 1 + ln x (`sublinear_tf`).
 * - `factors`: x ← x · f, a number for each feature (idf, or the reciprocal of a scale).
 * - `norm`: x ← x ⁄ ‖x‖, by the sum of sizes, the Euclidean length or the greatest size.
 * - `multiply`: x ← x · by (the weight of a part of a `FeatureUnion`).
 * - `clip`: x ← −1 where x is below that, 1 where it is above.
 * - `binarize`: x ← 1 where x > above, else the feature is dropped.
 * - `ascending`, `reverse`: sorts the features, or turns their order round.
 * - `float32`, `float64`: rounds x to that type, and every later result too.
 */
export type Operation =
  | { readonly name: "absolute" | "logarithm" | "factors" | "clip" | "ascending" | "reverse" | "float32" | "float64" }
  | { readonly name: "norm"; readonly norm: Norm }
  | { readonly name: "multiply"; readonly by: number }
  | { readonly name: "binarize"; readonly above: number };

/** `greatest` is the greatest value and not the greatest size, with 0 for the features that are absent: `max` until scikit-learn 0.22. */
export const NORMS = ["l1", "l2", "max", "greatest"] as const;
export type Norm = (typeof NORMS)[number];

/**
 * The way from linear functions of the features to the scores of the targets. Functions and numbers of calibration are taken in turn, by
 * each classifier as many as it needs.
 */
export type ClassifierSettings = NaiveBayesSettings | LinearSettings | OneVersusRestSettings | CalibratedSettings;

/** Naive Bayes: a score is a joint log likelihood, with a function for each class. */
export interface NaiveBayesSettings {
  readonly kind: "naive-bayes";
  readonly classes: number;
  /** Whether a weight is the logarithm of a term's probability in the class: of MultinomialNB alone. */
  readonly isLikelihood: boolean;
}

/** A linear classifier: a function for each class, or one function whose sign tells two classes apart. One class alone always wins. */
export interface LinearSettings {
  readonly kind: "linear";
  readonly classes: number;
  /** How scores become probabilities. */
  readonly link: Link;
}

/**
 * How scores s of a linear classifier become probabilities.
 *
 * - `none`: not at all.
 * - `logistic`: 1 ⁄ (1 + e^−s), divided by their sum over the classes.
 * - `softmax`: e^s ⁄ Σ e^s; of two classes with scores −s and s.
 * - `modified-huber`: (s + 1) ⁄ 2 within 0 and 1, divided by their sum over the classes.
 */
export const LINKS = ["none", "logistic", "softmax", "modified-huber"] as const;
export type Link = (typeof LINKS)[number];

/** One classifier of two classes for each class, or a single one for two classes. */
export interface OneVersusRestSettings {
  readonly kind: "one-versus-rest";
  readonly classes: number;
  /** Whether the last of several classes with the highest score wins, as before scikit-learn 1.8; else the first. */
  readonly lastWins: boolean;
  /** Of two classes each; one for each class, or a single one for two classes. */
  readonly members: readonly ClassifierSettings[];
}

/** The mean of the calibrated probabilities of several classifiers. */
interface CalibratedSettings {
  readonly kind: "calibrated";
  readonly classes: number;
  readonly members: readonly {
    readonly classifier: ClassifierSettings;
    /** One for each class, or one for two classes; a temperature is for all classes. */
    readonly calibrators: readonly CalibratorSettings[];
  }[];
}

/** How a score becomes a probability before the division by the sum: by a sigmoid, by straight lines between points, or by a softmax. */
export interface CalibratorSettings {
  readonly kind: (typeof CALIBRATORS)[number];
  /** Number of points of an isotonic calibrator; else 0. */
  readonly points: number;
  /** Whether the score and the probability are rounded to single precision. */
  readonly isSingle: boolean;
}
export const CALIBRATORS = ["sigmoid", "isotonic", "temperature"] as const;

/** Where an imported model comes from. */
export interface Origin {
  readonly files: readonly OriginFile[];
  /** Version of scikit-learn; null if the files do not say. */
  readonly version: string | null;
  /** The steps from the text to the answer, with each parameter that differs from its default. */
  readonly steps: readonly string[];
}

/** A file that a model was imported from. */
export interface OriginFile {
  readonly name: string;
  readonly bytes: number;
  readonly container: string;
  readonly writer: string;
  readonly protocol: number;
}
