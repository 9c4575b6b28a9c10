/** The library: what `import … from "newsgroups"` offers. The command line is a thin layer over the same functions. */

export type { Estimator } from "./bayes/estimators.js";
export type { Calibration } from "./calibration/calibration.js";
export type { Classifier, Prediction, Ranked } from "./classifier/classifier.js";
export type { Explanation, Share } from "./classifier/explanation.js";
export { readCorpus } from "./corpus/corpus.js";
export type { Document } from "./corpus/document.js";
export { type DumpOptions, dump } from "./dump.js";
export { type ErrorCode, NewsgroupsError } from "./errors.js";
export { evaluate } from "./evaluate.js";
export type { Bin, Coverage } from "./evaluation/calibration.js";
export type { CategoryFigures, Confusion, Evaluation } from "./evaluation/evaluation.js";
export type { Figures, Interval } from "./evaluation/figures.js";
export { load, predict } from "./load.js";
export type { Strippable } from "./message/strip.js";
export type { CompileOptions } from "./model/compile.js";
export type { Model, Provenance, RecordedPrediction } from "./model/model.js";
export { type Documents, train } from "./train.js";
