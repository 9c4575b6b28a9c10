// @ts-check
/** Edits of the values of a dump: other types and classes in their place, missing and foreign attributes, arrays of other shapes. */

import fc from "fast-check";
import { laughs, leaf, textCode, withItself } from "./values.js";

const LONG = "long ".repeat(2000);
const PATTERNS = [
  "(a+)+$",
  "(?:\\w{1,100}){1,100}",
  "\\w*".repeat(200),
  "(?i)\u0130|\\W",
  "[^\\W\\d_]+",
  "()",
  "(",
  "(?<=a)b",
  "",
];

/** Values as opcodes. */
const VALUES = [
  ...[laughs(1000, 4), laughs(10, 30)],
  ...[
    "N",
    "\x88",
    "\x89",
    "I0\n",
    "I-1\n",
    "I1\n",
    "I2\n",
    "I3\n",
    "I256\n",
    "I65536\n",
    "I2147483648\n",
    "I9007199254740992\n",
  ],
  ...[
    "L340282366920938463463374607431768211456L\n",
    "Fnan\n",
    "Finf\n",
    "F-inf\n",
    "F0\n",
    "F-0\n",
    "F-1.5\n",
    "F0.5\n",
  ],
  ...["F1e308\n", "F-1e308\n", "F5e-324\n", "F1e39\n", "]", "}", "\x8f", "C\0", "C\x02ab", "(]]t", "cbuiltins\nint\n"],
  ...["c__main__\ntokenize\n", "cbuiltins\nstr\n", "cbuiltins\ngetattr\n", "cnumpy\nfloat32\n", "cnumpy\nfloat64\n"],
  // A list and a dict that hold themselves.
  ...["]r\xfe\xff\xff\x7fj\xfe\xff\xff\x7fa", "}r\xfe\xff\xff\x7fI0\nj\xfe\xff\xff\x7fs", "}X\x09\0\0\0__proto__Ns"],
  ...["", "__proto__", "constructor", "length", "\u001b[2J\u202e\n", "İ", "🚀", "0", "nan", LONG, ...PATTERNS].map(
    textCode,
  ),
  ...[
    "word",
    "char",
    "char_wb",
    "l1",
    "l2",
    "max",
    "english",
    "ascii",
    "unicode",
    "content",
    "drop",
    "passthrough",
  ].map(textCode),
  ...[
    "log",
    "log_loss",
    "hinge",
    "modified_huber",
    "ovr",
    "multinomial",
    "auto",
    "sigmoid",
    "isotonic",
    "temperature",
  ].map(textCode),
  ...["0.17", "0.19.2", "0.23", "1.2.2", "1.9.1", "99.0"].map(textCode),
];
/** Numbers that arrays are filled with. */
const FILLS = [0, -0, 1, -1, 0.5, 1e-300, 5e-324, 1e39, 1e154, -1e154, 1.7e308, -1.7e308, Infinity, -Infinity, NaN];
const LENGTHS = [0, 1, 2, 3, 4, 5, 64, 2 ** 16, 2 ** 32, 2 ** 53 - 1].map((length) => `I${length}\n`);
const DTYPES = [
  "f4",
  "f8",
  "f2",
  "i1",
  "i8",
  "u4",
  "b1",
  "O8",
  "S3",
  "U4",
  "V8",
  "c16",
  "M8",
  "f16",
  "U262144",
  "x",
].map(textCode);
const DEPTHS = [2, 5, 100, 1000, 100_000];

const EDITS = [
  "replace",
  "replace",
  "number",
  "remove",
  "repeat",
  "swap",
  "copy",
  "rename",
  "wrap",
  "bury",
  "graft",
  "itself",
  "fill",
  "reshape",
  "retype",
];
/** What an edit is done to: attributes of objects are few, and what is in a vocabulary many. */
const PLACES = ["any", "attribute", "attribute", "global", "text", "number", "array", "object"];

/** One edit; `at`, `other` and `offset` choose places and items, modulo their number. */
export const valueEdit = fc.record({
  edit: fc.constantFrom(...EDITS),
  place: fc.constantFrom(...PLACES),
  at: fc.nat(),
  other: fc.nat(),
  offset: fc.nat(),
  value: fc.oneof(
    fc.constantFrom(...VALUES),
    fc.double().map((number) => `F${Object.is(number, -0) ? "-0" : number}\n`),
    fc.string().map(textCode),
  ),
  fill: fc.constantFrom(...FILLS),
  length: fc.constantFrom(...LENGTHS),
  dtype: fc.constantFrom(...DTYPES),
});

/** The tree after edits; the one given stays as it is. @param donor the tree of another dump. */
export function editedValues(tree, edits, donor) {
  const root = { kind: "list", entries: [structuredClone(tree)] };
  for (const edit of edits) apply(root, edit, donor);
  return root.entries[0] ?? leaf("N");
}

/** A place: an entry of a node. `isAttribute` says whether it is a value of the dict that is an object's state. */
function* placesOf(node, isState = false) {
  for (const [i, entry] of (node.entries ?? []).entries()) {
    yield { parent: node, i, isAttribute: isState && i % 2 === 1 };
    yield* placesOf(entry, node.kind === "object" && i === 2);
  }
}

function isOf(place, { parent, i, isAttribute }) {
  const { kind, code } = parent.entries[i];
  if (place === "any") return true;
  if (place === "attribute") return isAttribute;
  if (place === "array" || place === "object") return kind === place;
  return kind === undefined && { global: "c", text: "X", number: "IFGL" }[place].includes(code[0]);
}

/** Edits that are done to one kind of place alone. */
const KIND = { fill: "array", reshape: "array", retype: "array", number: "number", itself: "object" };

function apply(root, edit, donor) {
  const all = [...placesOf(root)];
  const kind = KIND[edit.edit] ?? edit.place;
  const chosen = all.filter((one) => isOf(kind, one));
  const places = chosen.length > 0 ? chosen : all;
  if (places.length === 0) return;
  const { parent, i } = places[edit.at % places.length];
  const other = all[edit.other % all.length];
  const [node, otherNode] = [parent.entries[i], other.parent.entries[other.i]];
  EDIT[edit.edit]({ parent, i, node, other, otherNode, edit, donor, kind });
}

const holds = (node, one) => node === one || (node.entries ?? []).some((entry) => holds(entry, one));

/** What each edit does. */
const EDIT = {
  replace: ({ parent, i, edit }) => parent.entries.splice(i, 1, leaf(edit.value)),
  number: ({ parent, i, edit }) =>
    parent.entries.splice(i, 1, leaf(edit.offset % 2 === 0 ? edit.length : `F${edit.fill}\n`)),
  // Of a dict the value alone, so that keys become values; with its key, if it is an attribute.
  remove: ({ parent, i, edit }) =>
    parent.kind === "dict" && edit.offset % 4 > 0 ? parent.entries.splice(i & ~1, 2) : parent.entries.splice(i, 1),
  repeat: ({ parent, i, node, edit }) =>
    parent.entries.splice(i, 0, ...Array(1 + (edit.offset % 3)).fill(structuredClone(node))),
  copy: ({ parent, i, otherNode }) => parent.entries.splice(i, 1, structuredClone(otherNode)),
  swap({ parent, i, node, other, otherNode }) {
    // An entry inside itself would make an endless tree.
    if (holds(node, other.parent) || holds(otherNode, parent)) return;
    parent.entries[i] = otherNode;
    other.parent.entries[other.i] = node;
  },
  rename({ parent, i, edit }) {
    if (parent.kind === "dict") parent.entries[i & ~1] = leaf(edit.value);
  },
  wrap: ({ parent, i, node, edit }) =>
    parent.entries.splice(i, 1, {
      kind: ["list", "dict", "set"][edit.offset % 3],
      entries: edit.offset % 3 === 1 ? [leaf("I0\n"), node] : [node],
    }),
  bury({ parent, i, node, edit }) {
    const depth = DEPTHS[edit.offset % DEPTHS.length];
    // Tuples, of which each takes the value below it.
    parent.entries[i] = { kind: "list", entries: [node, leaf(`N${"\x85".repeat(depth)}`)] };
  },
  /** The value that another dump has in a place of the same sort. */
  graft({ parent, i, edit, donor, kind }) {
    const places = [...placesOf({ entries: [donor] })].filter((one) => isOf(kind, one));
    if (places.length === 0) return;
    const from = places[edit.other % places.length];
    parent.entries[i] = structuredClone(from.parent.entries[from.i]);
  },
  itself({ parent, i, node, edit: { other } }) {
    if (node.kind !== "object") return;
    const inside = [...placesOf({ kind: "object", entries: node.entries.slice(0, 3) })].filter((one) =>
      isOf("attribute", one),
    );
    if (inside.length === 0) return;
    const place = inside[other % inside.length];
    parent.entries[i] = withItself(node, place.parent.entries[place.i]);
  },
  fill({ node, edit: { fill, offset } }) {
    const code = node.entries?.[3]?.code;
    if (!code?.startsWith("B")) return;
    const bytes = Buffer.from(code.slice(5), "latin1");
    const at = offset % (bytes.length / 8 + 1);
    // All, or one.
    for (let i = 0; i + 8 <= bytes.length; i += 8)
      if (at < 1 || i / 8 === Math.floor(at) - 1) bytes.writeDoubleLE(fill, i);
    node.entries[3] = leaf(`${code.slice(0, 5)}${bytes.toString("latin1")}`);
  },
  reshape({ node, edit: { length, offset } }) {
    const shape = node.entries?.[0]?.entries;
    if (!shape) return;
    if (offset % 3 === 0) shape.push(leaf(length));
    else if (offset % 3 === 1) shape.splice(offset % (shape.length + 1), 1, leaf(length));
    else shape.reverse();
  },
  retype({ node, edit: { dtype, offset } }) {
    const args = node.entries?.[1]?.entries?.[1]?.entries;
    if (args && offset % 4 > 0) args[0] = leaf(dtype);
    else if (node.entries?.[2]) node.entries[2] = leaf("\x88");
  },
};
