/** A folder of mboxes: each is a category. */

import { closeSync, openSync, readSync } from "node:fs";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { packingOf, unpackedName } from "../../unpack/packing.js";
import type { Document } from "../document.js";
import { listed } from "../fields.js";
import type { Entry } from "../folder/folder-entries.js";
import { namedFormat } from "../formats.js";
import type { Reading } from "../reading.js";
import { chunksOfFile, sourceOf } from "../source.js";
import { beginsMbox } from "./mbox.js";
import { readMbox } from "./mbox-corpus.js";

/** So many files beside each other are looked at for an mbox. */
const MAX_TRIED = 100;

/**
 * Reads a folder of mboxes; other files in it are noted.
 *
 * @throws NewsgroupsError `input` if none of its files is an mbox.
 */
export async function* readMboxes(
  folder: string,
  entries: readonly Entry[],
  reading: Reading,
): AsyncGenerator<Document> {
  const files = entries.filter(({ kind }) => kind === "file");
  if (!files.slice(0, MAX_TRIED).some(isMbox)) throw noCategories(folder, files);
  for (const file of files) {
    if (!isMbox(file)) reading.note("beside", file.path, "no mbox");
    else yield* readMbox(await sourceOf(file.path, file.name, chunksOfFile(file.path)), reading);
  }
}

/** Notes mboxes beside category folders: they might have been meant. */
export function noteMboxes(entries: readonly Entry[], reading: Reading): void {
  const files = entries.filter(({ kind }) => kind === "file").slice(0, MAX_TRIED);
  for (const { path } of files.filter(isMbox)) {
    reading.note("beside", path, "an mbox beside the category folders");
  }
}

/** As many bytes tell. */
const START_BYTES = 1 << 12;

/** Whether a file is an mbox by its content, or by its name if it is packed. One that cannot be read is none. */
function isMbox({ path, name }: Entry): boolean {
  const start = Buffer.alloc(START_BYTES);
  try {
    const descriptor = openSync(path, "r");
    try {
      const bytes = start.subarray(0, readSync(descriptor, start));
      if (packingOf(bytes) !== undefined) return namedFormat(unpackedName(name)) === "mbox";
      return beginsMbox(bytes);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
}

function noCategories(folder: string, files: readonly Entry[]): NewsgroupsError {
  const table = files.find(({ name }) => namedFormat(unpackedName(name)) !== undefined);
  const found = files.length === 0 ? "no sub-folders" : `no sub-folders, but ${listed(files.map(({ name }) => name))}`;
  const instead = table === undefined ? "with one mbox per category" : `the file ${printable(table.path)}`;
  const isOfLines = table === undefined && files.length > 0;
  return new NewsgroupsError(
    "input",
    `${printable(folder)}: ${found}; give a folder with one sub-folder per category, or ${instead}${isOfLines ? LINES : ""}`,
  );
}

/** What makes a table of files that have a text per line, one for each category. */
const LINES = `; of files with a text per line make a table: awk '{ print FILENAME "\\t" $0 }' * > ../corpus.tsv`;
