/** Bombs: files of 64 KiB that ask for as much memory and time as their format lets them. */

import { putTogether, tableOf, takeApart } from "./files.js";

const BYTES = 1 << 16;
/** Repeated, they make a header whose values take more memory than their text. */
const FRAGMENTS = [
  ["", "[", ""],
  ["", "[", "]"],
  ["", '{"":', "0}"],
  ["[", "0,", "0]"],
  ["[", "[],", "0]"],
  ["[", "{},", "0]"],
  ["[", '{"a":0},', "0]"],
  ["[", "1.5,", "0]"],
  ["[", '"",', "0]"],
  ["[", '"a\\n",', "0]"],
  ['"', "\\u0000", '"'],
  ['"', "\ud83d\ude80", '"'],
  ["", "1", ""],
];
/** Fitting takes as long as there are categories times terms; of more categories it is right that it takes a second. */
const CATEGORIES = [2, 30, 300];
const REPAIR = { length: true, alignment: true, digest: true };

/** Yields `[name, bytes]` for headers of which one value is such a text. */
export function* headerBombs(file) {
  const parts = takeApart(file);
  for (const name of Object.keys(parts.header)) {
    for (const [open, middle, close] of FRAGMENTS) {
      const times = Math.floor(BYTES / middle.length);
      const text = open + middle.repeat(times) + (middle === "[" && close ? close.repeat(times) : close);
      const entries = Object.entries(parts.header).map(
        ([key, value]) => `${JSON.stringify(key)}:${key === name ? text : JSON.stringify(value)}`,
      );
      yield ["header bomb", putTogether(parts, `{${entries.join()}}`, REPAIR)];
    }
  }
}

/** Yields `[name, bytes]` for counts that are whole, of as many terms as there is room for beside the categories. */
export function* countsBombs(file) {
  const { prefix, header } = takeApart(file);
  for (const categories of CATEGORIES) {
    const labels = Array.from({ length: categories }, (_, i) => i.toString(36).padStart(3, "0"));
    const documents = labels.map(() => 1);
    const room = BYTES - JSON.stringify({ ...header, labels, documents }).length - 200;
    const terms = Math.min(36 ** 3, Math.floor(room / 10));
    const words = [];
    const rows = [];
    for (let i = 0; i < terms; i++) {
      const category = i % categories;
      words.push(3, ...Buffer.from(i.toString(36).padStart(3, "0")));
      rows.push(
        i === 0 ? 0 : 1,
        0,
        1,
        1,
        ...(category < 0x80 ? [category] : [(category & 0x7f) | 0x80, category >> 7]),
        1,
      );
    }
    const sections = [
      { name: "stopWords", bytes: new Uint8Array() },
      { name: "words", bytes: Uint8Array.from(words) },
      { name: "terms", bytes: Uint8Array.from(rows) },
    ];
    const json = JSON.stringify({ ...header, labels, documents, terms, sections: tableOf(sections) });
    yield ["counts bomb", putTogether({ prefix, sections }, json, REPAIR)];
  }
}
