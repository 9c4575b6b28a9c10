/** Dumping: counts → artifact. */

import type { Source } from "../core/container/source.js";
import { encodeArtifact } from "../core/models/artifact.js";
import { recordPredictions } from "../core/predict/recorded.js";
import { type MergeOptions, mergeCounts } from "../train/combine/merge.js";
import { decodeCounts } from "../train/counts/counts.js";
import type { CompileOptions } from "../train/model/compile.js";

/** What can be chosen when counts are added and a model is made of them. */
export interface DumpOptions extends CompileOptions, MergeOptions {}

/** A counts file, and what messages call it. */
export interface Named {
  readonly where: string;
  readonly bytes: Uint8Array | Source;
}

/**
 * Adds counts and makes an artifact of them: the model and its target names in one.
 *
 * @param counts one or more counts files, as {@link train} gives them.
 * @returns the bytes of the artifact: the same for the same counts and options, in any order, on any machine.
 * @throws NewsgroupsError with a `FileFault` if they are no counts, `settings` if they do not add up,
 * `duplicates` if they share documents, `usage` if an option is out of range.
 */
export async function dump(counts: Uint8Array | readonly Uint8Array[], options: DumpOptions = {}): Promise<Uint8Array> {
  const parts = counts instanceof Uint8Array ? [counts] : counts;
  return dumpNamed(
    parts.map((bytes, i) => ({ where: `counts ${i + 1}`, bytes })),
    options,
  );
}

/** As {@link dump}, for counts with names. */
export async function dumpNamed(parts: readonly Named[], options: DumpOptions): Promise<Uint8Array> {
  const { compile } = await import("../train/model/compile.js");
  const counts = mergeCounts(
    parts.map(({ where, bytes }) => ({ where, counts: decodeCounts(bytes, where) })),
    options,
  );
  const model = { ...compile(counts, options), recorded: [] };
  return encodeArtifact({ ...model, recorded: recordPredictions(model) });
}
