/** Corpora: a path → labelled documents, read from a folder, an archive or an NDJSON file. */

import { statSync } from "node:fs";
import { join } from "node:path";
import { NewsgroupsError, printable } from "../core/errors.js";
import { attempt } from "../files/errors.js";
import type { Document } from "./document.js";
import { readFolder } from "./folder.js";
import { readNdjson } from "./ndjson.js";

/**
 * Reads the documents of a corpus: a folder with one sub-folder per category, a `.tar`, `.tar.gz` or `.tgz` of such a
 * folder, or an `.ndjson` file with one `{"text": "...", "label": "..."}` per line.
 *
 * @param subset path of the folder inside the corpus to read, where it holds several such folders.
 * @throws NewsgroupsError `file` if a path cannot be read, `input` if it holds no corpus, `usage` for a subset of NDJSON.
 */
export async function* readCorpus(path: string, subset?: string): AsyncGenerator<Document> {
  if (attempt("read", path, () => statSync(path).isDirectory())) {
    yield* readFolder(subset === undefined ? path : join(path, subset));
  } else if (/\.(tar|tar\.gz|tgz)$/.test(path)) {
    const { readArchive } = await import("./archive/archive.js");
    yield* readArchive(path, subset);
  } else if (path.endsWith(".ndjson")) {
    if (subset !== undefined)
      throw new NewsgroupsError(
        "usage",
        `${printable(path)}: an .ndjson file has no subsets; give a folder or an archive`,
      );
    yield* readNdjson(path);
  } else {
    throw new NewsgroupsError(
      "input",
      `${printable(path)}: unsupported file type; give a folder, .tar, .tar.gz, .tgz or .ndjson file`,
    );
  }
}
