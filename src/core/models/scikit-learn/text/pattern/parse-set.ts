/** Reads a set in brackets, such as `[a-z\d_]`. */

import type { Category } from "./character-set.js";
import { readEscape } from "./escape.js";
import type { PatternReader } from "./reader.js";
import { setNode } from "./set-node.js";
import type { Member, SetFlags, SetNode } from "./syntax.js";

/** Reads a set whose opening bracket has been read. */
export function parseSet(reader: PatternReader, flags: SetFlags): SetNode {
  const isNegated = reader.skip("^");
  const members: Member[] = [];
  // A bracket that would close an empty set stands for itself.
  while (members.length === 0 || reader.next !== "]") {
    const position = reader.position;
    const from = readItem(reader);
    if (!reader.skip("-")) members.push(memberOf(from));
    else if (reader.next === "]") members.push(memberOf(from), memberOf(HYPHEN));
    else {
      const to = readItem(reader);
      if (typeof from === "string" || typeof to === "string" || from > to) reader.fail("a bad range", position);
      members.push({ from, to });
    }
  }
  reader.take();
  return setNode(members, isNegated, flags);
}

const HYPHEN = 0x2d;

function readItem(reader: PatternReader): number | Category {
  return reader.skip("\\") ? readEscape(reader) : reader.take().codePointAt(0)!;
}

/** Returns the member that a code point or a category is. */
export function memberOf(item: number | Category): Member {
  return typeof item === "number" ? { from: item, to: item } : { category: item };
}
