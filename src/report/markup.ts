/** HTML: text and markup → markup. Everything that is not marked up with {@link html} is text, and is escaped. */

import { printable } from "../core/errors.js";

/** Markup, as opposed to text. */
export class Html {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type Value = string | number | Html | undefined | readonly (Html | undefined)[];

/** Makes markup from a template: text and numbers are escaped, markup is inserted unchanged, undefined is left out. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.map((part, i) => part + (i < values.length ? markup(values[i]) : "")).join(""));
}

function markup(value: Value): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.source;
  if (typeof value === "object") return value.map(markup).join("");
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

/** Isolates text from the corpus or the user, so that right-to-left text does not reorder what is beside it. */
export function isolated(text: string, maxLength = 200): Html {
  return html`<bdi>${truncated(text, maxLength)}</bdi>`;
}

/** Shortens text to at most `maxLength` characters, with an ellipsis if any are missing; white space becomes single spaces. */
export function truncated(text: string, maxLength: number): string {
  // A character has at most two UTF-16 units; one character more shows that something is missing.
  const characters = [
    ...text
      .trim()
      .replace(/\s+/g, " ")
      .slice(0, 2 * maxLength + 2),
  ];
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join("")}…` : characters.join("");
}
