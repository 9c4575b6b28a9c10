/** What is left of quoted-printable in a text that lost the header which declares it → the text. */

import { decodeText } from "./decode.js";

/** A line that is broken where quoted-printable breaks it, after 76 characters or a few less: within words, not within a rule of signs. */
const SOFT_BREAK = /^[\w"'(> ][^\n]{58,74}[\w.,;:!?)"']=\r?\n/gm;
const AT_END = /=(?:20)?\r?\n/;
const ENCODED = /=[0-9A-F]{2}/;
const BLANK_AT_END = /=20\r?\n/g;

/**
 * Decodes quoted-printable where a text has signs of it: an equals sign that is encoded itself (`=3D`); two lines that end in an encoded
 * blank (`=20`); a line that is broken by an equals sign, and another or anything encoded. So `a=20` in a program stays.
 */
export function withoutQuotedPrintable(text: string): string {
  if (!isQuotedPrintable(text)) return text;
  let decoded = "";
  let from = 0;
  for (let at = text.indexOf("="); at >= 0; at = text.indexOf("=", Math.max(at + 1, from))) {
    ENCODED_RUN.lastIndex = at;
    const run = ENCODED_RUN.exec(text)?.[0];
    if (run === undefined) continue;
    decoded += text.slice(from, at) + (run.endsWith("\n") ? "" : decodeRun(run));
    from = at + run.length;
  }
  return decoded + text.slice(from);
}

/** A line break or encoded bytes, which may be those of one character. */
const ENCODED_RUN = /(?:=[0-9A-F]{2}){1,1000}|(?<![=\s])=\r?\n/y;

function decodeRun(run: string): string {
  if (run.length === 3 && run < "=80") return String.fromCharCode(Number.parseInt(run.slice(1), 16));
  return decodeText(Uint8Array.from(run.slice(1).split("="), (digits) => Number.parseInt(digits, 16)));
}

function isQuotedPrintable(text: string): boolean {
  if (text.includes("=3D")) return true;
  // Few texts have an equals sign there, which is found fast.
  if (!AT_END.test(text)) return false;
  if ((text.match(BLANK_AT_END)?.length ?? 0) > 1) return true;
  const breaks = text.match(SOFT_BREAK)?.length ?? 0;
  return breaks > 1 || (breaks === 1 && ENCODED.test(text));
}
