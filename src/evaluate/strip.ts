/** Stripping: what `evaluate --strip` takes out of a message before it is judged. */

/** The parts of a message that can be stripped, in the order in which that is done. */
export const STRIPPABLE = ["headers", "footers", "quotes"] as const;
export type Strippable = (typeof STRIPPABLE)[number];

/**
 * Removes parts of a message with the meaning that scikit-learn's `fetch_20newsgroups(remove=...)` gives them
 * (`sklearn/datasets/_twenty_newsgroups.py`), so that figures can be compared:
 *
 * - `headers`: all up to and with the first empty line; all of a text that has none.
 * - `footers`: all from the last line on that is blank or dashes alone, unless that is the first line.
 * - `quotes`: each line that looks like a quotation or that announces one.
 *
 * They are applied in this order, whatever the order of `parts`.
 */
export function strip(text: string, parts: readonly Strippable[]): string {
  let rest = text;
  if (parts.includes("headers")) rest = stripHeaders(rest);
  if (parts.includes("footers")) rest = stripFooters(rest);
  if (parts.includes("quotes")) rest = stripQuotes(rest);
  return rest;
}

function stripHeaders(text: string): string {
  const empty = text.indexOf("\n\n");
  return empty < 0 ? "" : text.slice(empty + 2);
}

function stripFooters(text: string): string {
  const lines = text.trim().split("\n");
  const last = lines.findLastIndex((line) => /^-*$/.test(line.trim()));
  return last > 0 ? lines.slice(0, last).join("\n") : text;
}

const QUOTE = /(writes in|writes:|wrote:|says:|said:|^In article|^Quoted from|^\||^>)/;

function stripQuotes(text: string): string {
  return text
    .split("\n")
    .filter((line) => !QUOTE.test(line))
    .join("\n");
}
