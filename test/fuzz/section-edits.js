// @ts-check
/** Edits of sections: moved, resized and filled ones, and changed numbers of a counts file. */

import fc from "fast-check";

const EDITS = ["swap", "copy", "drop", "repeat", "empty", "resize", "fill", "set", "insert", "graft"];
/** Fillings: as floats NaN, infinity, largest, smallest; as integers 0, 1, maximum. */
const FILLS = [0x7fc00000, 0x7f800000, 0xff800000, 0x7f7fffff, 0xff7fffff, 1, 0, 0x01010101, 0xffffffff, 0x3f800000];

/** One edit; `at` and `other` choose sections, `offset` a byte of it, modulo their number. */
export const sectionEdit = fc.record({
  edit: fc.constantFrom(...EDITS),
  at: fc.nat(),
  other: fc.nat(),
  offset: fc.nat(),
  by: fc.integer({ min: -9, max: 9 }),
  fill: fc.constantFrom(...FILLS),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
});

/**
 * The sections after edits; those given stay as they are.
 *
 * @param donors sections of other files of the same format, whose section of the same name can replace one.
 */
export function editedSections(sections, edits, donors) {
  const edited = sections.map((section) => ({ ...section }));
  for (const edit of edits) if (edited.length > 0) apply(edited, edit, donors);
  return edited;
}

function apply(sections, { edit, at, other, offset, by, fill, bytes }, donors) {
  const i = at % sections.length;
  const section = sections[i];
  const from = sections[other % sections.length];
  const start = offset % (section.bytes.length + 1);
  const splice = (drop, insert) => {
    section.bytes = Uint8Array.from([
      ...section.bytes.subarray(0, start),
      ...insert,
      ...section.bytes.subarray(start + drop),
    ]);
  };
  if (edit === "swap") [section.bytes, from.bytes] = [from.bytes, section.bytes];
  else if (edit === "copy") section.bytes = from.bytes;
  else if (edit === "graft")
    section.bytes = donors[other % donors.length].find(({ name }) => name === section.name).bytes;
  else if (edit === "drop") sections.splice(i, 1);
  else if (edit === "repeat") sections.splice(i, 0, { ...section });
  else if (edit === "empty") section.bytes = new Uint8Array();
  else if (edit === "resize") {
    const resized = new Uint8Array(Math.max(0, section.bytes.length + by));
    resized.set(section.bytes.subarray(0, resized.length));
    section.bytes = resized;
  } else if (edit === "fill") {
    const filled = section.bytes.slice();
    const view = new DataView(filled.buffer);
    for (let at = 0; at + 4 <= filled.length; at += 4) view.setUint32(at, fill, true);
    section.bytes = filled;
  } else splice(edit === "set" ? bytes.length : 0, bytes);
}

const NUMBERS = [0, 1, 2, 63, 64, 65, 127, 128, 0xffff, 0x10000, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1];
/** Invalid varints: too long, too large, unterminated. */
const RAW = [
  [0x80],
  [0x80, 0],
  [0x81, 0x80, 0],
  Array(7).fill(0xff),
  [...Array(7).fill(0xff), 0x7f],
  Array(12).fill(0x80),
];

/** One edit of a varint in a section of a counts file. */
export const varintEdit = fc.record({
  edit: fc.constantFrom("replace", "replace", "insert", "remove", "repeat", "swap"),
  at: fc.nat(),
  section: fc.constantFrom(...["words", "occurrences", "sequences", "sequences", "terms", "terms", "fingerprints"]),
  other: fc.nat(),
  number: fc.oneof(
    fc.constantFrom(...NUMBERS).map(varint),
    fc.nat({ max: 300 }).map(varint),
    fc.maxSafeNat().map(varint),
    fc.constantFrom(...RAW),
  ),
});

/** The sections of a counts file after edits of its varints. */
export function editedVarints(sections, edits) {
  const tokens = new Map(sections.map(({ name, bytes }) => [name, (TOKENS[name] ?? numbersOf)(bytes)]));
  for (const { edit, at, section, other, number } of edits) {
    const list = tokens.get(section);
    const i = list.length === 0 ? 0 : at % list.length;
    const j = list.length === 0 ? 0 : other % list.length;
    if (edit === "replace") list.splice(i, 1, number);
    else if (edit === "insert") list.splice(i, 0, number);
    else if (edit === "remove") list.splice(i, 1);
    else if (edit === "repeat") list.splice(i, 0, ...list.slice(i, i + 1 + (other % 8)));
    else if (list.length > 0) [list[i], list[j]] = [list[j], list[i]];
  }
  return sections.map(({ name }) => ({ name, bytes: Uint8Array.from(tokens.get(name).flat()) }));
}

function varint(number) {
  const bytes = [];
  let rest = number;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}

/** The bytes of each number. */
function numbersOf(bytes) {
  const numbers = [];
  let number = [];
  for (const byte of bytes) {
    number.push(byte);
    if (byte < 0x80) {
      numbers.push(number);
      number = [];
    }
  }
  return numbers;
}

/** The twelve bytes of each fingerprint, its category and its copies, in turn. */
function entriesOf(bytes) {
  const tokens = [];
  for (let at = 0; at < bytes.length; at += tokens.slice(-3).flat().length) {
    tokens.push([...bytes.subarray(at, at + 12)], ...numbersOf(bytes.subarray(at + 12, at + 32)).slice(0, 2));
  }
  return tokens;
}

/** The number of each word, which is 2 · (length − 1) and 1 for a stop word, and its bytes, in turn. */
function wordsOf(bytes) {
  const tokens = [];
  for (let at = 0, length = 0; at < bytes.length; at += 1 + length) {
    length = 1 + (bytes[at] >> 1);
    tokens.push([bytes[at]], [...bytes.subarray(at + 1, at + 1 + length)]);
  }
  return tokens;
}

/** Tokens of the sections that hold more than numbers. */
const TOKENS = { words: wordsOf, fingerprints: entriesOf };
