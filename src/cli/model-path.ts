/** The model file that a command uses. */

import { existsSync } from "node:fs";
import { NewsgroupsError, printable } from "../core/errors.js";
import { embeddedModel } from "../package-files.js";

/**
 * Returns the model file given on the command line, else `$NEWSGROUPS_MODEL`, else the embedded model.
 *
 * @throws NewsgroupsError `file` if the variable names a missing file; the message names the variable, because the user may
 * not know that it is set.
 */
export function modelPath(env: Readonly<Record<string, string | undefined>>, given: string | undefined): string {
  const named = env["NEWSGROUPS_MODEL"];
  if (given !== undefined || !named) return given ?? embeddedModel();
  if (existsSync(named)) return named;
  const message = `${printable(named)}: cannot read: no such file; fix or unset $NEWSGROUPS_MODEL`;
  throw new NewsgroupsError("file", message);
}
