/** Renaming: `old=new` the values of `dump --rename` and the categories of the counts → new names by old ones. */

import { NewsgroupsError, printable } from "../core/errors.js";

/**
 * Returns the new names of categories by the old ones. A name may contain `=`: what stands before one and is a category is the old
 * name.
 *
 * @throws NewsgroupsError `usage` if a value can be read in two ways, or a category is renamed twice.
 */
export function namesOf(values: readonly string[], labels: readonly string[]): Readonly<Record<string, string>> {
  // Counts of earlier versions have labels as they were written.
  const known = new Map(labels.map((label) => [normalised(label), label]));
  for (const label of labels) known.set(label, label);
  const names = new Map<string, string>();
  for (const value of values) {
    const splits = splitsOf(value).map(
      ([old, name]) => [known.get(old) ?? known.get(normalised(old)), old, name] as const,
    );
    const [fit, other] = splits.filter(([label]) => label !== undefined);
    if (fit && other) {
      throw new NewsgroupsError(
        "usage",
        `--rename ${printable(value)}: has two meanings, because ${printable(fit[1])} and ${printable(other[1])} are both ` +
          "categories; call the library's `dump`, which takes old and new names apart",
      );
    }
    // If none is a category, the counts will say which there are.
    const [label, old, name] = fit ?? splits[0]!;
    const renamed = label ?? normalised(old);
    if (names.has(renamed)) {
      throw new NewsgroupsError("usage", `--rename: ${printable(renamed)} is renamed twice; leave one of the two out`);
    }
    names.set(renamed, normalised(name));
  }
  return Object.fromEntries(names);
}

/** As labels are when documents are counted. */
const normalised = (name: string): string => name.normalize("NFC").trim();

/** The ways to divide `old=new`. */
function splitsOf(value: string): readonly (readonly [old: string, name: string])[] {
  const splits: [string, string][] = [];
  for (let at = value.indexOf("="); at >= 0; at = value.indexOf("=", at + 1)) {
    splits.push([value.slice(0, at), value.slice(at + 1)]);
  }
  return splits.filter((names) => names.every((name) => name.trim() !== ""));
}
