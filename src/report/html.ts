/** HTML: what the page is written with; whatever is not marked up here is text, and is escaped. */

import { printable } from "../core/errors.js";

/** Markup, as opposed to text. */
export class Html {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type Value = string | number | Html | undefined | readonly Html[];

/** Markup with values in it: text and numbers are escaped, markup is taken as it is, undefined is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.map((part, i) => part + (i < values.length ? markup(values[i]) : "")).join(""));
}

function markup(value: Value): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.source;
  if (typeof value === "object") return value.map(({ source }) => source).join("");
  return escaped(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Text of a stranger: shown in its own direction, so that it does not turn what stands beside it. */
export function foreign(text: string, most = 200): Html {
  return html`<bdi>${cut(text, most)}</bdi>`;
}

/** The first `most` characters, with white space as single blanks, and an ellipsis where something is missing. */
export function cut(text: string, most: number): string {
  // A character has two units at the most; one more is enough to see that something is missing.
  const characters = [
    ...text
      .trim()
      .replace(/\s+/g, " ")
      .slice(0, 2 * most + 2),
  ];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : characters.join("");
}
