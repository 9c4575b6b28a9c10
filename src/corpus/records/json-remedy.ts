/** JSON that holds texts in another arrangement → the command that makes one document per line of it. */

import { printable } from "../../core/errors.js";

/** Objects within objects in which a list is looked for. */
const MAX_DEPTH = 3;
const PAIR = "{text: .[0], label: .[1]}";

/** Says how to make documents of the list in an object, or of its lists by category; undefined if it has none. */
export function listRemedy(value: unknown): string | undefined {
  const found = listIn(value, "", MAX_DEPTH);
  if (found === undefined) return undefined;
  const { path, item } = found;
  const isByCategory = typeof item === "string";
  const pairs = Array.isArray(item) ? ` | ${PAIR}` : "";
  const program = isByCategory
    ? "to_entries[] | .key as $label | .value[] | {text: ., $label}"
    : `${printable(path)}[]${pairs}`;
  return `make one document per line: jq -c '${program}' file > corpus.ndjson`;
}

/**
 * Says how to make documents of pairs in lists.
 *
 * @param id of a pair; within one array it ends in its index.
 */
export function pairRemedy(id: string): string {
  return `jq -c '${id.endsWith("]") ? ".[] | " : ""}${PAIR}' file > corpus.ndjson`;
}

/** The first list in an object that is not empty, as a path of jq, and its first item. */
function listIn(value: unknown, path: string, depth: number): { path: string; item: unknown } | undefined {
  if (typeof value !== "object" || value === null || depth === 0) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const to = `${path === "" ? "." : path}[${JSON.stringify(name)}]`;
    if (!Array.isArray(inner)) {
      const found = listIn(inner, to, depth - 1);
      if (found) return found;
    } else if (inner.length > 0) return { path: to, item: inner[0] };
  }
  return undefined;
}
