/** Labels: which names of categories a file may hold. */

import { printable } from "../errors.js";
import { sum } from "../sum.js";
import { Fault } from "./fault.js";

/** Control characters would disturb a terminal and part the fields of `path<TAB>category` lines. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Whether a name can stand for a category: not empty, and without control characters or lone surrogates. */
export function isLabel(name: unknown): name is string {
  return typeof name === "string" && name !== "" && !UNPRINTABLE.test(name);
}

/** The form in which a label is stored and compared: Unicode's NFC, without outer blanks. */
export function normalLabel(name: string): string {
  return name.normalize("NFC").trim();
}

/** What to say of a name that cannot. */
export function notALabel(name: string): string {
  return `category ${JSON.stringify(printable(name))}: invalid name; use at least one character and no control characters`;
}

/** Most documents of which every sum of weights (2^16 for a document at most) is an exact integer. */
export const MAX_DOCUMENTS: number = 2 ** 37 - 1;

/**
 * Requires that the `name`s in a file's header are distinct labels.
 *
 * @param isSorted whether they must be in ascending order of UTF-16 units.
 * @throws Fault `header-value` or `targets`
 */
export function checkLabels(
  name: string,
  labels: unknown,
  min: number,
  max: number,
  isSorted = true,
): readonly string[] {
  if (!isArrayOf(labels, isString)) throw new Fault("header-value", `its ${name}s are not a list of names`);
  if (labels.length < min || labels.length > max) {
    throw new Fault("targets", `it has ${labels.length} ${name}s; expected ${min} to ${max}`);
  }
  for (const [i, label] of labels.entries()) {
    if (!isLabel(label)) {
      throw new Fault("targets", `${name} ${i} is empty, or has control characters or half a character`);
    }
    if (isSorted && i > 0 && label <= labels[i - 1]!) {
      throw new Fault("targets", `${name} ${i} is the same as the one before, or unsorted`);
    }
  }
  if (!isSorted && new Set(labels).size !== labels.length) {
    throw new Fault("targets", `two of its ${name}s are the same`);
  }
  return labels;
}

/**
 * Requires that a file's header has a number of documents for each label, {@link MAX_DOCUMENTS} in all at most.
 *
 * @throws Fault `header-value`
 */
export function checkDocuments(documents: unknown, labels: readonly string[]): readonly number[] {
  if (!isArrayOf(documents, isCount) || documents.length !== labels.length) {
    throw new Fault("header-value", "its numbers of documents are not one whole number above 0 for each category");
  }
  if (sum(documents) > MAX_DOCUMENTS) {
    throw new Fault("header-value", `its numbers of documents add up to more than ${MAX_DOCUMENTS}`);
  }
  return documents;
}

const isString = (value: unknown): value is string => typeof value === "string";
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

function isArrayOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}
