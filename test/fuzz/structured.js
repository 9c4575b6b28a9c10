// @ts-check
/** Random changes of artifacts and counts, most of which know the format. */

import fc from "fast-check";
import { byteEdits, editedBytes, splice, spliced } from "./byte-edits.js";
import { putTogether, tableOf, takeApart } from "./files.js";
import { editedHeader, headerEdit } from "./header-edits.js";
import { editedSections, editedVarints, sectionEdit, varintEdit } from "./section-edits.js";

/**
 * The changes of a file: `[name, arbitrary, function from its values to bytes]`.
 *
 * @param files all of them, to take parts from.
 */
export function structured(file, files) {
  const parts = takeApart(file.bytes);
  const donors = files.filter(({ format }) => format === file.format).map(({ bytes }) => takeApart(bytes).sections);
  const layout = fc.record({
    table: often(),
    repair: fc.record({ length: often(), alignment: often(), digest: often() }),
  });
  const rebuilt = (sections, headerEdits, { table, repair }) => {
    const header = table ? { ...parts.header, sections: tableOf(sections) } : parts.header;
    return putTogether({ prefix: parts.prefix, sections }, editedHeader(header, headerEdits), repair);
  };
  const edits = (edit, minLength, maxLength) => fc.array(edit, { minLength, maxLength });
  const kinds = [
    ["bytes", byteEdits, (value) => editedBytes(file.bytes, value)],
    ["splice", splice, (value) => spliced(file.bytes, files[value.other % files.length].bytes, value)],
    ["header", fc.tuple(edits(headerEdit, 1, 3), layout), ([header, how]) => rebuilt(parts.sections, header, how)],
    [
      "sections",
      fc.tuple(edits(sectionEdit, 1, 4), edits(headerEdit, 0, 1), layout),
      ([sections, header, how]) => rebuilt(editedSections(parts.sections, sections, donors), header, how),
    ],
  ];
  if (file.format === "counts") {
    kinds.push([
      "varints",
      fc.tuple(edits(varintEdit, 1, 4), edits(headerEdit, 0, 2), layout),
      ([varints, header, how]) => rebuilt(editedVarints(parts.sections, varints), header, how),
    ]);
  }
  return kinds;
}

/** True nine times out of ten, so that most files pass the first checks. */
function often() {
  return fc.nat({ max: 9 }).map((n) => n > 0);
}
