/** `newsgroups import`: dumps of scikit-learn → a model file. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { replaceFile, requireWritable } from "../../files/write.js";
import type { ImportedModel, ImportReport } from "../../import/import-dumps.js";
import { dumpFile, importFiles } from "../../library/import.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";

export interface ImportOptions {
  readonly output: string;
  readonly targets?: readonly string[];
  readonly json: boolean;
}

/** Categories that are listed; the rest is counted. */
const MAX_LISTED = 20;

export async function importCommand(io: Io, paths: readonly string[], options: ImportOptions): Promise<number> {
  const { output, targets, json } = options;
  requireWritable(output, paths);
  let imported: ImportedModel;
  try {
    imported = await importFiles(paths.map(dumpFile), { ...(targets && { targets }) });
  } catch (error) {
    if (json && error instanceof NewsgroupsError && error.code !== "usage") {
      await io.print(`${JSON.stringify({ ok: false, error: { code: error.code, message: error.message } })}\n`);
    }
    throw error;
  }
  const { artifact, report } = imported;
  await replaceFile(output, artifact);
  if (json) await io.print(`${JSON.stringify({ ok: true, output, ...report })}\n`);
  for (const line of lines(report)) io.info(line);
  io.info(`${printable(output)}: ${report.bytesAfter} bytes, from ${report.bytesBefore}`);
  return DONE;
}

function lines({ files, version, steps, terms, features, categories, hints }: ImportReport): readonly string[] {
  const hashed = features - terms;
  const listed = categories.slice(0, MAX_LISTED).join(", ");
  const more = categories.length > MAX_LISTED ? `, and ${categories.length - MAX_LISTED} more` : "";
  return [
    ...files.map((file) => `${file.name}: ${file.container} ${file.writer} file, protocol ${file.protocol}`),
    `scikit-learn ${version ?? "of an unknown version"}`,
    ...steps,
    `${terms} terms${hashed > 0 ? ` and ${hashed} hashed features` : ""}`,
    `${categories.length} ${categories.length === 1 ? "category" : "categories"}: ${listed}${more}`,
    ...hints.map((hint) => `warning: ${hint}`),
  ];
}
