/** Dumping: counts → an artifact. */

import type { Source } from "../core/container/source.js";
import { describeValue, NewsgroupsError } from "../core/errors.js";
import { LinearModel } from "../core/models/linear/model.js";
import { recordPredictions } from "../core/predict/recorded.js";
import { type MergeOptions, mergeCounts } from "../train/combine/merge.js";
import { type Counts, decodeCounts } from "../train/counts/counts.js";
import type { CompileOptions } from "../train/model/options.js";
import { encodeArtifact } from "../train/model/write-artifact.js";

/** How counts are added and a model is made of them. */
export interface DumpOptions extends CompileOptions, MergeOptions {}

/** A counts file, and what messages call it. */
export interface NamedBytes {
  readonly where: string;
  readonly bytes: Uint8Array | Source;
}

/**
 * Adds counts and makes an artifact of them: the model and its target names in one file.
 *
 * @param counts one or more counts files, as {@link train} gives them.
 * @returns the bytes of the artifact: the same for the same counts and options, in any order, on any machine.
 * @throws NewsgroupsError with a `FileFault` if they are no counts, `settings` if they were made in different ways, `duplicates` if they
 * share documents, `usage` if an argument is out of range or of a wrong type.
 */
export async function dump(
  counts: Uint8Array | readonly Uint8Array[],
  options: DumpOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: readonly unknown[] = Array.isArray(counts) ? counts : [counts];
  const { artifact } = await dumpNamed(
    parts.map((bytes, i) => {
      if (bytes instanceof Uint8Array) return { where: `counts ${i + 1}`, bytes };
      throw new NewsgroupsError("usage", `counts ${i + 1}: expected a Uint8Array, got ${describeValue(bytes)}`);
    }),
    options,
  );
  return artifact;
}

/** A model that was made. */
export interface MadeModel {
  readonly artifact: Uint8Array<ArrayBuffer>;
  readonly model: LinearModel;
}

/**
 * As {@link dump}, for counts with names.
 *
 * @param rename the new names of categories, by the labels of all counts; default: those of the options.
 */
export async function dumpNamed(
  parts: readonly NamedBytes[],
  options: DumpOptions,
  rename: (labels: readonly string[]) => Readonly<Record<string, string>> = () => options.rename ?? {},
): Promise<MadeModel> {
  const named = parts.map(({ where, bytes }) => ({ where, counts: decodeCounts(bytes, where) }));
  const counts = mergeCounts(named, { ...options, rename: rename(named.flatMap(({ counts }) => counts.labels)) });
  return makeModel(counts, options);
}

/** Makes a model of counts. @throws NewsgroupsError as {@link dump} does. */
export async function makeModel(counts: Counts, options: CompileOptions): Promise<MadeModel> {
  const { compile } = await import("../train/model/compile.js");
  const arrays = compile(counts, options);
  const model = new LinearModel(arrays);
  return { artifact: encodeArtifact(arrays, recordPredictions(model)), model };
}
