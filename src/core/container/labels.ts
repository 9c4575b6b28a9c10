/** Labels: which names of categories a file may hold. */

import { printable, type Refuse } from "../errors.js";

/** Control characters would disturb a terminal and part the fields of `path<TAB>category` lines. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Whether a name can stand for a category: not empty, and without control characters or lone surrogates. */
export function isLabel(name: unknown): name is string {
  return typeof name === "string" && name !== "" && !UNPRINTABLE.test(name);
}

/** What to say of a name that cannot. */
export function notALabel(name: string): string {
  return `category ${JSON.stringify(printable(name))}: not a name: at least one character and no control characters expected`;
}

/** Most documents of which every sum of weights (2^16 for a document at most) is an exact integer. */
export const MAX_DOCUMENTS: number = 2 ** 37 - 1;

/**
 * Requires that the `name`s in a file's header are distinct labels in ascending order of UTF-16 units.
 *
 * @param bad is called with what is wrong, and throws.
 */
export function checkLabels(
  name: string,
  labels: unknown,
  least: number,
  most: number,
  bad: Refuse,
): readonly string[] {
  if (!isArrayOf(labels, isString)) return bad("header-value", `its ${name}s are not a list of names`);
  if (labels.length < least || labels.length > most) {
    bad("targets", `${labels.length} ${name}s; ${least} to ${most} expected`);
  }
  for (const [i, label] of labels.entries()) {
    if (!isLabel(label)) bad("targets", `${name} ${i} is empty, or has control characters or half a character`);
    if (i > 0 && label <= labels[i - 1]!) bad("targets", `${name} ${i} is the same as the one before, or unsorted`);
  }
  return labels;
}

/**
 * Requires that a file's header has a number of documents for each label, {@link MAX_DOCUMENTS} in all at the most.
 *
 * @param bad is called with what is wrong, and throws.
 */
export function checkDocuments(documents: unknown, labels: readonly string[], bad: Refuse): readonly number[] {
  if (!isArrayOf(documents, isCount) || documents.length !== labels.length) {
    return bad("header-value", "its numbers of documents are not one whole number above 0 for each category");
  }
  if (documents.reduce((sum, n) => sum + n, 0) > MAX_DOCUMENTS) {
    bad("header-value", `its numbers of documents add up to more than ${MAX_DOCUMENTS}`);
  }
  return documents;
}

const isString = (value: unknown): value is string => typeof value === "string";
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

function isArrayOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}
