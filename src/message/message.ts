/** Messages: text → the header fields and the body of a Usenet article or e-mail (RFC 1036, RFC 5322). */

/** A message taken apart. Text that does not begin with a message header is all body. */
export interface Message {
  /** Field bodies by lower-case field name, unfolded; a repeated field's bodies are joined by a line break. */
  readonly fields: ReadonlyMap<string, string>;
  readonly body: string;
}

/** One of these must be in a block of `Name: value` lines before it is taken for a message header. */
const TELLING_FIELDS = ["from", "subject"];
const NO_FIELDS: Message["fields"] = new Map();
const FIELD = /^([!-9;-~]+):(.*)$/;

/** Whether a text starts with a name and a colon. */
function startsWithField(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x3a) return at > 0;
    if (unit < 0x21 || unit > 0x7e) return false;
  }
  return false;
}

/**
 * Takes a message apart at its first empty line.
 *
 * The part before that line is a header if each of its lines is a field or the continuation of one (white space
 * first), and a From or Subject field is among them; otherwise the whole text is body, so a note that merely starts
 * with a word and a colon stays whole.
 */
export function parseMessage(text: string): Message {
  // Most texts are none, and their first word tells.
  if (!startsWithField(text)) return { fields: NO_FIELDS, body: text };
  const empty = /\r?\n[ \t]*\r?\n/.exec(text);
  const header = text.slice(0, empty?.index ?? text.length);
  const fields = new Map<string, string>();
  let current: string | undefined;
  for (const line of header.split(/\r?\n/)) {
    const field = FIELD.exec(line);
    if (field) {
      current = field[1]!.toLowerCase();
      const earlier = fields.get(current);
      fields.set(current, earlier === undefined ? field[2]! : `${earlier}\n${field[2]}`);
    } else if (current !== undefined && /^[ \t]/.test(line)) {
      fields.set(current, `${fields.get(current)}\n${line}`);
    } else {
      return { fields: NO_FIELDS, body: text };
    }
  }
  if (!TELLING_FIELDS.some((name) => fields.has(name))) return { fields: NO_FIELDS, body: text };
  return { fields, body: empty ? text.slice(empty.index + empty[0].length) : "" };
}
