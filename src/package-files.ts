/** Where the package's own files are. This module stays at the top of `src`: the bundled command line finds them by the same path. */

import { fileURLToPath } from "node:url";
import { NewsgroupsError } from "./core/errors.js";

let path: string | undefined;

/**
 * Returns the path of the model of the 20 Newsgroups that comes with the package.
 *
 * @throws NewsgroupsError `file` if this module was bundled in a format that does not know where it is.
 */
export function embeddedModel(): string {
  if (path !== undefined) return path;
  // In a bundle of CommonJS modules there is no URL.
  const { url } = import.meta as { readonly url?: string };
  if (url === undefined) {
    throw new NewsgroupsError(
      "file",
      "the embedded model cannot be found from a bundle; keep `newsgroups` external, or load a model by its path",
    );
  }
  path = fileURLToPath(new URL("../data/20newsgroups.model", url));
  return path;
}
