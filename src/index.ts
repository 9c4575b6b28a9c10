/** The library: what `import … from "newsgroups"` offers. The command line is a thin layer over the same functions. */

export { type ErrorCode, NewsgroupsError } from "./core/errors.js";
export type { Model, Provenance, RecordedPrediction } from "./core/models/naive-bayes/arrays.js";
export type { Estimator } from "./core/models/naive-bayes/estimators.js";
export type { Calibration } from "./core/models/naive-bayes/temperature.js";
export type { Classifier, Prediction, Ranked } from "./core/predict/classifier.js";
export type { Explanation, Share } from "./core/predict/explanation.js";
export { readCorpus } from "./corpus/corpus.js";
export type { Document } from "./corpus/document.js";
export type { CategoryMetrics, Confusion, Evaluation } from "./evaluate/evaluation.js";
export type { Interval, Metrics } from "./evaluate/metrics.js";
export type { Bin, Coverage } from "./evaluate/reliability.js";
export type { Strippable } from "./evaluate/strip.js";
export { type DumpOptions, dump } from "./library/dump.js";
export { type EvaluateOptions, evaluate } from "./library/evaluate.js";
export { load, predict } from "./library/load.js";
export { type Documents, train } from "./library/train.js";
export type { CompileOptions } from "./train/model/compile.js";
