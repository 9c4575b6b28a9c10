/** Where the package's own files are. This module stays at the top of `src`: the bundled command line finds them by the same path. */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NewsgroupsError } from "./core/errors.js";

let path: string | undefined;

/** Whether a path is that of the built-in model. */
export function isEmbeddedModel(candidate: string): boolean {
  return candidate === located();
}

/**
 * Returns the path of the model of the 20 Newsgroups that comes with the package.
 *
 * @throws NewsgroupsError `file` if the model is not there, which is so in a bundle.
 */
export function embeddedModel(): string {
  const found = located();
  if (found !== undefined) return found;
  throw new NewsgroupsError(
    "file",
    "the built-in model is missing; in a bundle, keep newsgroups external or load a model by its path",
  );
}

function located(): string | undefined {
  if (path !== undefined) return path;
  // A bundle of CommonJS modules has no URL; Node 20.0 has no file name.
  const { url, filename = url && fileURLToPath(url) } = import.meta as {
    readonly url?: string;
    readonly filename?: string;
  };
  const expected = filename && join(dirname(filename), "../data/20newsgroups.model");
  if (expected && existsSync(expected)) path = expected;
  return path;
}
