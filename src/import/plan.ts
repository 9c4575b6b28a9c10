/** The plan: what is read of scikit-learn's objects, before it becomes the arrays of a model. */

import type { ClassifierSettings, Operation, VectorizerSettings } from "../core/models/scikit-learn/settings.js";
import type { Estimator } from "./scikit-learn/objects/estimator.js";

/** An operation, with its factors by feature where it has some. */
export interface PlannedOperation {
  readonly operation: Operation;
  readonly factors?: Float64Array;
}

/** A vectorizer, and what is done to its features. */
export interface PlannedBlock {
  readonly settings: VectorizerSettings;
  /** By feature; undefined for hashing. */
  readonly terms: readonly string[] | undefined;
  readonly stopWords: readonly string[];
  readonly operations: readonly PlannedOperation[];
  /** Whether its features are of single precision in the end. */
  readonly isSingle: boolean;
}

/** The way from text to features. */
export interface FeaturePlan {
  readonly blocks: readonly PlannedBlock[];
  readonly operations: readonly PlannedOperation[];
  /** Number of features. */
  readonly features: number;
  readonly isSingle: boolean;
}

/** One linear function of the features. */
export interface PlannedFunction {
  /** Where the weight of feature `from` + f is at `first + f · step`; it may hold those of other functions too. */
  readonly weights: Float64Array;
  readonly first: number;
  readonly step: number;
  /** First feature that it looks at, and the end; other features have the weight 0. */
  readonly from: number;
  readonly to: number;
  readonly intercept: number;
  readonly isSingle: boolean;
}

/** A classifier: its settings, and what it takes in turn. */
export interface ClassifierPlan {
  readonly settings: ClassifierSettings;
  readonly functions: readonly PlannedFunction[];
  /** Numbers of its calibrators. */
  readonly calibration: readonly number[];
  /** What it does to the features first. */
  readonly operations: readonly PlannedOperation[];
}

/** What a classifier is given. */
export interface ClassifierInput {
  /** Number of features. */
  readonly features: number;
  /** How many more classifiers may be within this one. */
  readonly depth: number;
}

/** Reads a classifier within another one. */
export type ReadMember = (member: Estimator, input: ClassifierInput) => ClassifierPlan;
