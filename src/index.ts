/** The library: what `import … from "newsgroups"` offers. The command line is a thin layer over the same functions. */

export { type DumpFault, type ErrorCode, type FileFault, NewsgroupsError } from "./core/errors.js";
export type { TermShare } from "./core/models/model.js";
export type { Classifier, Prediction, RankedCategory } from "./core/predict/classifier.js";
export type { Explanation } from "./core/predict/explanation.js";
export { readCorpus } from "./corpus/corpus.js";
export type { Document } from "./corpus/document.js";
export type { CorpusFormat } from "./corpus/format-names.js";
export type { CorpusNote, CorpusOptions } from "./corpus/options.js";
export type { CategoryMetrics, Confusion, Evaluation } from "./evaluate/evaluation.js";
export type { Interval, Metrics } from "./evaluate/metrics.js";
export type { Bin, Coverage } from "./evaluate/reliability.js";
export type { Strippable } from "./evaluate/strip.js";
export { type ArtifactDescription, check } from "./library/check.js";
export type { Documents } from "./library/documents.js";
export { type DumpOptions, dump } from "./library/dump.js";
export { type EvaluateOptions, evaluate } from "./library/evaluate.js";
export { type ImportOptions, importModel } from "./library/import.js";
export { load, predict } from "./library/load.js";
export { type TrainOptions, train } from "./library/train.js";
export { type Content, readText } from "./mail/read-text.js";
