/** Stripping: a message → the message without the parts named by `--strip`. */

import { withLineFeeds } from "../core/text/header.js";
import type { Text } from "../core/text/message.js";

/** The parts of a message that can be stripped, in the order in which they are removed. */
export const STRIPPABLE = ["headers", "footers", "quotes"] as const;
/** A part of a message that can be stripped. */
export type Strippable = (typeof STRIPPABLE)[number];

/**
 * Removes parts of a message as scikit-learn's `fetch_20newsgroups(remove=...)` does
 * (`sklearn/datasets/_twenty_newsgroups.py`), so that metrics can be compared:
 *
 * - `headers`: everything up to and including the first empty line; the whole text if it has no empty line.
 * - `footers`: everything from the last line that is blank or only dashes, unless that is the first line.
 * - `quotes`: each line that looks like a quotation or introduces one.
 *
 * The parts are removed in this order, whatever the order of `parts`. Lines may end in LF, CR LF or CR; scikit-learn's functions are given LF.
 *
 * @see withoutParts for what is classified.
 */
export function strip(text: string, parts: readonly Strippable[]): string {
  let rest = withLineFeeds(text);
  if (parts.includes("headers")) rest = stripHeaders(rest);
  if (parts.includes("footers")) rest = stripFooters(rest);
  if (parts.includes("quotes")) rest = stripQuotes(rest);
  return rest;
}

/** Removes parts of a message: what is left behind a header is no message again, though it may look like one. */
export function withoutParts(text: string, parts: readonly Strippable[]): Text {
  const rest = strip(text, parts);
  return parts.includes("headers") ? { subject: "", body: rest } : rest;
}

const EMPTY_LINE = /\n\r*\n/;

function stripHeaders(text: string): string {
  const empty = EMPTY_LINE.exec(text);
  return empty ? text.slice(empty.index + empty[0].length) : "";
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
