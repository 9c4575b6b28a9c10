/** Which model a command uses. */

import { existsSync } from "node:fs";
import { NewsgroupsError, printable } from "../core/errors.js";
import { EMBEDDED_MODEL } from "../package-files.js";
import type { Io } from "./io.js";

/**
 * What was asked for, else `$NEWSGROUPS_MODEL`, else the embedded model.
 *
 * @throws NewsgroupsError `file` if there is nothing where the variable says: who reads that may not have set it.
 */
export function modelPath(io: Io, asked: string | undefined): string {
  const named = io.streams.env["NEWSGROUPS_MODEL"];
  if (asked !== undefined || !named) return asked ?? EMBEDDED_MODEL;
  if (existsSync(named)) return named;
  const message = `${printable(named)}: cannot read it: no such file; $NEWSGROUPS_MODEL names it as the model: mend or unset it`;
  throw new NewsgroupsError("file", message);
}
