/** Labels: which names of categories a file may hold. */

/** Control characters would disturb a terminal and part the fields of `path<TAB>category` lines. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Whether a name can stand for a category: not empty, and without control characters or lone surrogates. */
export function isLabel(name: unknown): name is string {
  return typeof name === "string" && name !== "" && !UNPRINTABLE.test(name);
}

/** Whether `labels` are distinct labels in ascending order, `most` at the most. */
export function checkLabels(labels: unknown, most: number): labels is readonly string[] {
  return (
    Array.isArray(labels) &&
    labels.length <= most &&
    labels.every((label, i) => isLabel(label) && (i === 0 || labels[i - 1] < label))
  );
}

/** Whether `documents` has a number of documents for each label. */
export function checkDocuments(documents: unknown, labels: readonly string[]): documents is readonly number[] {
  return (
    Array.isArray(documents) &&
    documents.length === labels.length &&
    documents.every((n) => Number.isSafeInteger(n) && n > 0)
  );
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
