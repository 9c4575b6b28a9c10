/** Numbered lines: a source → its lines that are not blank, each with the name that messages give it. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { TOO_LARGE } from "../document.js";
import type { Source } from "../source.js";
import { linesOf } from "./lines.js";

/**
 * Yields the lines of a source that are not blank.
 *
 * @throws NewsgroupsError `input` for a line that exceeds `maxBytes`.
 */
export async function* numberedLines(
  { id: file, chunks }: Source,
  maxBytes: number,
): AsyncGenerator<{ readonly id: string; readonly line: string }> {
  let number = 0;
  for await (const lines of linesOf(chunks, maxBytes)) {
    for (const line of lines) {
      const id = `${file}:${++number}`;
      if (line === undefined) throw new NewsgroupsError("input", `${printable(id)}: ${TOO_LARGE}`);
      if (line.trim() !== "") yield { id, line };
    }
  }
}
