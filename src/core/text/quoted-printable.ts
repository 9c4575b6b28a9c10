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
  return text.replace(/([^=\s])=\r?\n/g, "$1").replace(/(?:=[0-9A-F]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split("="), (digits) => Number.parseInt(digits, 16));
    return decodeText(bytes);
  });
}

function isQuotedPrintable(text: string): boolean {
  if (text.includes("=3D")) return true;
  // Few texts have an equals sign there, which is found fast.
  if (!AT_END.test(text)) return false;
  if ((text.match(BLANK_AT_END)?.length ?? 0) > 1) return true;
  const breaks = text.match(SOFT_BREAK)?.length ?? 0;
  return breaks > 1 || (breaks === 1 && ENCODED.test(text));
}
