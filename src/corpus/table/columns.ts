/** The columns of a table: its first rows → where text and label are, and whether the first row names them. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { findFields, isFieldName, listed, unknownFields } from "../fields.js";
import type { CorpusOptions } from "../options.js";

/** What of a row is read. */
export interface Columns {
  readonly hasHeader: boolean;
  /** Index of each column of the text. */
  readonly text: readonly number[];
  readonly label: number;
  /** Whether text and label are called just so, or the options say where they are. */
  readonly isPlain: boolean;
}

type Row = readonly string[];

/**
 * Finds the columns of text and label: by the options, by the names in the first row, or by what is in them.
 *
 * @throws NewsgroupsError `input` if they cannot be told; it lists the columns.
 */
export function columnsOf(rows: readonly Row[], options: CorpusOptions, where: string): Columns {
  const [first] = rows;
  if (first === undefined || first.length < 2) {
    const what = first === undefined ? "no rows" : `one column, ${listed(first)}`;
    throw new NewsgroupsError("input", `${printable(where)}: ${what}; expected a column of texts and one of labels`);
  }
  return byOptions(rows, first, options, where) ?? byHeader(first, options, where) ?? byContent(rows, first, where);
}

const NUMBER = /^[1-9]\d{0,5}$/;

/** Columns whose numbers the options give; undefined if they give names or nothing. */
function byOptions(rows: readonly Row[], first: Row, options: CorpusOptions, where: string): Columns | undefined {
  const { textField, labelField } = options;
  const text = textField === undefined ? undefined : numbersOf(first, textField, where);
  const label = labelField === undefined ? undefined : numbersOf(first, labelField, where);
  if (text === undefined && label === undefined) return undefined;
  if (text === undefined || label?.length !== 1) {
    throw new NewsgroupsError(
      "input",
      `${printable(where)}: give both --text-field and --label-field as numbers of columns, or both as names. ` +
        `Its columns are ${numbered(first)}`,
    );
  }
  const [at] = label as [number];
  const hasHeader = isHeader(rows, first, at);
  return { hasHeader, text, label: at, isPlain: !hasHeader || first.some(isFieldName) };
}

/** Indexes of columns, if numbers are given that are no names. */
function numbersOf(first: Row, given: string, where: string): number[] | undefined {
  // Where the first row has no names, a label in it may be a number as well.
  if (first.includes(given) && first.some(isFieldName)) return undefined;
  const parts = given.split(",").map((part) => part.trim());
  if (!parts.every((part) => NUMBER.test(part))) return undefined;
  return parts.map((part) => {
    if (Number(part) <= first.length) return Number(part) - 1;
    throw new NewsgroupsError("input", `${printable(where)}: no column ${part}; its columns are ${numbered(first)}`);
  });
}

/** Whether the first row names the columns: one has a usual name, or the row has words where others have labels and texts. */
function isHeader(rows: readonly Row[], first: Row, label: number): boolean {
  return first.some(isFieldName) || (isOutstanding(rows, label) && first.every((field) => !BLANK.test(field)));
}

/** So many rows show whether labels come again; fewer do where all texts but the first have several words. */
const MIN_ROWS = 10;
const MIN_ROWS_OF_TEXTS = 4;

/** Whether the labels of other rows come again and again, and that of the first does not. */
function isOutstanding(rows: readonly Row[], label: number): boolean {
  const [first, ...others] = rows.map((row) => row[label]?.trim());
  const hasTexts = rows[0]!.some((_, i) => i !== label && rows.slice(1).every((row) => BLANK.test(row[i] ?? "")));
  return (
    others.length >= (hasTexts ? MIN_ROWS_OF_TEXTS : MIN_ROWS) &&
    !others.includes(first) &&
    new Set(others).size <= others.length / 2
  );
}

/** Columns whose names are in the first row; undefined if no names are. */
function byHeader(first: Row, options: CorpusOptions, where: string): Columns | undefined {
  const isNamed = options.textField !== undefined || options.labelField !== undefined;
  if (!isNamed && !first.some(isFieldName)) return undefined;
  const names = first.map((name) => name.trim());
  const found = findFields(names, options, where);
  const indexes = names.map((_, i) => i);
  const textNames = found.text ?? otherOfTwo(names, found.label);
  const [label] = found.label === undefined ? (otherOfTwo(names, textNames?.[0]) ?? []) : [found.label];
  if (textNames === undefined || label === undefined) {
    throw unknownFields(names, textNames === undefined ? "text" : "label", where);
  }
  const text = indexes.filter((i) => textNames.includes(names[i]!));
  const isPlain = isNamed || (textNames.join() === "text" && label === "label");
  return { hasHeader: true, text, label: names.indexOf(label), isPlain };
}

/** Of two columns, the one that is not known. */
function otherOfTwo(names: readonly string[], known: string | undefined): string[] | undefined {
  const others = names.filter((name) => name !== known);
  return known !== undefined && names.length === 2 && others.length === 1 ? others : undefined;
}

/** Columns without usual names: the label is one word in the first or the last of them, and the others are texts. */
function byContent(rows: readonly Row[], first: Row, where: string): Columns {
  const used = first.map((_, i) => i).filter((i) => rows.some((row) => (row[i] ?? "").trim() !== ""));
  const ends = [...new Set([used[0], used.at(-1)])].filter((i) => i !== undefined);
  const isText = (i: number): boolean => rows.filter((row) => BLANK.test(row[i] ?? "")).length >= rows.length / 2;
  const labels = ends.filter((label) => isLabelColumn(rows, label) && used.every((i) => i === label || isText(i)));
  const [label] = labels;
  if (label === undefined || labels.length > 1 || used.length < 2) {
    throw new NewsgroupsError(
      "input",
      `${printable(where)}: cannot tell the columns of text and label: ${numbered(first)}; ` +
        "give their numbers, or their names if the first row has names, with --text-field and --label-field",
    );
  }
  const text = used.filter((i) => i !== label);
  return { hasHeader: isHeader(rows, first, label), text, label, isPlain: false };
}

const BLANK = /\S\s+\S/;

/** Labels are shorter. */
const MAX_LABEL = 100;

/** Whether a column holds single words, which come again if there are enough rows. */
function isLabelColumn(rows: readonly Row[], column: number): boolean {
  const words = rows.map((row) => row[column]?.trim() ?? "");
  if (words.some((word) => word === "" || BLANK.test(word) || word.length > MAX_LABEL)) return false;
  return rows.length <= MIN_ROWS || new Set(words).size <= rows.length / 2;
}

/** The columns with their numbers and what the first row has in them. */
function numbered(first: Row): string {
  return first.map((field, i) => `${i + 1} ${listed([field])}`).join(", ");
}
