/** Files that hold tables and are not read: what they are, and how to convert them. */

interface Kind {
  readonly what: string;
  readonly remedy: string;
}

/** How pandas makes NDJSON of what it has read. */
const BY_PANDAS = "to_json('corpus.ndjson', orient='records', lines=True)";
const byPandas = (what: string, read: string): Kind => ({
  what,
  remedy: `convert it with pandas: ${read}(file).${BY_PANDAS}`,
});
const SAVE_AS_CSV = "save it as CSV in UTF-8";
const PICKLE: Kind = { what: "a pickle", remedy: "write its texts and labels as NDJSON in Python" };
const UNPACK = "unpack it and give the folder or the file in it";

/** Starts of files, as latin-1. */
const STARTS: readonly (readonly [start: string, kind: Kind])[] = [
  ["PAR1", byPandas("a table in Parquet", "read_parquet")],
  ["ARROW1", byPandas("a table in Arrow", "read_feather")],
  ["FEA1", byPandas("a table in Feather", "read_feather")],
  ["ORC", byPandas("a table in ORC", "read_orc")],
  ["\x89HDF\r\n", byPandas("an HDF5 file", "read_hdf")],
  ["Obj\x01", { what: "a table in Avro", remedy: "convert it to NDJSON with fields text and label" }],
  ["\x93NUMPY", { what: "an array of numpy", remedy: "write its texts and labels as NDJSON" }],
  ["\x80\x02", PICKLE],
  ["\x80\x03", PICKLE],
  ["\x80\x04", PICKLE],
  ["\x80\x05", PICKLE],
  [
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    { what: "an Excel workbook or another document of old Office", remedy: SAVE_AS_CSV },
  ],
  [
    "SQLite format 3\0",
    { what: "a database of SQLite", remedy: "export its table as CSV: sqlite3 -header -csv file 'select ...'" },
  ],
  ["7z\xbc\xaf\x27\x1c", { what: "a 7z archive", remedy: UNPACK }],
  ["Rar!\x1a\x07", { what: "a RAR archive", remedy: UNPACK }],
  ["\x04\x22\x4d\x18", { what: "an lz4 file", remedy: "unpack it first" }],
  ["%PDF-", { what: "a PDF document", remedy: "extract its text" }],
  ["NGMODEL\0", { what: "a model of newsgroups", remedy: "give the documents" }],
  ["NGCOUNTS", { what: "a counts file of newsgroups", remedy: "add counts files with `newsgroups train --merge`" }],
  ["{\\rtf", { what: "a document in RTF", remedy: "save it as text" }],
];

const describe = ({ what, remedy }: Kind): string => `is ${what}; ${remedy}`;

/** Says of a file what it is and how to convert it; undefined if it is of no such kind. */
export function foreignFile(start: Uint8Array): string | undefined {
  const text = Buffer.from(start.subarray(0, 16)).toString("latin1");
  const known = STARTS.find(([magic]) => text.startsWith(magic));
  return known && describe(known[1]);
}

/** Members by which the zips of office programs and of libraries are told. */
const MEMBERS: readonly (readonly [name: RegExp, kind: Kind])[] = [
  [/^xl\/workbook/, { what: "an Excel workbook", remedy: SAVE_AS_CSV }],
  [/^word\/document/, { what: "a Word document", remedy: "save it as text" }],
  [/^content\.xml$/, { what: "an OpenDocument file", remedy: SAVE_AS_CSV }],
  [/^[^/]*data\.pkl$/, { what: "a model of torch", remedy: "give the documents" }],
];

/** Says of a zip with such a member what it is; undefined if it may be a corpus. */
export function officeDocument(member: string): string | undefined {
  const known = MEMBERS.find(([name]) => name.test(member));
  return known && describe(known[1]);
}
