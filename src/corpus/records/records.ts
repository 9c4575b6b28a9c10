/** Records: an object of JSON with named fields → its text and its label. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { type Fields, findFields, listed, unknownFields } from "../fields.js";
import type { Reading } from "../reading.js";
import { listRemedy, pairRemedy } from "./json-remedy.js";

const EXPECTED = 'expected {"text": "...", "label": "..."}';

/** Reads records of one file, whose fields are called as those of its first. */
export class RecordReader {
  readonly #reading: Reading;
  readonly #file: string;
  #fields: Fields | undefined;

  /** @param file what notes about the file call it. */
  constructor(reading: Reading, file: string) {
    this.#reading = reading;
    this.#file = file;
  }

  /** @throws NewsgroupsError `input` for what is no record, or has no text or no label. */
  read(record: unknown, id: string): { readonly text: string; readonly label: string } {
    if (Array.isArray(record) && record.length > 0) throw fault(`is a list; ${EXPECTED}: ${pairRemedy(id)}`, id);
    const object = typeof record === "object" && record !== null && !Array.isArray(record) ? record : {};
    this.#fields ??= this.#find(object, id);
    const { text, label } = this.#fields;
    return {
      text: text.map((name) => textOf(fieldOf(object, name), name, id)).join("\n"),
      label: labelOf(fieldOf(object, label), label, id),
    };
  }

  #find(record: object, id: string): Fields {
    const names = Object.keys(record);
    const { options } = this.#reading;
    const { text, label } = findFields(names, options, id);
    if (text === undefined && label === undefined && options.textField === undefined) {
      // One object that is a file by itself.
      const remedy = id.endsWith(":1") ? listRemedy(record) : undefined;
      throw remedy === undefined ? missing("text", id) : fault(`has no field of a text; ${remedy}`, id);
    }
    if (text === undefined || label === undefined) {
      const unknown = text === undefined ? "text" : "label";
      const isPlain = names.every((name) => name === "text" || name === "label");
      throw isPlain ? missing(unknown, id) : unknownFields(names, unknown, id);
    }
    if (options.textField === undefined && options.labelField === undefined && !isUsual({ text, label })) {
      this.#reading.note("read-as", this.#file, `text in ${listed(text)}, label in ${listed([label])}`);
    }
    return { text, label };
  }
}

const isUsual = ({ text, label }: Fields): boolean => text.length === 1 && text[0] === "text" && label === "label";

const fieldOf = (record: object, name: string): unknown =>
  Object.hasOwn(record, name) ? (record as Record<string, unknown>)[name] : undefined;

const fault = (what: string, id: string): NewsgroupsError => new NewsgroupsError("input", `${printable(id)}: ${what}`);
const missing = (name: string, id: string): NewsgroupsError =>
  fault(`${JSON.stringify(printable(name))} is missing; ${EXPECTED}`, id);

function textOf(value: unknown, name: string, id: string): string {
  if (typeof value === "string") return value;
  if (value === undefined) throw missing(name, id);
  const isColumn = typeof value === "object" && value !== null && !Array.isArray(value);
  const remedy = isColumn ? `; pandas writes that with to_json(file, orient='records', lines=True)` : "";
  throw fault(`${JSON.stringify(printable(name))} is not a string; ${EXPECTED}${remedy}`, id);
}

/** A label may be a number or a truth value; a list of one label is that label. */
function labelOf(value: unknown, name: string, id: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || (typeof value === "number" && isExact(value))) return String(value);
  if (value === undefined) throw missing(name, id);
  if (Array.isArray(value) && value.length === 1 && !Array.isArray(value[0])) return labelOf(value[0], name, id);
  if (Array.isArray(value) && value.length > 1) throw severalLabels(value.map(String), id);
  throw fault(`${JSON.stringify(printable(name))} is not a string or a number; ${EXPECTED}`, id);
}

/** Whether a number stands for itself: beyond 2^53 its last digits may be others than in the file. */
const isExact = (value: number): boolean => !Number.isInteger(value) || Number.isSafeInteger(value);

/** The error for a text with several labels. */
export function severalLabels(labels: readonly string[], id: string): NewsgroupsError {
  return fault(
    `has ${labels.length} labels, ${listed(labels)}, and a text has one category; make one document for each label, with the same text`,
    id,
  );
}
