/** Encoded blocks: the body of a message → the body without what is encoded in it, whose letters are no words. */

import { withoutQuotedPrintable } from "./quoted-printable.js";

/**
 * Removes what is encoded in a text: uuencode, yEnc, BinHex, base64, the armour and the signatures of PGP, quoted or not, and decodes what is
 * left of quoted-printable. Each is told by its form, line by line, in linear time. What is signed in clear stays.
 *
 * @returns the text itself if nothing is encoded, as in nearly all.
 */
export function withoutEncodedBlocks(text: string): string {
  const hasEquals = text.indexOf("=") >= 0;
  const mayHaveBlocks = hasLongRun(text) || (hasEquals && text.includes("=ybegin "));
  const kept = mayHaveBlocks ? withoutBlocks(text) : text;
  return hasEquals ? withoutQuotedPrintable(kept) : kept;
}

const BLANK = 0x20;
/** Encoded lines have this many characters or more: behind a multiple of STRIDE a run of RUN without a blank. */
const [SHORTEST, STRIDE, RUN] = [60, 44, 16];
/** Capitals, digits and such signs as rules are not made of, in such a run at least: more than half of base64 is. */
const CAPITALS = 5;

/** Longer than nearly all words, addresses and identifiers of messages. */
const LONG_RUN = 45;

/** Whether a text may have encoded lines, by one character in ten. */
function hasLongRun(text: string): boolean {
  for (let at = 0; at + RUN <= text.length; at += STRIDE) {
    let end = at;
    while (end < at + RUN && text.charCodeAt(end) > BLANK) end++;
    if (end === at + RUN && capitalsOf(text, at, end) >= CAPITALS && runAround(text, at) >= LONG_RUN) return true;
  }
  return false;
}

/** Returns how long a run without a blank is around an offset, as far as it matters. */
function runAround(text: string, at: number): number {
  let start = at;
  while (start > at - LONG_RUN && text.charCodeAt(start - 1) > BLANK) start--;
  let end = at;
  while (end < start + LONG_RUN && text.charCodeAt(end) > BLANK) end++;
  return end - start;
}

function capitalsOf(text: string, start: number, end: number): number {
  let capitals = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if ((unit > 0x2f && unit < 0x3d) || (unit > 0x3f && unit < 0x5f) || (unit > BLANK && unit < 0x2a)) capitals++;
  }
  return capitals;
}

/** What a line is part of, which decides what the next may be. */
type Block = "text" | "uuencode" | "binhex" | "base64" | "yenc" | "fields" | "armour";

/** Longer lines are searched for runs alone. */
const MAX_LINE = 400;
const UUENCODE_BEGIN = /^begin(?:-base64)? [0-7]{3,4} \S/;
const UUENCODE = /^[ -`]+$/;
const BINHEX = /^:?[!-,\-0-689@A-NP-VX-Z[`a-fh-mp-r]{63,64}:?$/;
const BINHEX_END = /^[!-,\-0-689@A-NP-VX-Z[`a-fh-mp-r]{0,63}:$/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const YENC_BEGIN = /^=ybegin (?:part=\d+ )?(?:total=\d+ )?line=\d+ size=(\d{1,10})/;
const ARMOUR = /^-----(BEGIN|END) ([A-Z0-9 ,]{3,60})-----$/;
const ARMOUR_FIELD = /^[A-Za-z][A-Za-z-]{1,30}: /;
const CHECKSUM = /^=[A-Za-z0-9+/]{4}$/;
/** Marks of a quotation (`> `, `: `, `JS> `), an indent, and the `X` that a shell archive puts before each line. */
const QUOTE_MARK = /^(?:[ \t]*(?:[>|] ?|:[ \t]|[A-Za-z]{1,4}> ))+[ \t]*|^[ \t]+|^X(?=M)/;

function withoutBlocks(text: string): string {
  let kept = "";
  let from = 0;
  const drop = (start: number, end: number): void => {
    kept += text.slice(from, start);
    from = end;
  };
  let block: Block = "text";
  /** Characters of yEnc that may still come. */
  let left = 0;
  let before = "";
  for (let start = 0; start < text.length; ) {
    const next = nextLine(text, start);
    if (block === "text" && isOrdinary(text, start, next)) {
      start = next;
      continue;
    }
    const line = lineAt(text, start, next);
    if (block === "yenc") {
      left -= next - start;
      if (left < 0 || line.startsWith("=yend ")) block = "text";
      drop(start, next);
    } else {
      const own = unquoted(line);
      const isEnd = (block === "uuencode" && own === "end") || ARMOUR.test(own);
      block = blockOf(line, block, before, () => lineAt(text, next, nextLine(text, next)));
      if (block === "yenc") left = 2 * Number(YENC_BEGIN.exec(line)![1]) + MAX_LINE;
      if (block !== "text" || isEnd) drop(start, next);
      else for (const [runStart, runEnd] of runsOf(text, start, next)) drop(runStart, runEnd);
    }
    before = line;
    start = next;
  }
  return from === 0 ? text : kept + text.slice(from);
}

/** Whether a line is neither encoded nor the first of a block: most of a text is so, which its first characters show. */
function isOrdinary(text: string, start: number, next: number): boolean {
  let at = start;
  while (QUOTE_MARKS.includes(text[at]!)) at++;
  if (next - start < SHORTEST) return !BLOCK_STARTS.includes(text[at]!);
  let hasBlank = false;
  let hasLower = false;
  for (const end = Math.min(at + 24, next); at < end && !(hasBlank && hasLower); at++) {
    const unit = text.charCodeAt(at);
    if (unit === BLANK) hasBlank = true;
    else if (unit >= 0x61 && unit <= 0x7a) hasLower = true;
  }
  return hasBlank && hasLower && !text.startsWith("begin ", start) && next - start <= MAX_LINE;
}

const QUOTE_MARKS = "> |:\t";
/** First characters of `begin`, of armour, and of yEnc. */
const BLOCK_STARTS = "b-=";

function nextLine(text: string, start: number): number {
  const newline = text.indexOf("\n", start);
  return newline < 0 ? text.length : newline + 1;
}

function lineAt(text: string, start: number, next: number): string {
  return next - start > MAX_LINE ? "" : text.slice(start, next).trimEnd();
}

/**
 * Tells what a line is part of.
 *
 * @param block what the line before is part of.
 * @param peek returns the line behind: one line alone is rarely enough to tell a block.
 */
function blockOf(line: string, block: Block, before: string, peek: () => string): Block {
  const own = unquoted(line);
  if (continues(line, block, before) || continues(own, block, unquoted(before))) {
    return block === "fields" && !ARMOUR_FIELD.test(own) ? "armour" : block;
  }
  // The line of no bytes before the last, if its blank has been lost.
  if (block === "uuencode" && own === "" && unquoted(peek()) === "end") return block;
  const armour = ARMOUR.exec(own);
  // What is signed in clear stands between its own fields and the armour of the signature.
  if (armour) return armour[1] === "BEGIN" && armour[2] !== "PGP SIGNED MESSAGE" ? "fields" : "text";
  if (YENC_BEGIN.test(line)) return "yenc";
  if (own.length < SHORTEST && !UUENCODE_BEGIN.test(own)) return "text";
  if (UUENCODE_BEGIN.test(own)) {
    const behind = unquoted(peek());
    if (isUuencode(behind)) return "uuencode";
    return BASE64.test(behind) && isMixed(behind) ? "base64" : "text";
  }
  if (isFullUuencode(own) && isUuencode(unquoted(peek()))) return "uuencode";
  if (BASE64.test(own) && isMixed(own)) return "base64";
  if (BINHEX.test(own) && isMixed(own)) {
    const behind = unquoted(peek());
    return BINHEX.test(behind) || BINHEX_END.test(behind) ? "binhex" : "text";
  }
  return "text";
}

function unquoted(line: string): string {
  return line.replace(QUOTE_MARK, "");
}

/** Whether a line goes on with the block of the line before it. */
function continues(line: string, block: Block, before: string): boolean {
  switch (block) {
    case "uuencode":
      return line === "`" || isUuencode(line);
    case "base64":
      // Lines of a length that is no multiple of four divide a group; then the last may have any.
      return BASE64.test(line) && line.length <= before.length && (line.length % 4 === 0 || isLast(line, before));
    case "binhex":
      return BINHEX.test(line) || BINHEX_END.test(line);
    case "fields":
      return line === "" || ARMOUR_FIELD.test(line) || BASE64.test(line);
    case "armour":
      return BASE64.test(line) || CHECKSUM.test(line);
    default:
      return false;
  }
}

const isLast = (line: string, before: string): boolean => before.length % 4 !== 0 && isMixed(line);

/** Whether the first character tells the length of a line, as in uuencode. Blanks at its end may have been lost, and a checksum may follow. */
function isUuencode(line: string): boolean {
  const count = (line.charCodeAt(0) - BLANK) & 0x3f;
  const encoded = 4 * Math.ceil(count / 3);
  const size = line.length - 1;
  const isLength = size === encoded || size === encoded + 1 || (size > 0.3 * encoded && size < encoded);
  return count > 0 && count <= 45 && isLength && UUENCODE.test(line);
}

function isFullUuencode(line: string): boolean {
  return line.startsWith("M") && (line.length === 61 || line.length === 62) && UUENCODE.test(line);
}

/** Runs of encoded characters within a line, of a `data:` address among others: where each starts and ends. */
function* runsOf(text: string, start: number, next: number): Generator<[start: number, end: number]> {
  if (next - start < SHORTEST) return;
  for (const run of text.slice(start, next).matchAll(RUN_OF_BASE64)) {
    if (isMixed(run[0])) yield [start + run.index, start + run.index + run[0].length];
  }
}

const RUN_OF_BASE64 = /(?:data:[\w.+/;=-]{0,100}base64,)?[A-Za-z0-9+/_-]{60,}={0,2}/g;

/** The share of neighbours that are of two kinds, at least: in base64 two thirds are, in long words and paths a quarter. */
const MIXED = 0.35;

/** Whether letters of both cases and digits follow each other as in what is encoded: not as in words, paths, or hexadecimal numbers. */
function isMixed(run: string): boolean {
  let changes = 0;
  let kinds = 0;
  let before = 0;
  for (let at = 0; at < run.length; at++) {
    const unit = run.charCodeAt(at);
    const kind = unit >= 0x61 ? 1 : unit >= 0x41 ? 2 : unit >= 0x30 && unit <= 0x39 ? 4 : 0;
    if (kind !== before) changes++;
    kinds |= kind;
    before = kind;
  }
  return kinds === 7 && changes >= MIXED * run.length;
}
