/**
 * Opening plain texts: where subject and body of a document are, if nothing about it is unusual. What a message is stands in
 * `src/core/text/header.ts`, what is encoded in `src/core/text/encoded-blocks.ts`; a text for which this gives other answers than those is not
 * plain, and goes to them. `src/train/collect/word-reader.ts` calls it.
 */

const TAB: u8 = 0x09;
const FEED: u8 = 0x0a;
const BLANK: u8 = 0x20;
const PERCENT: u8 = 0x25;
const HYPHEN: u8 = 0x2d;
const COLON: u8 = 0x3a;
const LESS: u8 = 0x3c;
const EQUALS: u8 = 0x3d;
const GREATER: u8 = 0x3e;
const QUESTION: u8 = 0x3f;
const LETTER_B: u8 = 0x42;
const LETTER_P: u8 = 0x50;
const LETTER_Z: u8 = 0x5a;
const BACKSLASH: u8 = 0x5c;
const BRACE: u8 = 0x7b;
const DELETE: u8 = 0x7f;

/** `subject`, `content-`, and the start of `This is a multi-part message`, in small letters, as numbers of eight bytes. */
const SUBJECT: u64 = (0x0074_6365 << 32) | 0x6a62_7573;
const CONTENT: u64 = (0x2d74_6e65 << 32) | 0x746e_6f63;
const THIS_IS: u64 = (0x2073_6920 << 32) | 0x7369_6874;
/** `From`, with which an envelope begins. */
const FROM: u32 = 0x6d6f_7246;
/** The bit that tells small letters from capitals, in all bytes. */
const SMALL: u64 = (0x2020_2020 << 32) | 0x2020_2020;

/** Encoded lines: see `hasLongRun`. */
const STRIDE: u32 = 44;
const RUN: u32 = 16;
const CAPITALS: u32 = 5;
const LONG_RUN: u32 = 45;

/** A text, and what is found in it. Offsets are from the start of the text. */
@unmanaged
class PlainText {
  /** Address of the text; 64 bytes behind it may be read. */
  text: usize;
  /** Names without a hyphen that fields of mail have: 16 small letters each, with zeros behind them. */
  names: usize;
  /** How many there are. */
  nameCount: u32;
  /** Result: where the subject starts and ends, both 0 without a header. */
  subject: u32;
  subjectEnd: u32;
  /** Result: where the body starts, and where it ends, with no white space behind it. */
  body: u32;
  end: u32;
  /** Result: 1 if something may be encoded in the body. */
  isEncoded: u32;
}

/**
 * Finds subject and body.
 *
 * @param size bytes of the text.
 * @returns 1; 0 for a text that is not plain: the results mean nothing then.
 */
export function openText(found: PlainText, size: u32): u32 {
  const text = found.text;
  if (size === 0 || !isPlainAscii(text, size)) return 0;
  let end = size;
  while (end > 0 && isWhiteSpace(load<u8>(text + end - 1))) end--;
  // No control character either, so that there is something in the body.
  if (end === 0 || load<u8>(text + end - 1) <= BLANK) return 0;
  const first = load<u8>(text);
  if (first <= BLANK || first === GREATER || isFrom(text) || isOtherFile(first, load<u8>(text, 1))) return 0;
  found.end = end;
  found.subject = 0;
  found.subjectEnd = 0;
  found.body = 0;
  if (colonOf(text, 0, size) === 0) {
    // No message; parts of one are not plain.
    if (first === HYPHEN || (load<u64>(text) | SMALL) === THIS_IS) return 0;
  } else if (!readHeader(found, size)) {
    return 0;
  }
  found.isEncoded = u32(isEncoded(text + found.body, end - found.body));
  return 1;
}

/** Whether all bytes are ASCII, and none is a NUL, a CR or another control character that texts hardly have. */
function isPlainAscii(text: usize, size: u32): bool {
  let odd = i8x16.splat(0);
  let at: u32 = 0;
  for (; at + 16 <= size; at += 16) odd = v128.or(odd, oddBytes(v128.load(text + at)));
  if (v128.any_true(odd)) return false;
  for (; at < size; at++) if (v128.any_true(oddBytes(i8x16.splat(load<u8>(text + at))))) return false;
  return true;
}

function oddBytes(bytes: v128): v128 {
  // From 8 to 127 without 16 to 31, but for ESC, and without CR.
  const isHigh = i8x16.gt_u(i8x16.sub(bytes, i8x16.splat(8)), i8x16.splat(119));
  const isControl = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(16)), i8x16.splat(16));
  const isEscape = i8x16.eq(bytes, i8x16.splat(27));
  const isReturn = i8x16.eq(bytes, i8x16.splat(13));
  return v128.or(v128.or(isHigh, isReturn), v128.andnot(isControl, isEscape));
}

function isWhiteSpace(byte: u8): bool {
  return byte === BLANK || (byte >= TAB && byte <= 0x0d);
}

/** Whether a text may begin with the envelope of an mbox. */
function isFrom(text: usize): bool {
  return load<u32>(text) === FROM && load<u8>(text, 4) === BLANK;
}

/** Whether a file other than a text, or HTML, may begin with these bytes. */
function isOtherFile(first: u8, second: u8): bool {
  if (first === LESS || first === DELETE) return true;
  return (
    (first === PERCENT && second === LETTER_P) ||
    (first === BRACE && second === BACKSLASH) ||
    (first === LETTER_B && second === LETTER_Z)
  );
}

/** Where the colon of a field stands that starts at `start`; 0 if there is none. */
function colonOf(text: usize, start: u32, end: u32): u32 {
  let at = start;
  for (; at < end; at++) {
    const byte = load<u8>(text + at);
    if (byte === COLON || byte <= BLANK || byte > 0x7e) break;
  }
  if (at === start) return 0;
  while (at < end && (load<u8>(text + at) === BLANK || load<u8>(text + at) === TAB)) at++;
  return at < end && load<u8>(text + at) === COLON ? at : 0;
}

/** Reads a header: fields and their continuations up to an empty line, one of them a subject. @returns false if it is of another kind. */
function readHeader(found: PlainText, size: u32): bool {
  const text = found.text;
  let fields: u32 = 0;
  let known: u32 = 0;
  let colon: u32 = 0;
  let isSubject = false;
  for (let start: u32 = 0; ; ) {
    const end = feedAt(text, start, size);
    if (end === size) return false;
    if (end === start) {
      found.body = end + 1;
      break;
    }
    const first = load<u8>(text + start);
    if (first === BLANK || first === TAB) {
      if (!hasText(text, start, end)) return false;
      if (isSubject) found.subjectEnd = end;
    } else {
      const at = colonOf(text, start, end);
      if (at === 0) return false;
      const head = load<u64>(text + start) | SMALL;
      if (head === CONTENT) return false;
      fields++;
      const length = nameLength(text, start, at);
      isSubject = length === 7 && smallLetters(text + start, 7) === SUBJECT;
      if (isSubject) {
        if (colon !== 0) return false;
        colon = at;
        found.subject = at + 1;
        found.subjectEnd = end;
      }
      if (isSubject || hasHyphen(text, start, length) || isName(found, start, length)) known++;
    }
    start = end + 1;
  }
  if (colon === 0 || known <= fields - known || found.body >= found.end) return false;
  for (let at = colon; at + 1 < found.subjectEnd; at++) {
    if (load<u8>(text + at) === EQUALS && load<u8>(text + at + 1) === QUESTION) return false;
  }
  let at = found.body;
  while (isWhiteSpace(load<u8>(text + at))) at++;
  return load<u8>(text + at) !== LESS;
}

/** Where the next LF stands, or `size`. */
function feedAt(text: usize, from: u32, size: u32): u32 {
  for (let at = from; at < size; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(text + at), i8x16.splat(FEED)));
    if (mask !== 0) return min(size, at + <u32>ctz(mask));
  }
  return size;
}

function hasText(text: usize, start: u32, end: u32): bool {
  for (let at = start; at < end; at++) if (load<u8>(text + at) > BLANK) return true;
  return false;
}

/** Length of the name before a colon, without the blanks behind it. */
function nameLength(text: usize, start: u32, colon: u32): u32 {
  let end = colon;
  while (load<u8>(text + end - 1) === BLANK || load<u8>(text + end - 1) === TAB) end--;
  return end - start;
}

function hasHyphen(text: usize, start: u32, length: u32): bool {
  for (let at = start; at < start + length; at++) if (load<u8>(text + at) === HYPHEN) return true;
  return false;
}

/** Whether a name is one of the names. */
function isName(found: PlainText, start: u32, length: u32): bool {
  if (length > 16) return false;
  const at = found.text + start;
  const head = smallLetters(at, min(length, 8));
  const tail = length > 8 ? smallLetters(at + 8, length - 8) : 0;
  for (let name = found.names; name < found.names + ((<usize>found.nameCount) << 4); name += 16) {
    if (load<u64>(name) === head && load<u64>(name, 8) === tail) return true;
  }
  return false;
}

/** 1 to 8 letters, small, as one number. */
function smallLetters(at: usize, length: u32): u64 {
  const letters = load<u64>(at) | SMALL;
  return length === 8 ? letters : letters & (((<u64>1) << (length << 3)) - 1);
}

/** Whether a body may have something encoded in it: a long run of letters and digits, or signs of quoted-printable or yEnc. */
function isEncoded(body: usize, size: u32): bool {
  for (let at: u32 = 0; at < size; at += 16) {
    let mask = i8x16.bitmask(i8x16.eq(v128.load(body + at), i8x16.splat(EQUALS)));
    for (; mask !== 0; mask &= mask - 1) {
      const behind = load<u8>(body + at + <u32>ctz(mask) + 1);
      // `=3D`, `=20` and `=` at the end of a line, `=ybegin`.
      if (behind === 0x33 || behind === 0x32 || behind === FEED || behind === 0x79) return true;
    }
  }
  for (let at: u32 = 0; at + RUN <= size; at += STRIDE) {
    let end = at;
    while (end < at + RUN && load<u8>(body + end) > BLANK) end++;
    if (end === at + RUN && capitalsOf(body, at, end) >= CAPITALS && runAround(body, size, at) >= LONG_RUN) return true;
  }
  return false;
}

/** How long a run without a blank is around an offset, as far as it matters. */
function runAround(body: usize, size: u32, at: u32): u32 {
  let start = at;
  while (start > 0 && at - start < LONG_RUN && load<u8>(body + start - 1) > BLANK) start--;
  let end = at;
  while (end < size && end < start + LONG_RUN && load<u8>(body + end) > BLANK) end++;
  return end - start;
}

/** Capitals, digits and such signs as rules are not made of. */
function capitalsOf(body: usize, start: u32, end: u32): u32 {
  let capitals: u32 = 0;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(body + at);
    if ((byte > 0x2f && byte < 0x3d) || (byte > 0x3f && byte < 0x5f) || (byte > BLANK && byte < 0x2a)) capitals++;
  }
  return capitals;
}
