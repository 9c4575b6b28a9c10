/** Labels that look like mistakes: those that differ in case or blanks alone, and those made of others. */

import type { Io } from "./io.js";

/** So many are named. */
const MAX_NAMED = 5;

/** What people put between several labels of one text. */
const SEPARATORS = /[|,;]/;

/** Warns of labels of which two may be meant to be one, or one to be two. */
export function warnOfLabels(io: Io, labels: readonly string[]): void {
  const alike = new Map<string, string[]>();
  for (const label of labels) {
    const key = label.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
    alike.set(key, [...(alike.get(key) ?? []), label]);
  }
  const pairs = [...alike.values()].filter(({ length }) => length > 1);
  for (const names of pairs.slice(0, MAX_NAMED)) {
    const [first, second] = names as [string, string];
    const remedy = `if one is meant, name them alike, or merge them with dump --rename ${JSON.stringify(`${first}=${second}`)}`;
    io.info(`warning: the labels ${quoted(names)} differ in case or blanks alone; ${remedy}`);
  }
  if (pairs.length > MAX_NAMED) io.info(`warning: so do ${pairs.length - MAX_NAMED} more groups of labels`);
  const known = new Set(labels);
  const combined = labels.filter((label) => {
    const parts = label.split(SEPARATORS).map((part) => part.trim());
    return parts.length > 1 && parts.every((part) => known.has(part));
  });
  if (combined.length > 0) {
    const what = `the label ${quoted(combined.slice(0, 1))} is made of others, and counts as a category of its own`;
    const more = combined.length > 1 ? ` (${combined.length} labels are like that)` : "";
    io.info(`warning: ${what}${more}; for several labels, make one document for each, with the same text`);
  }
}

const quoted = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(", ");
