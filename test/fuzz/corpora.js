// @ts-check
/** Files that hold corpora: one of each format, changed in all ways, and hostile ones of 1 MB; and the oracle for reading them. */

import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { readCorpus } from "../../dist/index.js";
import { byteEdits, editedBytes, splice, spliced } from "./byte-edits.js";
import { codeOf, Defect } from "./oracle.js";

const MEGABYTE = 1_000_000;
const ARFF = "% x\n@relation t\n@attribute 'the text' string\n@attribute class {a,b}\n@data\n";
const NDJSON = '{"text":"one","label":"a"}\n{"text":"two","label":2}\n';

/** @type {readonly [format: string, content: string | Uint8Array][]} */
const FILES = [
  ["csv", 'id,text,label\r\n1,"one, ""two""\r\n\r\nthree",a\r\n2,four,b\r\n'],
  ["csv", 'sep=;\n"a";"one; two"\n"b";"he said \\"no\\"\\nand went"\n'],
  ["tsv", 'ham\t"stray quote\nspam\tfree "prize"\n'],
  ["ndjson", NDJSON],
  ["ndjson", Buffer.from(`\ufeff${NDJSON}`, "utf16le")],
  ["json", '[{"body":"one","category":"a"},{"body":"two","category":["b"]}]'],
  ["fasttext", "__label__a one two\n__label__b three\n"],
  ["trec", "LOC:city Where is it ?\nDESC:manner How ?\n"],
  ["arff", `${ARFF}'it\\'s one',a\n"two, three",b\n`],
  [
    "mbox",
    "From a  Mon Apr  5 18:01:16 1993\nSubject: one\n\nbody\n\nFrom b  Mon Apr  5 18:01:16 1993\nTo: x\n\n>From c\n",
  ],
  ["ndjson", gzipSync(NDJSON)],
];

export function makeCorpora() {
  return FILES.map(([corpus, content], i) => ({
    name: `corpus ${i}, ${corpus}`,
    group: "corpora",
    format: "corpus",
    corpus,
    bytes: Buffer.from(content),
  }));
}

/** What hostile files repeat: each is of some meaning to a reader. */
const FRAGMENTS = [
  ...[
    '"',
    '""',
    "'",
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\\",
    '\\"',
    "\\n",
    "a",
    "text",
    "label",
    "%",
    "@data\n",
  ],
  ...[
    "{",
    "}",
    "[",
    "]",
    ":",
    '{"text":"a","label":"b"}\n',
    "__label__a",
    "From ",
    "From a Mon 1:00 1993\n",
    "\0",
    "\xe9",
  ],
];
const hostile = fc.record({
  file: fc.nat(FILES.length - 2),
  again: fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 5 }),
  last: fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 3 }),
});

/** The changes of a file: `[name, arbitrary, function from its values to bytes]`. */
export function corpusChanges(file, files) {
  return [
    ["bytes", byteEdits, (value) => editedBytes(file.bytes, { ...value, digest: 0 })],
    [
      "splice",
      splice,
      (value) => spliced(file.bytes, files[value.other % files.length].bytes, { ...value, digest: false }),
    ],
  ];
}

/** Hostile files of 1 MB: `[name, arbitrary, function from its values to bytes]`. */
export const HOSTILE_CORPORA = [
  "1 MB",
  hostile,
  ({ file, again, last }) => {
    const repeated = again.join("");
    const text = repeated.repeat(MEGABYTE / repeated.length) + last.join("");
    return Buffer.concat([Buffer.from(FILES[file][1]), Buffer.from(text, "latin1")]);
  },
];

/**
 * Reads a file as its format, and as what its content tells.
 *
 * @returns "read", or the code of the error.
 * @throws Defect if the error is none that is documented.
 */
export async function examineCorpus(bytes, { corpus }) {
  const outcomes = [await outcomeOf(bytes, { format: corpus }), await outcomeOf(bytes, {})];
  return outcomes.includes("read") ? "read" : outcomes[0];
}

async function outcomeOf(bytes, options) {
  try {
    for await (const { label, text } of readCorpus(oneChunk(bytes), options)) {
      if (typeof text !== "string" || label === "") throw new Defect(`read as ${label}: ${text}`);
    }
    return "read";
  } catch (error) {
    if (error instanceof Defect) throw error;
    return codeOf(error);
  }
}

async function* oneChunk(bytes) {
  yield bytes;
}
