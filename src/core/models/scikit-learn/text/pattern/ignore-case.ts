/** Sets of characters after `(?i)`, as Python's `re` compiles them (`_optimize_charset` in re/_compiler.py). */

import { characterProperties, KNOWN } from "../characters.js";
import { type CharacterSet, categorySet } from "./character-set.js";
import type { Member } from "./syntax.js";

/** Small letters that have their capital in common (`_EXTRA_CASES` in re/_casefix.py). */
const SAME_CAPITAL =
  "iı sſ \u00b5\u03bc \u0345\u03b9\u1fbe \u0390\u1fd3 \u03b0\u1fe3 βϐ εϵ θϑ κϰ πϖ ρϱ ςσ φϕ вᲀ дᲁ оᲂ сᲃ тᲄᲅ ъᲆ ѣᲇ ᲈꙋ \u1e61\u1e9b \ufb05\ufb06";

const LAST_OF_BASIC_PLANE = 0xffff;

/** Returns the set of all characters whose small letter is that of a member. */
export function ignoringCase(members: readonly Member[], isNegated: boolean, isAscii: boolean): CharacterSet {
  const lower = isAscii ? asciiLower : simpleLower;
  const upper = isAscii ? asciiUpper : simpleUpper;
  const accepted = new Set<number>();
  const others: CharacterSet[] = [];
  let hasCased = false;
  for (const member of members) {
    if ("category" in member) {
      others.push(categorySet(member.category, isAscii));
      continue;
    }
    const { from, to } = member;
    // Of characters beyond the basic plane Python lower-cases only one that stands alone.
    const isAlone = members.length === 1 && from === to;
    for (let point = from; point <= (isAlone ? to : Math.min(to, LAST_OF_BASIC_PLANE)); point++) {
      const small = lower(point);
      accepted.add(small);
      if (!isAscii) for (const same of withSameCapital(small)) accepted.add(same);
      hasCased ||= small !== point || upper(point) !== point;
    }
    if (isAlone || to <= LAST_OF_BASIC_PLANE) continue;
    hasCased = true;
    const isInRange: CharacterSet = (point) => point >= from && point <= to;
    others.push(from === to ? isInRange : (point) => isInRange(point) || isInRange(simpleUpper(point)));
  }
  const union: CharacterSet = (point) => accepted.has(point) || others.some((set) => set(point));
  return hasCased ? (point) => union(lower(point)) !== isNegated : (point) => union(point) !== isNegated;
}

function withSameCapital(small: number): number[] {
  const letter = String.fromCodePoint(small);
  if (letter === " " || !SAME_CAPITAL.includes(letter)) return [];
  const group = SAME_CAPITAL.split(" ").find((letters) => letters.includes(letter));
  return Array.from(group!, (character) => character.codePointAt(0)!);
}

function asciiLower(point: number): number {
  return point >= 0x41 && point <= 0x5a ? point | 0x20 : point;
}

function asciiUpper(point: number): number {
  return point >= 0x61 && point <= 0x7a ? point & ~0x20 : point;
}

function simpleLower(point: number): number {
  return changed(point, (character) => character.toLowerCase());
}

function simpleUpper(point: number): number {
  return changed(point, (character) => character.toUpperCase());
}

/** Where one character becomes several, Python takes the first. Old letters have got new capitals since Unicode 14. */
function changed(point: number, change: (character: string) => string): number {
  const other = change(String.fromCodePoint(point)).codePointAt(0)!;
  const properties = characterProperties();
  return properties[point]! & properties[other]! & KNOWN ? other : point;
}
