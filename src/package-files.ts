/** Where the package's own files are. This module stays at the top of `src`: the bundled command line finds them by the same path. */

import { fileURLToPath } from "node:url";

/** The model of the 20 Newsgroups that comes with the package. */
export const EMBEDDED_MODEL: string = fileURLToPath(new URL("../data/20newsgroups.model", import.meta.url));
