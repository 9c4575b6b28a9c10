/** Importing: dumps of scikit-learn → an artifact. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { concatenated } from "../core/container/write.js";
import { describeValue, NewsgroupsError, printable } from "../core/errors.js";
import { readBytes } from "../files/read.js";
import type { ImportedModel } from "../import/import-dumps.js";
import type { DumpFile } from "../import/read-dump.js";

/** How a dump becomes a model. */
export interface ImportOptions {
  /** Names of the categories, in the order of the model's classes; default: those in the files, else the classes themselves. */
  readonly targets?: readonly string[];
}

/**
 * Imports a model that scikit-learn fitted and joblib or pickle wrote: a pipeline, or a vectorizer and a model. Nothing in the files is
 * executed. The model gives the answers that Python gives.
 *
 * @param dumps paths or bytes: one file with everything, or several with a part each, in any order.
 * @returns the bytes of an artifact, for {@link load}: the same for the same files on any machine.
 * @throws NewsgroupsError with a `DumpFault`; `file` if a file cannot be read; `usage` if an argument is of a wrong type, or the names of
 * the categories do not fit.
 *
 * @example
 * const classifier = load(await importModel("newsgroups_model.joblib"));
 */
export async function importModel(
  dumps: string | Uint8Array | readonly (string | Uint8Array)[],
  options: ImportOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const given: readonly unknown[] = Array.isArray(dumps) ? dumps : [dumps];
  const { targets } = options;
  if (targets !== undefined && !(Array.isArray(targets) && targets.every((name) => typeof name === "string"))) {
    throw new NewsgroupsError("usage", `targets: expected a list of names, got ${describeValue(targets)}`);
  }
  if (given.length === 0) throw new NewsgroupsError("usage", "dumps: expected one or more");
  const files = given.map((dump, i) => {
    if (dump instanceof Uint8Array) return { name: `dump ${i + 1}`, bytes: dump };
    if (typeof dump === "string") return dumpFile(dump);
    throw new NewsgroupsError("usage", `dump ${i + 1}: expected a path or a Uint8Array, got ${describeValue(dump)}`);
  });
  return concatenated((await importFiles(files, options)).artifact);
}

/** As {@link importModel}, with a report of what was found. */
export async function importFiles(files: readonly DumpFile[], { targets }: ImportOptions): Promise<ImportedModel> {
  const { importDumps } = await import("../import/import-dumps.js");
  return importDumps(files, targets);
}

/** Reads a dump, and later the files beside it that it names. */
export function dumpFile(path: string): DumpFile {
  return {
    name: printable(path),
    bytes: readBytes(path),
    beside: (name) => {
      try {
        return readFileSync(join(dirname(path), name));
      } catch {
        return undefined;
      }
    },
  };
}
