/** Which model a command uses. */

import { EMBEDDED_MODEL } from "../load.js";
import type { Io } from "./io.js";

/** What was asked for, else `$NEWSGROUPS_MODEL`, else the embedded model. */
export function modelPath(io: Io, asked: string | undefined): string {
  return asked ?? (io.streams.env["NEWSGROUPS_MODEL"] || EMBEDDED_MODEL);
}
