/** Corpora: a path → labelled documents, whatever holds them. */

import { statSync } from "node:fs";
import { join } from "node:path";
import { NewsgroupsError, printable } from "../core/errors.js";
import { attempt } from "../files/errors.js";
import type { Document } from "./document.js";
import { readFolder } from "./folder.js";
import { readNdjson } from "./ndjson.js";

/**
 * Reads the documents of a corpus: a folder with one sub-folder for each category, a `.tar`, `.tar.gz` or `.tgz` of
 * such a folder, or an `.ndjson` file of `{"text": "...", "label": "..."}` lines.
 *
 * @param subset the folder inside the corpus to read, for one that holds several such folders.
 * @throws NewsgroupsError `file` if a path cannot be read, `input` if what is there is no corpus.
 */
export async function* readCorpus(path: string, subset?: string): AsyncGenerator<Document> {
  if (isFolder(path)) {
    yield* readFolder(subset === undefined ? path : join(path, subset));
  } else if (/\.(tar|tar\.gz|tgz)$/.test(path)) {
    const { readArchive } = await import("./archive/archive.js");
    yield* readArchive(path, subset);
  } else if (path.endsWith(".ndjson")) {
    if (subset !== undefined)
      throw new NewsgroupsError("usage", `${printable(path)}: --subset is for folders and archives`);
    yield* readNdjson(path);
  } else {
    throw new NewsgroupsError(
      "input",
      `${printable(path)}: a file that is no corpus; a folder, .tar, .tar.gz, .tgz or .ndjson expected`,
    );
  }
}

function isFolder(path: string): boolean {
  return attempt("read", path, () => statSync(path).isDirectory());
}
