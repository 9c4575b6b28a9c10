// @ts-check
/** Random changes of a dump: of its bytes as they are on disk, and of the bytes, opcodes and values of the pickle in it. */

import fc from "fast-check";
import { byteEdits, editedBytes, splice, spliced } from "../byte-edits.js";
import { editedOpcodes, opcodeEdit, opcodesOf } from "./opcode-edits.js";
import { editedValues, valueEdit } from "./value-edits.js";
import { pickleOf, treeOf } from "./values.js";

/** What is not packed again is shorter work, and reaches the same reader. */
const isPacked = fc.nat({ max: 3 }).map((n) => n === 0);

/** The changes of a dump: `[name, arbitrary, function from its values to bytes]`. @param dumps all of them, to take parts from. */
export async function dumpChanges(dump, dumps) {
  const { bytes, pickle, pack } = dump;
  const changes = [];
  if (bytes !== pickle) changes.push(["file", byteEdits, (value) => editedBytes(bytes, { ...value, digest: 0 })]);
  if (pickle === undefined) return changes;
  const add = (name, arbitrary, change) => {
    const packed = (bytes, packs) => Uint8Array.from(packs ? pack(bytes) : bytes);
    changes.push([name, fc.tuple(arbitrary, isPacked), ([value, packs]) => packed(change(value), packs)]);
  };
  const several = (edit) => fc.array(edit, { minLength: 1, maxLength: 4 });
  const donor = donorOf(dump, dumps);
  add("bytes", byteEdits, (value) => editedBytes(pickle, { ...value, digest: 0 }));
  add("splice", splice, (value) => spliced(pickle, donor.pickle, { ...value, digest: false }));
  const [opcodes, others] = [opcodesOf(dump), opcodesOf(donor)];
  add("opcodes", several(opcodeEdit), (edits) => editedOpcodes(opcodes, edits, others));
  const [tree, otherTree] = [await treeOf(dump), await treeOf(donor)];
  if (tree) add("values", several(valueEdit), (edits) => pickleOf(editedValues(tree, edits, otherTree ?? tree)));
  return changes;
}

/** Another dump with a pickle: far away in the list, so that it is of another kind or version. */
function donorOf(dump, dumps) {
  const start = dumps.indexOf(dump) + 97;
  for (let i = 0; ; i++) {
    const donor = dumps[(start + i) % dumps.length];
    if (donor.pickle) return donor;
  }
}
