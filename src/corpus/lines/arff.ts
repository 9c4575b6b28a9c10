/** ARFF corpora: the tables of Weka. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { type Document, MAX_DOCUMENT_BYTES } from "../document.js";
import { findFields, unknownFields } from "../fields.js";
import type { Reading } from "../reading.js";
import type { Source } from "../source.js";
import { numberedLines } from "./numbered-lines.js";

/** `@attribute name type`; a name with blanks is in quotes. */
const ATTRIBUTE = /^@attribute[ \t]+/i;
/** A name is shorter; a list of values may be longer. */
const MAX_NAME = 10_000;

interface Attribute {
  readonly name: string;
  readonly type: string;
}

/**
 * Reads an ARFF file, a row per line.
 *
 * @throws NewsgroupsError `input` for sparse rows, and for a row with another number of values than there are attributes.
 */
export async function* readArff(source: Source, reading: Reading): AsyncGenerator<Document> {
  const attributes: Attribute[] = [];
  let places: { readonly text: readonly number[]; readonly label: number } | undefined;
  for await (const { id, line } of numberedLines(source, MAX_DOCUMENT_BYTES)) {
    const row = line.trim();
    if (row.startsWith("%")) continue;
    if (places === undefined) {
      const start = ATTRIBUTE.exec(row.slice(0, MAX_NAME))?.[0].length;
      if (start !== undefined) attributes.push(attributeOf(row.slice(start, start + MAX_NAME)));
      if (/^@data\b/i.test(row)) places = placesOf(attributes, reading, id);
      continue;
    }
    const values = valuesOf(row, id);
    if (values.length !== attributes.length) {
      const expected = `expected ${attributes.length}, as there are attributes`;
      throw new NewsgroupsError("input", `${printable(id)}: ${values.length} values; ${expected}`);
    }
    const text = places.text.map((i) => values[i]!).join("\n");
    const document = await reading.document(id, values[places.label]!, text, Buffer.byteLength(line));
    if (document) yield document;
  }
}

/** Where text and label are: by name, else the only attribute of type string and the only one with a list of values. */
function placesOf(
  attributes: readonly Attribute[],
  reading: Reading,
  id: string,
): { readonly text: readonly number[]; readonly label: number } {
  const names = attributes.map(({ name }) => name);
  const found = findFields(names, reading.options, id);
  const text = found.text ?? only(attributes, ({ type }) => type === "string");
  const label = found.label ?? only(attributes, ({ type }) => type.startsWith("{"))?.[0];
  if (text === undefined || label === undefined) {
    throw unknownFields(names, text === undefined ? "text" : "label", id);
  }
  return { text: text.map((name) => names.indexOf(name)), label: names.indexOf(label) };
}

function only(attributes: readonly Attribute[], isMeant: (attribute: Attribute) => boolean): string[] | undefined {
  const found = attributes.filter(isMeant).map(({ name }) => name);
  return found.length === 1 ? found : undefined;
}

/** The name and the type of an attribute, from where its name begins. */
function attributeOf(text: string): Attribute {
  const end = endOfQuoted(text, 0) ?? /^[^\s{]*/.exec(text)![0].length;
  return { name: plain(text.slice(0, end)), type: text.slice(end).trim().toLowerCase() };
}

/** The values of a row, which commas or tabs part. */
function valuesOf(row: string, id: string): string[] {
  if (row.startsWith("{")) {
    throw new NewsgroupsError("input", `${printable(id)}: a sparse row; save the table as CSV`);
  }
  const values: string[] = [];
  for (let at = 0; at <= row.length; ) {
    while (row[at] === " ") at++;
    const quoted = endOfQuoted(row, at);
    const end = endOfField(row, quoted ?? at);
    const isOpen = quoted === undefined && isQuote(row[at]);
    if (isOpen || (quoted !== undefined && row.slice(quoted, end).trim() !== "")) {
      const what = "a quote is not closed, or text follows one; write \\' in quotes";
      throw new NewsgroupsError("input", `${printable(id)}: ${what}`);
    }
    values.push(plain(row.slice(at, quoted ?? end).trimEnd()));
    at = end + 1;
  }
  return values;
}

const isQuote = (character: string | undefined): boolean => character === "'" || character === '"';

/** Where the quotes that open at a place are closed; undefined if none open, or they are not closed. */
function endOfQuoted(text: string, start: number): number | undefined {
  const quote = text[start]!;
  if (!isQuote(quote)) return undefined;
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at + 1;
  }
  return undefined;
}

function endOfField(row: string, from: number): number {
  for (let at = from; at < row.length; at++) if (row[at] === "," || row[at] === "\t") return at;
  return row.length;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

/** A value without its quotes and backslashes. */
function plain(value: string): string {
  if (!isQuote(value[0])) return value;
  return value.slice(1, -1).replace(/\\(.)/gsu, (_, character: string) => ESCAPES[character] ?? character);
}
