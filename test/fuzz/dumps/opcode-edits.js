// @ts-check
/** Edits of a pickle's opcodes: others in their place, swapped and moved ones, lengths and memo indexes that lie. */

import fc from "fast-check";
import { Allowance } from "../../../dist/import/allowance.js";
import { ArrayReader } from "../../../dist/import/joblib/arrays.js";
import { COLLECTIONS } from "../../../dist/import/pickle/collections.js";
import { PickleInput } from "../../../dist/import/pickle/input.js";
import { loadPickle } from "../../../dist/import/pickle/load.js";
import { Machine } from "../../../dist/import/pickle/machine.js";
import { NUMBERS } from "../../../dist/import/pickle/numbers.js";
import { OBJECTS } from "../../../dist/import/pickle/objects.js";
import { STACK } from "../../../dist/import/pickle/stack.js";
import { STRINGS } from "../../../dist/import/pickle/strings.js";

const CODES = [...STACK, ...NUMBERS, ...STRINGS, ...COLLECTIONS, ...OBJECTS].map(([code]) => code);

/** Opcodes with their arguments, as latin-1: small ones, huge lengths and indexes, names that no model has. */
const FRAGMENTS = [
  ...["N", "\x88", "(", "0", "1", "2", ".", ")", "]", "}", "\x8f", "l", "t", "d", "\x85", "\x86", "\x87", "\x91"],
  ...[
    "a",
    "e",
    "s",
    "u",
    "\x90",
    "R",
    "b",
    "o",
    "\x81",
    "\x92",
    "\x93",
    "\x94",
    "Q",
    "P1\n",
    "\x97",
    "\x98",
    "\x82\x01",
  ],
  ...["q\0", "r\xff\xff\xff\xff", "r\0\0\0\x10", "p4294967296\n", "p9007199254740991\n", "p-1\n"],
  ...["h\0", "h\xff", "j\xff\xff\xff\xff", "g0\n", "g99999999999999999999\n"],
  ...["K\x01", "J\xff\xff\xff\xff", "I1\n", "I00\n", "L99999999999999999999L\n", "\x8a\xff", "\x8b\xff\xff\xff\x7f"],
  ...["Fnan\n", "F-inf\n", "F1e308\n", "G\x7f\xf0\0\0\0\0\0\0", "S'\\x'\n", "S'a\n", "Va\\ud800\n", "V\\U00110000\n"],
  ...[
    "U\xff",
    "T\xff\xff\xff\xff",
    "T\xff\xff\xff\x7f",
    "X\xff\xff\xff\xff",
    "\x8c\x02\xc3\x28",
    "\x8c\x03\xed\xa0\x80",
  ],
  ...["\x8d\xff\xff\xff\xff\xff\xff\xff\xff", "\x8e\0\0\0\0\x01\0\0\0", "\x96\xff\xff\xff\xff\xff\xff\xff\x7f"],
  ...[
    "B\xff\xff\xff\x7f",
    "C\xff",
    "\x95\xff\xff\xff\xff\xff\xff\xff\xff",
    "\x80\x05",
    "\x80\xff",
    "\x8c\x09__proto__",
  ],
  ...[
    "cos\nsystem\n",
    "cbuiltins\ngetattr\n",
    "c__proto__\nconstructor\n",
    "cnumpy\ndtype\n",
    "icopy_reg\n_reconstructor\n",
  ],
  ...["cnumpy.core.multiarray\n_reconstruct\n", "cnumpy.core.multiarray\nscalar\n", "c__builtin__\nlist\n"],
  ...["cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81", "cjoblib.numpy_pickle\nNDArrayWrapper\n)\x81"],
  // A list, a dict and a set that hold themselves.
  ...["]r\xfe\xff\xff\x7fj\xfe\xff\xff\x7fa", "}r\xfe\xff\xff\x7fK\x01j\xfe\xff\xff\x7fs", "]q\x07\x85h\x07e"],
].map((text) => Buffer.from(text, "latin1"));

const NUMBERS_AS_TEXT = [
  "-1",
  "0",
  "255",
  "4294967295",
  "9007199254740993",
  "1e999",
  "nan",
  "",
  "0x10",
  "9".repeat(5000),
];
const BOUNDARIES = [
  0n,
  1n,
  0x7fn,
  0x80n,
  0xffn,
  0xffffn,
  1n << 24n,
  (1n << 31n) - 1n,
  1n << 31n,
  (1n << 32n) - 1n,
].concat([1n << 32n, (1n << 53n) - 1n, (1n << 63n) - 1n, 1n << 63n, (1n << 64n) - 1n]);

const EDITS = ["code", "code", "argument", "argument", "remove", "repeat", "swap", "move", "insert", "insert", "graft"];

/** One edit; `at` and `other` choose opcodes, modulo their number. */
export const opcodeEdit = fc.record({
  edit: fc.constantFrom(...EDITS),
  at: fc.nat(),
  other: fc.nat(),
  length: fc.integer({ min: 1, max: 8 }),
  code: fc.constantFrom(...CODES),
  fragment: fc.constantFrom(...FRAGMENTS),
  number: fc.oneof(fc.constantFrom(...BOUNDARIES), fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })),
  text: fc.constantFrom(...NUMBERS_AS_TEXT),
});

/**
 * Cuts a pickle into its opcodes, each with its argument, and what else its reading took: the items of an array behind it.
 * What follows the place of an error is one piece.
 */
export function opcodesOf({ name, pickle, bytes, withOthers }) {
  const [{ beside }] = withOthers(bytes);
  const machine = new Machine(new PickleInput(pickle), new Allowance(pickle.length), new ArrayReader(beside).replace);
  const starts = [];
  Object.defineProperty(machine, "offset", { get: () => starts.at(-1) ?? 0, set: (at) => starts.push(at) });
  try {
    loadPickle(machine);
  } catch (error) {
    if (error.constructor.name !== "Refusal") throw new Error(`${name}: ${error}`);
  }
  return starts.map((start, i) => Buffer.from(pickle.subarray(start, starts[i + 1])));
}

/** The pickle of opcodes after edits. @param donor opcodes of another pickle. */
export function editedOpcodes(opcodes, edits, donor) {
  const edited = [...opcodes];
  for (const edit of edits) if (edited.length > 0) apply(edited, edit, donor);
  return Uint8Array.from(Buffer.concat(edited));
}

function apply(opcodes, { edit, at, other, length, code, fragment, number, text }, donor) {
  const i = at % opcodes.length;
  const j = other % opcodes.length;
  const opcode = opcodes[i];
  if (edit === "code") opcodes[i] = Buffer.concat([Buffer.of(code), opcode.subarray(1)]);
  else if (edit === "argument") opcodes[i] = withArgument(opcode, number, text);
  else if (edit === "remove") opcodes.splice(i, 1);
  else if (edit === "repeat") opcodes.splice(i, 0, ...opcodes.slice(i, i + length));
  else if (edit === "swap") [opcodes[i], opcodes[j]] = [opcodes[j], opcode];
  else if (edit === "move") opcodes.splice(j, 0, ...opcodes.splice(i, length));
  else if (edit === "insert") opcodes.splice(i, 0, fragment);
  else opcodes.splice(i, 0, ...donor.slice(other % donor.length, (other % donor.length) + length));
}

/** Writes a number over the first bytes of the argument, or in the place of a line. */
function withArgument(opcode, number, text) {
  if (opcode.length < 2) return opcode;
  if (opcode.at(-1) === 0x0a) return Buffer.concat([opcode.subarray(0, 1), Buffer.from(`${text}\n`)]);
  const changed = Buffer.from(opcode);
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(number);
  // One byte, two, four or eight, as the lengths and indexes of pickles have.
  const width = [1, 2, 4, 8].findLast((size) => size < opcode.length);
  bytes.copy(changed, 1, 0, width);
  return changed;
}
