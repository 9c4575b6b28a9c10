// @ts-check
/** The values of a dump as a tree that can be edited, and the pickle that has the tree's values. */

import { NdArray, PyFloat, PyGlobal, PyObject } from "../../../dist/import/pickle/values.js";
import { readDump } from "../../../dist/import/read-dump.js";

/**
 * @typedef {object} Leaf
 * @property {string} code opcodes that push the value, as latin-1
 *
 * @typedef {object} Inner
 * @property {"list" | "dict" | "set" | "object" | "array"} kind
 * @property {Node[]} entries items; of a dict keys and values in turn; of an object its class, arguments, state, and the items and entries
 * that are set in it; of an array what {@link arrayParts} lists
 *
 * @typedef {Leaf | Inner} Node
 */

/** The tree of a dump; undefined if it cannot be read. */
export async function treeOf({ name, pickle, bytes, withOthers }) {
  const [file] = withOthers(bytes);
  try {
    return nodeOf((await readDump({ ...file, name, bytes: pickle })).value);
  } catch {
    return undefined;
  }
}

const inner = (kind, entries) => ({ kind, entries });
export const leaf = (code) => ({ code });

/** @returns {Node} */
function nodeOf(value) {
  if (Array.isArray(value)) return inner("list", value.map(nodeOf));
  if (value instanceof Map) return inner("dict", [...value].flat().map(nodeOf));
  if (value instanceof Set) return inner("set", [...value].map(nodeOf));
  if (value instanceof NdArray) return inner("array", arrayParts(value));
  if (value instanceof PyObject) {
    return inner("object", [value.type, value.args, value.state, value.items, value.entries].map(nodeOf));
  }
  return leaf(codeOf(value));
}

/** Shape, dtype, whether it is in column order, and the items: bytes of plain numbers, or else objects. */
function arrayParts(array) {
  const shape = nodeOf([...array.shape]);
  const { kind, itemSize } = array.dtype;
  const parts = (dtype, items) => [shape, dtypeNode(dtype), leaf("\x89"), items];
  const bytesOf = ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength);
  if (kind === "f" && itemSize === 4) return parts("f4", nodeOf(bytesOf(Float32Array.from(array.float64()))));
  if (kind === "f") return parts("f8", nodeOf(bytesOf(array.float64())));
  if (kind === "i") return parts("i8", nodeOf(bytesOf(BigInt64Array.from(array.values(), BigInt))));
  return parts("O8", nodeOf(array.values()));
}

/** dtype(name, False, True), with the state of a plain little-endian one. */
function dtypeNode(name) {
  const args = inner("list", [nodeOf(name), leaf("\x89"), leaf("\x88")]);
  const state = inner("list", [3, "<", null, null, null, -1, -1, name === "O8" ? 63 : 0].map(nodeOf));
  return inner("object", [nodeOf(new PyGlobal("numpy", "dtype")), args, state, nodeOf([]), nodeOf(new Map())]);
}

function codeOf(value) {
  if (value === null) return "N";
  if (value === true) return "\x88";
  if (value === false) return "\x89";
  if (typeof value === "number") return `I${value}\n`;
  if (typeof value === "bigint") return `L${value}L\n`;
  if (typeof value === "string") return textCode(value);
  if (value instanceof PyFloat) return `G${packed(8, (view) => view.setFloat64(0, value.value))}`;
  if (value instanceof Uint8Array) return `B${length32(value)}${Buffer.from(value).toString("latin1")}`;
  if (value instanceof PyGlobal) return `c${utf8(value.module)}\n${utf8(value.name)}\n`;
  throw new Error(`no code for ${value}`);
}

const utf8 = (text) => Buffer.from(text).toString("latin1");

/** Opcodes that push a text. */
export function textCode(text) {
  const bytes = Buffer.from(text);
  return `X${length32(bytes)}${bytes.toString("latin1")}`;
}

const length32 = ({ length }) => packed(4, (view) => view.setUint32(0, length, true));

function packed(size, write) {
  const bytes = Buffer.alloc(size);
  write(new DataView(bytes.buffer, bytes.byteOffset, size));
  return bytes.toString("latin1");
}

/** The first node of a tree for which it is true. */
export function nodeWith(node, isRight) {
  if (isRight(node)) return node;
  for (const entry of node.entries ?? []) {
    const found = nodeWith(entry, isRight);
    if (found) return found;
  }
  return undefined;
}

/** Index of an attribute's value in the dict that is an object's state; undefined if it has none. */
export function attributeOf(object, name) {
  const { entries = [] } = object.entries[2];
  const key = entries.findIndex(({ code }, i) => i % 2 === 0 && code === textCode(name));
  return key < 0 ? undefined : key + 1;
}

/** Indexes of the memo from here on are those of shared values. */
const FIRST_SHARED = 2 ** 28;
const memo = (opcode, index) => opcode + packed(4, (view) => view.setUint32(0, FIRST_SHARED + index, true));

/** Opcodes that push a list of `width` times one list, and so on, `depth` lists in each other. */
export function laughs(width, depth) {
  const levels = Array.from({ length: depth }, (_, level) => {
    const item = level === 0 ? "N" : memo("j", level - 1);
    return `](${item.repeat(width)}e${memo("r", level)}`;
  });
  return levels.join("0");
}

/** Lets an object hold itself. @param replaced the node within its state in whose place it stands. */
export function withItself(object, replaced) {
  const itself = leaf(memo("j", 0));
  const inside = (node) =>
    node === replaced ? itself : { ...node, ...(node.entries && { entries: node.entries.map(inside) }) };
  const [type, args, state, ...rest] = object.entries;
  // Behind its making and before its state, it is the topmost value.
  return inner("object", [type, args, leaf(`${memo("r", 0)}${codeOfNode(inside(state))}`), ...rest]);
}

/** Items that are all the same object. */
export function shared(item, times) {
  const recalled = leaf(memo("j", 0));
  return [leaf(`${codeOfNode(item)}${memo("r", 0)}`), ...Array(times - 1).fill(recalled)];
}

/** The pickle of a tree. */
export function pickleOf(tree) {
  return Uint8Array.from(Buffer.from(`\x80\x04${codeOfNode(tree)}.`, "latin1"));
}

const items = (entries, end) => (entries.length === 0 ? "" : `(${entries.map(codeOfNode).join("")}${end}`);

function codeOfNode({ kind, code, entries }) {
  switch (kind) {
    case undefined:
      return code;
    case "list":
      return `]${items(entries, "e")}`;
    case "dict":
      return `}${items(entries, "u")}`;
    case "set":
      return `\x8f${items(entries, "\x90")}`;
    case "array":
      return `cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\0tC\x01btR(K\x01${entries.map(codeOfNode).join("")}tb`;
    case "object": {
      const [type, args, state, appended, set] = entries;
      const parts = [type, args].map((entry) => (entry ? codeOfNode(entry) : "N")).join("");
      const more = [appended && [appended, "e"], set && [set, "u"]].map((one) =>
        one ? items(one[0].entries ?? [], one[1]) : "",
      );
      return `${parts}R${more.join("")}${state && state.code !== "N" ? `${codeOfNode(state)}b` : ""}`;
    }
  }
}
