/** The formats of files that hold a corpus: how each is told, what it is, and what reads it. */

import { NewsgroupsError, printable } from "../core/errors.js";
import { decoded } from "../mail/read-text.js";
import type { ArchiveEnd, FileReader } from "./archive/members.js";
import type { Document } from "./document.js";
import { foreignFile } from "./foreign.js";
import { CORPUS_FORMATS, type CorpusFormat } from "./format-names.js";
import { beginsMbox } from "./mbox/mbox.js";
import { readSingleMbox } from "./mbox/mbox-corpus.js";
import type { Reading } from "./reading.js";
import { type Source, textStart } from "./source.js";

/** Reads a source of one format. Archives say how they ended. */
type Reader = (
  source: Source,
  reading: Reading,
  readFile: FileReader,
) => AsyncGenerator<Document, ArchiveEnd | undefined>;

/** A format of files. */
export interface Format {
  /** Endings of the names of such files. */
  readonly endings: readonly string[];
  /** What is in such a file, as the documentation says it. */
  readonly content: string;
  /** Whether its text and label are in named or numbered fields. */
  readonly hasFields: boolean;
  /** Whether it holds files, of which the subset names a part. */
  readonly isArchive: boolean;
  /** Whether a file is of this format, by how it starts. */
  readonly recognises: (start: Start) => boolean | Promise<boolean>;
  /** Loads what reads it. */
  readonly load: () => Promise<Reader>;
}

/** How a file starts: its bytes, and its characters if they are text. */
interface Start {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly isWhole: boolean;
}

/** A zip with members, and one without. */
const ZIP_STARTS: readonly Buffer[] = [Buffer.from("PK\x03\x04"), Buffer.from("PK\x05\x06")];

const never = (): boolean => false;

/** All formats, by name. */
export const FORMATS: Readonly<Record<CorpusFormat, Format>> = {
  tar: {
    endings: [".tar"],
    content: "an archive of a folder with one sub-folder per category",
    hasFields: false,
    isArchive: true,
    recognises: ({ bytes }) => Buffer.from(bytes.subarray(257, 262)).toString("latin1") === "ustar",
    load: async () => (await import("./archive/tar.js")).readTar,
  },
  zip: {
    endings: [".zip"],
    content: "an archive of a folder with one sub-folder per category",
    hasFields: false,
    isArchive: true,
    recognises: ({ bytes }) => ZIP_STARTS.some((magic) => Buffer.from(bytes.subarray(0, 4)).equals(magic)),
    load: async () => (await import("./archive/zip.js")).readZip,
  },
  mbox: {
    endings: [".mbox", ".mbx"],
    content: "messages, each after a line `From ...`; the name of the file is their category",
    hasFields: false,
    isArchive: false,
    recognises: ({ bytes }) => beginsMbox(bytes),
    load: async () => readSingleMbox,
  },
  json: {
    endings: [".json"],
    content: 'one array of `{"text": "...", "label": "..."}`',
    hasFields: true,
    isArchive: false,
    recognises: ({ text }) => /^\s*\[\s*[{\]]/.test(text) || (/^\s*\{/.test(text) && !beginsWithJsonLine(text)),
    load: async () => (await import("./records/json.js")).readJson,
  },
  ndjson: {
    endings: [".ndjson", ".jsonl"],
    content: 'one `{"text": "...", "label": "..."}` per line',
    hasFields: true,
    isArchive: false,
    recognises: ({ text }) => /^\s*\{/.test(text),
    load: async () => (await import("./records/ndjson.js")).readNdjson,
  },
  fasttext: {
    endings: [".ft"],
    content: "one `__label__name text` per line, as fastText reads it",
    hasFields: false,
    isArchive: false,
    // The label stands at the start of a line, or anywhere in it.
    recognises: ({ text }) => /^[^\n]*(?<!\S)__label__\S/.test(text.trimStart()),
    load: async () => (await import("./lines/fasttext.js")).readFastText,
  },
  arff: {
    endings: [".arff"],
    content: "a table of Weka",
    hasFields: true,
    isArchive: false,
    recognises: ({ text }) => /^(?:\s|%.*\n)*@relation\s/i.test(text.slice(0, ARFF_CHARACTERS)),
    load: async () => (await import("./lines/arff.js")).readArff,
  },
  trec: {
    endings: [".label"],
    content: "one `label text` per line: a word, a blank, and the text",
    hasFields: false,
    isArchive: false,
    recognises: never,
    load: async () => (await import("./lines/trec.js")).readTrec,
  },
  csv: {
    endings: [".csv"],
    content: "a table with commas, semicolons, tabs or `|` between its fields, with or without a header",
    hasFields: true,
    isArchive: false,
    recognises: async ({ text, isWhole }) => (await import("./table/dialect.js")).isTable(text, isWhole),
    load: async () => (await import("./table/table.js")).readCsv,
  },
  tsv: {
    endings: [".tsv", ".tab"],
    content: "a table with tabs between its fields, with or without a header",
    hasFields: true,
    isArchive: false,
    recognises: never,
    load: async () => (await import("./table/table.js")).readTsv,
  },
};

/** As much of a file may be comments before ARFF begins. */
const ARFF_CHARACTERS = 1 << 14;

/** Whether the first line that is not blank is JSON by itself. */
function beginsWithJsonLine(text: string): boolean {
  const [line = ""] = /\S.*/.exec(text) ?? [];
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** Formats that are told by content whatever a name says: an archive by any name is one. */
const BINARY: readonly CorpusFormat[] = ["tar", "zip"];
/** Formats whose names people use for each other. */
const JSON_FORMATS: readonly CorpusFormat[] = ["json", "ndjson"];

/**
 * Tells the format of a file: by the bytes of an archive, by its name, or by its content.
 *
 * @throws NewsgroupsError `input` if it is none; it says what the file is if that is known, and what can be read.
 */
export async function formatOf(source: Source): Promise<CorpusFormat> {
  const start: Start = { bytes: source.start, text: "", isWhole: source.isWhole };
  const binary = BINARY.find((name) => FORMATS[name].recognises(start));
  if (binary !== undefined) return binary;
  const foreign = foreignFile(source.start);
  if (foreign !== undefined) throw new NewsgroupsError("input", `${printable(source.id)}: ${foreign}`);
  const binaryKind = binaryName(source.start);
  // Other bytes that are no text may be those of one record.
  if (binaryKind?.includes("UTF-16")) throw new NewsgroupsError("input", `${printable(source.id)}: ${binaryKind}`);
  const named = namedFormat(source.fileName);
  if (named !== undefined && !JSON_FORMATS.includes(named)) return named;
  const text = { ...start, text: (await textStart(source)).toString("utf8") };
  // Lines that are said to be lines are read as such, so that an error names the line that is no JSON.
  if (named === "ndjson" && /^\s*\{/.test(text.text)) return named;
  const candidates = named === undefined ? CORPUS_FORMATS : JSON_FORMATS;
  for (const name of candidates) if (await FORMATS[name].recognises(text)) return name;
  if (named !== undefined) return named;
  const what = binaryKind ?? `${unknownFile(text)}; ${READABLE}`;
  throw new NewsgroupsError("input", `${printable(source.id)}: ${what}`);
}

/** Tells the format of a file by its name. */
export const namedFormat = (fileName: string): CorpusFormat | undefined => {
  const name = fileName.toLowerCase();
  if (/\.(?:tar\.(?:gz|bz2|xz|zstd?)|tgz|tbz2?|txz|tzst)$/.test(name)) return "tar";
  return CORPUS_FORMATS.find((format) => FORMATS[format].endings.some((ending) => name.endsWith(ending)));
};

const ENDINGS = Object.values(FORMATS).flatMap(({ endings }) => endings);
const READABLE = `give a folder with one sub-folder per category, or a file of one of these kinds: ${ENDINGS.join(" ")}, packed or not; --corpus-format says which if the name does not. Where each line is a text, write its label and a tab before it`;

function unknownFile({ bytes, text }: Start): string {
  if (bytes.length === 0) return "empty";
  if (/^(?:[!-9;-~]+:.*\r?\n)+\r?\n/.test(text)) return "one message; its category would be the name of its folder";
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) return "HTML or XML";
  return "cannot tell its format";
}

/** What reading texts says of a file that is no text. */
function binaryName(bytes: Uint8Array): string | undefined {
  try {
    decoded(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof NewsgroupsError) return error.message;
    throw error;
  }
}
