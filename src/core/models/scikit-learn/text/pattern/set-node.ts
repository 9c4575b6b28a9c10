/** Makes a set of characters of what the pattern names. */

import { type CharacterSet, categorySet, complement } from "./character-set.js";
import { ignoringCase } from "./ignore-case.js";
import type { Member, SetFlags, SetNode } from "./syntax.js";

/** Returns the node of a set as the pattern names it. */
export function setNode(members: readonly Member[], isNegated: boolean, flags: SetFlags): SetNode {
  const { isAscii, ignoresCase } = flags;
  const names = members.map((member) => ("category" in member ? member.category : `${member.from}-${member.to}`));
  return {
    kind: "set",
    members,
    isNegated,
    flags,
    has: (ignoresCase ? ignoringCase : respectingCase)(members, isNegated, isAscii),
    key: `${isNegated} ${isAscii} ${ignoresCase} ${names}`,
  };
}

function respectingCase(members: readonly Member[], isNegated: boolean, isAscii: boolean): CharacterSet {
  const sets = members.map((member): CharacterSet => {
    if ("category" in member) return categorySet(member.category, isAscii);
    const { from, to } = member;
    return (point) => point >= from && point <= to;
  });
  const [only] = sets;
  const union: CharacterSet = sets.length === 1 ? only! : (point) => sets.some((set) => set(point));
  return isNegated ? complement(union) : union;
}
