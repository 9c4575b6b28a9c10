/** Importing: the files of a dump → an artifact, and a report of what was found. */

import type { OriginFile } from "../core/models/scikit-learn/settings.js";
import { sum } from "../core/sum.js";
import { layOut } from "./artifact/layout.js";
import { encodeImported } from "./artifact/write-artifact.js";
import { type DumpFile, readDump } from "./read-dump.js";
import { withDumpName } from "./refusal.js";
import { readOutermost } from "./scikit-learn/classifiers/classifier.js";
import { readOverTexts } from "./scikit-learn/classifiers/over-texts.js";
import { describeEstimator } from "./scikit-learn/describe.js";
import { readFeatures } from "./scikit-learn/features/features.js";
import { hintsOf } from "./scikit-learn/hints.js";
import { targetNames } from "./scikit-learn/labels.js";
import { classesOf } from "./scikit-learn/objects/classes.js";
import type { Estimator } from "./scikit-learn/objects/estimator.js";
import { stepsOf } from "./scikit-learn/objects/steps.js";
import { findParts, type Parts, type PlacedValue } from "./scikit-learn/parts.js";

/** What was found in the files, and what became of it. */
export interface ImportReport {
  readonly files: readonly OriginFile[];
  /** Version of scikit-learn that wrote the files; null if they do not say. */
  readonly version: string | null;
  /** The steps from the text to the answer, with each parameter that differs from its default. */
  readonly steps: readonly string[];
  /** Number of terms of all vocabularies. */
  readonly terms: number;
  /** Number of features: the terms, and the numbers that hashing gives. */
  readonly features: number;
  readonly categories: readonly string[];
  /** What the vocabulary says of texts and no parameter does. */
  readonly hints: readonly string[];
  /** Size of all files. */
  readonly bytesBefore: number;
  /** Size of the artifact. */
  readonly bytesAfter: number;
}

/** An imported model. */
export interface ImportedModel {
  /** The artifact in pieces. */
  readonly artifact: readonly Uint8Array[];
  readonly report: ImportReport;
}

/**
 * Imports a fitted pipeline, or its parts, from one or more files in any order.
 *
 * @param names of the categories, in the order of the classes; default: those in the files, else the classes.
 * @throws NewsgroupsError with a `DumpFault`; `usage` if the names do not fit.
 */
export async function importDumps(dumps: readonly DumpFile[], names?: readonly string[]): Promise<ImportedModel> {
  const files: OriginFile[] = [];
  const values: PlacedValue[] = [];
  for (const dump of dumps) {
    const { container, writer, protocol, value } = await withDumpName(dump.name, () => readDump(dump));
    files.push({ name: baseName(dump.name), bytes: dump.bytes.length, container, writer, protocol });
    values.push({ value, place: dumps.length > 1 ? baseName(dump.name) : "" });
  }
  return withDumpName(dumps.map(({ name }) => name).join(", "), () => modelOf(files, values, names));
}

function modelOf(
  files: readonly OriginFile[],
  values: readonly PlacedValue[],
  names?: readonly string[],
): ImportedModel {
  const parts = findParts(values);
  const { features, classifier } = plansOf(parts);
  const [classifierStep] = stepsOf(parts.classifier);
  const classes = classesOf(classifierStep!);
  const targets = targetNames(classes, parts.candidates, names);
  const steps = estimatorsOf(parts).map(describeEstimator);
  const origin = { files, version: versionsOf(parts), steps };
  const artifact = encodeImported(layOut(targets, features, classifier, origin));
  const vocabularies = features.blocks.flatMap(({ terms, settings }) => (terms ? [{ terms, settings }] : []));
  const report = {
    ...origin,
    terms: sum(vocabularies.map(({ terms }) => terms.length)),
    features: features.features,
    categories: targets,
    hints: vocabularies.flatMap(({ terms, settings }) => hintsOf(terms, settings)),
    bytesBefore: sum(files.map(({ bytes }) => bytes)),
    bytesAfter: sum(artifact.map(({ length }) => length)),
  };
  return { artifact, report };
}

/** Reads the features first: what is wrong there comes before what is wrong with the classifier. */
function plansOf({ vectorizer, transformers, classifier }: Parts) {
  if (!vectorizer) return readOverTexts(classifier);
  const features = readFeatures(vectorizer, transformers);
  return { features, classifier: readOutermost(classifier, features.features) };
}

function estimatorsOf({ vectorizer, transformers, classifier }: Parts): Estimator[] {
  return [...(vectorizer ? [vectorizer] : []), ...transformers, ...stepsOf(classifier)];
}

/** The version, or all versions if parts were written by different ones. */
function versionsOf(parts: Parts): string | null {
  const versions = estimatorsOf(parts).flatMap(({ version }) => version.text ?? []);
  return versions.length === 0 ? null : [...new Set(versions)].join(" and ");
}

/** The name without its folder, which may say more of the author's machine than anyone should know. */
const baseName = (path: string): string => path.split(/[\\/]/).at(-1)!;
