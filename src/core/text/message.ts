/** Messages: text → the header fields and the body of a Usenet article or e-mail (RFC 1036, RFC 5322). */

/** What counts of a message. Text that does not begin with a message header is all body. */
export interface Message {
  /** Body of the Subject field with all its lines; those of several joined by a line break; "" where there is none. */
  readonly subject: string;
  readonly body: string;
}

/** One of these must be in a block of `Name: value` lines before it is taken for a message header. */
const TELLING_FIELDS = ["from", "subject"];
/** A field, from a place on to the end of its line. */
const FIELD = /[!-9;-~]+:.*/y;
const RETURN = 0x0d;

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
  const all: Message = { subject: "", body: text };
  // Most texts are none, and their first word tells.
  if (!startsWithField(text)) return all;
  const subjects: string[] = [];
  let isSubject = false;
  let subjectStart = 0;
  let isTold = false;
  // Line by line in place: a header may have a million fields, and none but the subject is needed.
  for (let start = 0, before = 0; ; ) {
    const newline = text.indexOf("\n", start);
    const isLast = newline < 0;
    const end = isLast ? text.length : text.charCodeAt(newline - 1) === RETURN ? newline - 1 : newline;
    const isEnd = !isLast && isBlank(text, start, end);
    if (isEnd || start === end || !isBlank(text, start, start + 1)) {
      if (isSubject) subjects.push(text.slice(subjectStart, before));
      if (isEnd) return isTold ? { subject: subjects.join("\n"), body: text.slice(newline + 1) } : all;
      FIELD.lastIndex = start;
      if (!FIELD.test(text) || FIELD.lastIndex !== end) return all;
      const colon = text.indexOf(":", start);
      const name = text.slice(start, Math.min(colon, start + LONGEST_NAME)).toLowerCase();
      isSubject = name === "subject";
      subjectStart = colon + 1;
      isTold ||= TELLING_FIELDS.includes(name);
    }
    if (isLast) {
      if (isSubject) subjects.push(text.slice(subjectStart, end));
      return isTold ? { subject: subjects.join("\n"), body: "" } : all;
    }
    before = end;
    start = newline + 1;
  }
}

/** More than any telling name has. */
const LONGEST_NAME = 8;

/** Whether all from `start` to `end` is blanks. */
function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text[at] !== " " && text[at] !== "\t") return false;
  return true;
}
