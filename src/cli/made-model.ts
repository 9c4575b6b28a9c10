/** What commands that make a model say of it. */

import { printable } from "../core/errors.js";
import type { MadeModel } from "../library/dump.js";
import type { Io } from "./io.js";

/** Lines of a model's description that say how it was chosen, and how good it is. */
const LINES: readonly string[] = ["choice", "accuracy"];

export function sayWhatWasMade(io: Io, path: string, { artifact, model }: MadeModel): void {
  io.info(`${printable(path)}: ${artifact.length} bytes`);
  for (const [name, text] of model.describe().lines) if (LINES.includes(name)) io.info(`${name}: ${text}`);
}
