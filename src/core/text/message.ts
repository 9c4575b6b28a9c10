/** Messages: text → subject, body and header fields of a Usenet article or e-mail (RFC 1036, RFC 5322). */

/** The parts of a message that are classified. A text that does not begin with a message header is all body. */
export interface Message {
  /** Value of the Subject field with all its lines; several are joined by a line break; "" if there is none. */
  readonly subject: string;
  readonly body: string;
}

/** A text to classify; a {@link Message} where its parts are known, so that no header is looked for in them. */
export type Text = string | Message;

/** All characters of a text, for models to which a message is nothing else; its body where its parts are known. */
export function charactersOf(text: Text): string {
  return typeof text === "string" ? text : text.body;
}

/** A block of `Name: value` lines is a message header only if it has one of these. */
const REQUIRED_FIELDS = ["from", "subject"];
/** Longer than any required name. */
const NAME_PREFIX = 8;
/** A field, from an offset to the end of its line. */
const FIELD = /[!-9;-~]+:.*/y;
const RETURN = 0x0d;

/** Divides a message at its first empty line; see {@link walkHeader}. */
export function parseMessage(text: string): Message {
  // Most texts are not messages, and their first word shows it.
  if (!startsWithField(text)) return { subject: "", body: text };
  const subjects: string[] = [];
  const body = walkHeader(text, (name, _start, colon, end) => {
    if (name === "subject") subjects.push(text.slice(colon + 1, end));
  });
  return body < 0 ? { subject: "", body: text } : { subject: subjects.join("\n"), body: text.slice(body) };
}

/**
 * Visits the fields of a message header, which ends at the first empty line.
 *
 * The part before that line is a header if each of its lines is a field or the continuation of one (white space
 * first), and a From or Subject field is among them. Otherwise the whole text is body, so a note that merely starts
 * with a word and a colon stays whole.
 *
 * @param visit receives the first 8 characters of a field's name in lower case, and offsets: where the name starts, its
 *   colon, and where the value ends, after its last continuation.
 * @returns where the body starts; -1 if the text is not a message, whatever was visited.
 */
export function walkHeader(
  text: string,
  visit: (name: string, start: number, colon: number, end: number) => void,
): number {
  if (!startsWithField(text)) return -1;
  let name = "";
  let fieldStart = 0;
  let colon = 0;
  let hasRequired = false;
  // Line by line in place: a header may have a million fields.
  for (let start = 0, before = 0; ; ) {
    const newline = text.indexOf("\n", start);
    const isLast = newline < 0;
    const end = isLast ? text.length : text.charCodeAt(newline - 1) === RETURN ? newline - 1 : newline;
    const isEnd = !isLast && isBlank(text, start, end);
    if (isEnd || start === end || !isBlank(text, start, start + 1)) {
      if (start > 0) visit(name, fieldStart, colon, before);
      if (isEnd) return hasRequired ? newline + 1 : -1;
      FIELD.lastIndex = start;
      if (!FIELD.test(text) || FIELD.lastIndex !== end) return -1;
      fieldStart = start;
      colon = text.indexOf(":", start);
      name = text.slice(start, Math.min(colon, start + NAME_PREFIX)).toLowerCase();
      hasRequired ||= REQUIRED_FIELDS.includes(name);
    }
    if (isLast) {
      visit(name, fieldStart, colon, end);
      return hasRequired ? text.length : -1;
    }
    before = end;
    start = newline + 1;
  }
}

/** Whether a text starts with a name and a colon. */
function startsWithField(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x3a) return at > 0;
    if (unit < 0x21 || unit > 0x7e) return false;
  }
  return false;
}

/** Whether all characters from `start` to `end` are blanks. */
function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text[at] !== " " && text[at] !== "\t") return false;
  return true;
}
