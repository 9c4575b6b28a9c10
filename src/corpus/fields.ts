/** Fields: the names of columns or keys → which hold the text and the label. */

import { NewsgroupsError, printable } from "../core/errors.js";
import type { CorpusOptions } from "./options.js";

/** Which fields are read; the texts of several are joined by line breaks. */
export interface Fields {
  readonly text: readonly string[];
  readonly label: string;
}

/** Names of fields, as {@link normal} makes them: a name of an earlier list is taken before those of the next. */
const TEXT_NAMES: readonly (readonly string[])[] = [
  ["text"],
  [
    ...[
      "abstract",
      "article",
      "body",
      "comment",
      "commenttext",
      "content",
      "contents",
      "doc",
      "document",
      "email",
      "mail",
    ],
    ...["message", "messagetext", "post", "query", "question", "review", "reviewtext", "sentence", "sms", "statement"],
    ...["tweet", "utterance"],
  ],
  ["description", "headline", "subject", "summary", "title"],
];
const LABEL_NAMES: readonly (readonly string[])[] = [
  ["label"],
  [
    ...["category", "class", "classindex", "classlabel", "classname", "intent", "labelname", "labels", "newsgroup"],
    ...["polarity", "sentiment", "tag", "target", "topic"],
  ],
  ["emotion", "genre", "group", "lang", "language", "rating", "section", "stars", "type", "y"],
];
/** From this list on, all that are there make the text together: a title and a description, say. */
const JOINED_LIST = 2;

const normal = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Whether a name is one that fields for text or label usually have. */
export function isFieldName(name: string): boolean {
  const found = normal(name);
  return [...TEXT_NAMES, ...LABEL_NAMES].some((list) => list.includes(found));
}

/**
 * Finds the fields among names: those that the options name, else those that are usually called so. Undefined for what
 * cannot be told.
 *
 * @param where what an error names.
 * @throws NewsgroupsError `input` if the options name a field that is missing, or if several might be meant.
 */
export function findFields(
  names: readonly string[],
  { textField, labelField }: CorpusOptions,
  where: string,
): { readonly text: readonly string[] | undefined; readonly label: string | undefined } {
  const label = labelField === undefined ? usual(names, LABEL_NAMES) : [named(names, labelField, where)];
  if (label.length > 1) throw ambiguous(names, label, "label", "--label-field", where);
  return { text: findText(names, textField, where, label[0]), label: label[0] };
}

/**
 * Finds the fields of the text among names, as {@link findFields} does.
 *
 * @param label the field of the label, if there is one.
 * @throws NewsgroupsError `input` likewise.
 */
export function findText(
  names: readonly string[],
  textField: string | undefined,
  where: string,
  label?: string,
): readonly string[] | undefined {
  const others = names.filter((name) => name !== label);
  const text = textField === undefined ? usual(others, TEXT_NAMES) : namesIn(names, textField, where);
  if (textField === undefined && text.length > 1 && !isJoined(text[0]!)) {
    throw ambiguous(names, text, "text", "--text-field", where);
  }
  return text.length === 0 ? undefined : text;
}

/** The error for fields of which it cannot be told what they are. */
export function unknownFields(names: readonly string[], missing: "text" | "label", where: string): NewsgroupsError {
  return new NewsgroupsError(
    "input",
    `${printable(where)}: cannot tell which of the fields is the ${missing}: ${listed(names)}; ` +
      "name them with --text-field and --label-field",
  );
}

/** Names, quoted and shortened, as a part of a message. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).map((name) => JSON.stringify(shortened(name)));
  return printable(shown.join(", ")) + (names.length > MAX_LISTED ? ` and ${names.length - MAX_LISTED} more` : "");
}

const MAX_LISTED = 12;
const MAX_NAME = 40;
const shortened = (name: string): string => (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name);

function usual(names: readonly string[], lists: readonly (readonly string[])[]): string[] {
  for (const list of lists) {
    const found = names.filter((name) => list.includes(normal(name)));
    if (found.length > 0) return found;
  }
  return [];
}

const isJoined = (name: string): boolean => TEXT_NAMES[JOINED_LIST]!.includes(normal(name));

function named(names: readonly string[], given: string, where: string): string {
  const found = names.find((name) => name === given) ?? names.find((name) => name.trim() === given);
  if (found !== undefined) return found;
  const what = `no field ${JSON.stringify(printable(given))}; its fields are ${listed(names)}`;
  throw new NewsgroupsError("input", `${printable(where)}: ${what}`);
}

/** Splits names at commas, unless a name has them. */
function namesIn(names: readonly string[], given: string, where: string): string[] {
  if (names.includes(given)) return [given];
  return given.split(",").map((part) => named(names, part.trim(), where));
}

function ambiguous(
  names: readonly string[],
  found: readonly string[],
  what: string,
  option: string,
  where: string,
): NewsgroupsError {
  return new NewsgroupsError(
    "input",
    `${printable(where)}: the ${what} may be in ${listed(found)}; say which with ${option}. Its fields are ${listed(names)}`,
  );
}
