/** Imported models written out by hand: terms and weights as a person writes them → arrays, a model, an artifact. */

import { encodeContainer } from "../../../../src/core/container/write.js";
import { FAMILIES } from "../../../../src/core/models/families.js";
import { ARTIFACT, type DecodeOptions, decodeArtifact } from "../../../../src/core/models/read-artifact.js";
import type { RecordedPrediction } from "../../../../src/core/models/recorded-predictions.js";
import { type ScikitLearnArrays, slotsFor } from "../../../../src/core/models/scikit-learn/arrays.js";
import { SCIKIT_LEARN, SECTIONS } from "../../../../src/core/models/scikit-learn/family.js";
import { fillSlots } from "../../../../src/core/models/scikit-learn/features/term-table.js";
import { ScikitLearnModel } from "../../../../src/core/models/scikit-learn/model.js";
import type {
  ClassifierSettings,
  Operation,
  Origin,
  VectorizerSettings,
} from "../../../../src/core/models/scikit-learn/settings.js";
import { nodeDigest } from "../../../../src/node-digest.js";

/** A vectorizer: its terms, or how many features it hashes to. */
export interface HandBlock {
  readonly terms?: readonly string[];
  readonly hashed?: number;
  readonly stopWords?: readonly string[];
  /** What differs from scikit-learn's defaults. */
  readonly settings?: Partial<VectorizerSettings>;
  readonly operations?: readonly Operation[];
}

export interface HandModel {
  readonly targets?: readonly string[];
  readonly blocks: readonly HandBlock[];
  readonly operations?: readonly Operation[];
  readonly factors?: readonly number[];
  readonly classifier: ClassifierSettings;
  /** Of each function, by feature; null: its base weight. */
  readonly weights: readonly (readonly (number | null)[])[];
  /** Default 0 for each function. */
  readonly base?: readonly number[];
  readonly intercepts?: readonly number[];
  readonly isSingle?: boolean;
  readonly calibration?: readonly number[];
}

/** scikit-learn's own: a word has two letters, digits or underscores, or more. */
const DEFAULT_PATTERN = "(?u)\\b\\w\\w+\\b";

/** The settings of a `CountVectorizer` with its defaults. */
export function vectorizer(features: number, change: Partial<VectorizerSettings> = {}): VectorizerSettings {
  return {
    kind: "vocabulary",
    features,
    analyzer: "word",
    ngramRange: [1, 1],
    lowercase: true,
    stripAccents: null,
    keepsDecomposed: false,
    tokenPattern: DEFAULT_PATTERN,
    stopWords: 0,
    isBinary: false,
    hasSigns: false,
    ...change,
  };
}

export const ORIGIN: Origin = {
  files: [{ name: "hand.joblib", bytes: 1234, container: "zlib", writer: "joblib", protocol: 4 }],
  version: "1.9.1",
  steps: ["CountVectorizer()", "MultinomialNB()"],
};

/** UTF-8 of texts, one behind the other, and where each starts. */
export function packed(texts: readonly string[]): { bytes: Uint8Array; starts: Uint32Array } {
  const ends = texts.map((_, i) => Buffer.byteLength(texts.slice(0, i + 1).join("")));
  return { bytes: Uint8Array.from(Buffer.from(texts.join(""))), starts: Uint32Array.from([0, ...ends]) };
}

/** The hash tables of vocabularies, one behind the other. */
export function slotsOf(vocabularies: readonly (readonly string[])[]): Uint32Array {
  const tables = vocabularies.map((terms) => {
    const { bytes, starts } = packed(terms);
    const slots = new Uint32Array(slotsFor(terms.length));
    fillSlots(bytes, starts, slots);
    return slots;
  });
  return Uint32Array.from(tables.flatMap((table) => [...table]));
}

/** Lays a model out, with its weights by feature as the format has them. */
export function arraysOf(hand: HandModel): ScikitLearnArrays {
  const { blocks, weights, classifier } = hand;
  const vocabularies = blocks.flatMap(({ terms }) => (terms ? [terms] : []));
  const terms = packed(vocabularies.flat());
  const stopWords = packed(blocks.flatMap((block) => block.stopWords ?? []));
  const own = weights[0]!.map((_, f) => weights.flatMap((row, k) => (row[f] === null ? [] : [{ k, weight: row[f]! }])));
  const starts = own.map((_, f) => own.slice(0, f).flat().length);
  const values = own.flat().map(({ weight }) => weight);
  return {
    targets: hand.targets ?? Array.from({ length: classifier.classes }, (_, c) => `class ${c}`),
    features: {
      blocks: blocks.map(({ terms: named, hashed, stopWords: left, settings, operations = [] }) => ({
        vectorizer: vectorizer(named?.length ?? hashed!, {
          kind: named ? "vocabulary" : "hashing",
          stopWords: left?.length ?? 0,
          ...settings,
        }),
        operations,
      })),
      operations: hand.operations ?? [],
    },
    classifier,
    origin: ORIGIN,
    termBytes: terms.bytes,
    termStarts: terms.starts,
    termSlots: slotsOf(vocabularies),
    stopWordBytes: stopWords.bytes,
    stopWordStarts: stopWords.starts,
    factors: Float64Array.from(hand.factors ?? []),
    baseWeights: Float64Array.from(hand.base ?? weights.map(() => 0)),
    intercepts: Float64Array.from(hand.intercepts ?? weights.map(() => 0)),
    weightCounts: Uint8Array.from(own, ({ length }) => length),
    weightBlocks: Uint32Array.from(starts.filter((_, f) => f % 16 === 0)),
    weightFunctions: Uint8Array.from(own.flat(), ({ k }) => k),
    weights: hand.isSingle ? Float32Array.from(values) : Float64Array.from(values),
    calibration: Float64Array.from(hand.calibration ?? []),
  };
}

export const modelOf = (hand: HandModel): ScikitLearnModel => new ScikitLearnModel(arraysOf(hand));

/** The score of a text in each class. */
export function scoresOf(model: ScikitLearnModel, text: string): number[] {
  const scores = new Float64Array(model.targets.length);
  model.score(text, scores);
  return [...scores];
}

/** An imported model with its recorded predictions. */
export interface FlatImported extends ScikitLearnArrays {
  readonly recorded: readonly RecordedPrediction[];
}

/** Writes an artifact of anything, also of what makes no model. */
export function encodeFlat({ targets, features, classifier, origin, recorded, ...sections }: FlatImported): Uint8Array {
  const header = { family: SCIKIT_LEARN.name, targets, features, classifier, origin, recorded };
  const bytes = SECTIONS.map((name) => {
    const { buffer, byteOffset, byteLength } = sections[name];
    return [name, new Uint8Array(buffer, byteOffset, byteLength)] as const;
  });
  return encodeContainer(ARTIFACT, header, new Map(bytes), nodeDigest);
}

/** Reads an artifact as every command does that knows imported models. */
export function decodeImported(bytes: Uint8Array, options: Partial<DecodeOptions> = {}): ScikitLearnModel {
  const all = { where: "test.model", digest: nodeDigest, families: FAMILIES, ...options };
  return decodeArtifact(bytes, all).model as ScikitLearnModel;
}
