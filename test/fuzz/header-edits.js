// @ts-check
/** Edits of a header as JSON text, which can express what JavaScript values cannot, such as a repeated key. */

import fc from "fast-check";

/** As JSON text, because JavaScript cannot represent all of them. */
const NUMBERS = [
  ...["0", "-0", "-1", "1", "2", "0.5", "1e999", "-1e999", "1e308", "5e-324", "1e21", "null"],
  ...["255", "256", "65535", "65536", "4294967295", "4294967296", "9007199254740991", "9007199254740992"],
];
/** Values, some of them invalid JSON. */
const VALUES = [
  ...["01", "NaN", "0x10", "true", "false", "[]", "{}", "[[]]", '{"":0}', "", " ", ",", "\u0000", "\ufeff"],
  ...['""', '"a"', '"__proto__"', '"a\\u0000b"', '"\\u001b[2J"', '"\u009b2J"', '"\\ud800"', '"\u202e"', '"\\n"', '"1"'],
  JSON.stringify("long ".repeat(2000)),
];
const KEYS = [
  "__proto__",
  "constructor",
  "toString",
  "0",
  "",
  "a,b",
  "\n",
  "\u001b[2J",
  "sections",
  "targets",
  "labels",
];
const DEPTHS = [2, 10, 100, 1000];

const EDITS = ["replace", "remove", "repeat", "swap", "rename", "merge", "wrap", "bury", "number", "number", "number"];

/** One edit; `at` chooses the entry, modulo their number. */
export const headerEdit = fc.record({
  edit: fc.constantFrom(...EDITS),
  at: fc.nat(),
  other: fc.nat(),
  number: fc.oneof(fc.constantFrom(...NUMBERS), fc.maxSafeNat().map(String), fc.double().map(String)),
  value: fc.oneof(fc.constantFrom(...VALUES), fc.json({ maxDepth: 2 })),
  key: fc.constantFrom(...KEYS),
});

/** The text of a header after edits; without edits, what `JSON.stringify` writes. */
export function editedHeader(header, edits) {
  const root = { entries: [nodeOf(undefined, header)] };
  for (const edit of edits) apply(root, edit);
  return textOf(root.entries[0]);
}

/** A tree of `{ key, entries }` for objects and arrays (whose entries have no key) and `{ key, text }` for the rest. */
function nodeOf(key, value) {
  if (typeof value !== "object" || value === null) return { key, text: JSON.stringify(value) };
  if (Array.isArray(value)) return { key, brackets: "[]", entries: value.map((item) => nodeOf(undefined, item)) };
  return { key, brackets: "{}", entries: Object.entries(value).map(([name, item]) => nodeOf(name, item)) };
}

function textOf({ key, text, brackets, entries }) {
  const value = text ?? `${brackets[0]}${entries.map(textOf).join()}${brackets[1]}`;
  return key === undefined ? value : `${JSON.stringify(key)}:${value}`;
}

/** Two sections become one that covers both; of anything else the first stays. */
function merged(node, next) {
  const [[offset, length] = [], [nextOffset, nextLength] = []] = [node, next].map(({ entries }) =>
    entries?.map(({ text }) => Number(text)),
  );
  if (!(offset + length <= nextOffset && nextLength >= 0)) return node;
  return { brackets: "[]", entries: [offset, nextOffset + nextLength - offset].map((n) => ({ text: String(n) })) };
}

function placesOf(node) {
  return (node.entries ?? []).flatMap((entry, i) => [{ parent: node, i }, ...placesOf(entry)]);
}

function apply(root, { edit, at, other, value, number, key }) {
  const all = placesOf(root);
  const numbers = all.filter(({ parent, i }) => /^\d/.test(parent.entries[i].text));
  const entries = edit === "number" && numbers.length > 0 ? numbers : all;
  const { parent, i } = entries[at % entries.length];
  const node = parent.entries[i];
  const put = (...nodes) => (parent === root && nodes.length !== 1 ? undefined : parent.entries.splice(i, 1, ...nodes));
  const text = textOf({ ...node, key: undefined });
  if (edit === "replace") put({ key: node.key, text: value });
  else if (edit === "number") put({ key: node.key, text: number });
  else if (edit === "remove") put();
  else if (edit === "repeat") put(node, node);
  else if (edit === "rename") put({ ...node, key });
  else if (edit === "wrap") put({ key: node.key, text: other % 2 === 0 ? `[${text}]` : `{"a":${text}}` });
  else if (edit === "bury") {
    const depth = DEPTHS[other % DEPTHS.length];
    put({ key: node.key, text: `${"[".repeat(depth)}${"]".repeat(depth)}` });
  } else if (edit === "merge") {
    const next = parent.entries[i + 1];
    if (next === undefined) return;
    parent.entries.splice(i, 2, { ...merged(node, next), key: node.key && `${node.key},${next.key}` });
  } else {
    const { parent: otherParent, i: otherI } = entries[other % entries.length];
    const otherNode = otherParent.entries[otherI];
    // An entry inside itself would make an endless tree.
    if (node.entries !== undefined || otherNode.entries !== undefined) return;
    put({ ...otherNode, key: node.key });
    otherParent.entries[otherI] = { ...node, key: otherNode.key };
  }
}
