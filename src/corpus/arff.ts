/** ARFF corpora: the tables of Weka. */

import { NewsgroupsError, printable } from "../core/errors.js";
import { type Document, MAX_DOCUMENT_BYTES } from "./document.js";
import { findFields, unknownFields } from "./fields.js";
import { numberedLines } from "./numbered-lines.js";
import type { Reading } from "./reading.js";
import type { Source } from "./source.js";

/** `@attribute name type`; a name with blanks is in quotes. */
const ATTRIBUTE = /^@attribute\s+('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s{]+)\s*(.*)$/i;

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
      const [, name, type] = ATTRIBUTE.exec(row) ?? [];
      if (name !== undefined && type !== undefined) attributes.push({ name: plain(name), type: type.toLowerCase() });
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

/** A value in quotes, or one without; then a comma or a tab, or the end. */
const VALUE = /\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(?:[^,\t'"\s][^,\t]*)?)\s*(,|\t|$)/suy;

/** The values of a row. */
function valuesOf(row: string, id: string): string[] {
  if (row.startsWith("{")) {
    throw new NewsgroupsError("input", `${printable(id)}: a sparse row; save the table as CSV`);
  }
  const values: string[] = [];
  for (let at = 0; ; ) {
    VALUE.lastIndex = at;
    const [all, value, end] = VALUE.exec(row) ?? [];
    if (all === undefined || value === undefined) {
      throw new NewsgroupsError(
        "input",
        `${printable(id)}: a quote is not closed, or text follows one; write \\' in quotes`,
      );
    }
    values.push(plain(value.trim()));
    at += all.length;
    if (end === "") return values;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

/** A value without its quotes and backslashes. */
function plain(value: string): string {
  if (!/^['"]/.test(value)) return value;
  return value.slice(1, -1).replace(/\\(.)/gsu, (_, character: string) => ESCAPES[character] ?? character);
}
