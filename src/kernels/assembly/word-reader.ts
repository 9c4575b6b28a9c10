/**
 * Reading the words of ASCII text: lexing, and numbering distinct words. What a word is stands in `src/core/text/lexer.ts`, whose twin this is;
 * `src/train/collect/word-reader.ts` calls it.
 */

/** Longest form in bytes. A longer run makes a gap. */
const MAX_FORM_BYTES: u32 = 64;
/** Longest part of an address before its `@`. */
const MAX_LOCAL: u32 = 64;

/** Classes of bytes: see `src/core/text/characters.ts`. */
const WORD: u8 = 1;
const ADDRESS: u8 = 2;

const PLUS: u8 = 0x2b;
const HASH: u8 = 0x23;
const EQUALS: u8 = 0x3d;
const AT_SIGN: u8 = 0x40;

/** 2^64 divided by the golden ratio, for hashing by multiplication. (Knuth, *The Art of Computer Programming*, 6.4.) */
const FACTOR: u64 = (0x9e3779b9 << 32) | 0x7f4a7c15;

/** Bytes of a slot, and where its number and its rest are. */
const SLOT_BYTES: usize = 16;
const NUMBER: usize = 8;
const REST: usize = 12;
/** Bytes of a word that a slot has. */
const HEAD_BYTES: u32 = 8;

/** The text at hand, its words, and the table of all words. Arrays are addresses. N bytes of text, V words, S slots, a power of two. */
@unmanaged
class Reader {
  /** Class of each byte. u8[256] */
  classes: usize;
  /** The text, and 64 bytes behind it that are read and mean nothing. u8[N + 64] */
  text: usize;
  /** One bit for each byte of the text: whether it is of a word. u64[⌈N ⁄ 64⌉ + 1] */
  bits: usize;
  /** Result: 1 + number of each word of the text, 0 for a gap. u32 */
  tokens: usize;
  /** How many of them there are. */
  count: u32;
  /** UTF-8 of all words, one after the other. */
  bytes: usize;
  /** Where each word ends in `bytes`. u32[V] */
  ends: usize;
  /** The head of a word, u64; 1 + its number, or 0 if the slot is free, u32; something of its rest, u32. [S] */
  slots: usize;
  /** S − 1. */
  mask: u32;
  /** 64 − log₂ S. */
  shift: u32;
  /** V. */
  size: u32;
  /** Most words for which there is room, and most bytes of them. */
  maxSize: u32;
  maxBytes: u32;
}

/** Puts a part of the text into lower case, and marks the bytes of words. @param start where it starts. @param size its bytes. */
export function markWords(reader: Reader, start: u32, size: u32): void {
  const text = reader.text + start;
  let bits = reader.bits;
  for (let at = text; at < text + size; at += 64) {
    store<u64>(bits, marks(at) | (marks(at + 16) << 16) | (marks(at + 32) << 32) | (marks(at + 48) << 48));
    bits += 8;
  }
  store<u64>(bits, 0);
}

/** Puts 16 bytes into lower case. @returns a bit for each that is of a word. */
function marks(at: usize): u64 {
  const given = v128.load(at);
  const isCapital = i8x16.lt_u(i8x16.sub(given, i8x16.splat(0x41)), i8x16.splat(26));
  const lower = v128.or(given, v128.and(isCapital, i8x16.splat(0x20)));
  v128.store(at, lower);
  const isLetter = i8x16.lt_u(i8x16.sub(lower, i8x16.splat(0x61)), i8x16.splat(26));
  const isDigit = i8x16.lt_u(i8x16.sub(lower, i8x16.splat(0x30)), i8x16.splat(10));
  return <u64>(<u32>i8x16.bitmask(v128.or(isLetter, isDigit)));
}

/**
 * Reads the words of the marked part of the text.
 *
 * @param start where it starts.
 * @param size its bytes.
 * @param from where in it to begin.
 * @returns where in it this ended: at `size`, or at a new word for which there is no room.
 */
export function readWords(reader: Reader, start: u32, size: u32, from: u32): u32 {
  const text = reader.text + start;
  const bits = reader.bits;
  const classes = reader.classes;
  /** Where the last search for an `@` ended, and the offset before which no address begins that has its `@` there. */
  let sign: u32 = 0;
  let first: u32 = 0;
  let count = reader.count;
  let at = from;
  while (at < size) {
    // The next byte of a word, and the next behind it that is none.
    let block = bits + <usize>((at >> 6) << 3);
    let rest = load<u64>(block) >> (at & 63);
    if (rest === 0) {
      at &= ~63;
      do {
        at += 64;
        if (at >= size) {
          reader.count = count;
          return size;
        }
        block += 8;
        rest = load<u64>(block);
      } while (rest === 0);
    }
    const word = at + <u32>ctz(rest);
    if (word >= size) break;
    let end = word + <u32>ctz(~(load<u64>(block) >> (word & 63)));
    while ((end & 63) === 0) {
      block += 8;
      const run = <u32>ctz(~load<u64>(block));
      end += run;
      if (run < 64) break;
    }
    end = min(end, size);
    let form = end;
    if (end < size) {
      const byte = load<u8>(text + end);
      // Most words have a blank behind them.
      if (byte > 0x20) {
        if (byte === PLUS || byte === HASH) end = signsEnd(text, size, end, classes);
        form = end;
        if (end < size && load<u8>(classes + load<u8>(text + end)) === ADDRESS && load<u8>(text + end - 1) !== HASH) {
          if (sign < end) {
            sign = signOf(text, size, end, classes);
            first = firstOf(text, size, word, sign);
          }
          if (word >= first && sign + 1 < size && load<u8>(classes + load<u8>(text + sign + 1)) === WORD) {
            form = addressEnd(text, size, sign + 1, classes);
          }
        }
      }
    }
    let token: u32 = 0;
    if (form - word <= MAX_FORM_BYTES) {
      token = 1 + intern(reader, text + word, form - word);
      if (token === 0) {
        reader.count = count;
        return word;
      }
    }
    store<u32>(reader.tokens + ((<usize>count) << 2), token);
    count++;
    at = form;
  }
  reader.count = count;
  return size;
}

/** Where the signs end that belong to the word before `at`, where a `+` or `#` stands. */
function signsEnd(text: usize, size: u32, at: u32, classes: usize): u32 {
  const before = load<u8>(text + at - 1);
  if (before >= 0x30 && before <= 0x39) return at;
  const isDouble = load<u8>(text + at) === PLUS && at + 1 < size && load<u8>(text + at + 1) === PLUS;
  const end = isDouble ? at + 2 : at + 1;
  if (end >= size) return end;
  const after = load<u8>(text + end);
  if (after === PLUS || after === HASH || after === EQUALS) return at;
  return !isDouble && load<u8>(classes + after) === WORD ? at : end;
}

/** Finds the `@` of an address that goes on at `at`. @returns where the search ended. */
function signOf(text: usize, size: u32, at: u32, classes: usize): u32 {
  let sign = at;
  while (sign < size && load<u8>(text + sign) !== AT_SIGN) {
    const kind = load<u8>(classes + load<u8>(text + sign));
    if (kind !== WORD && kind !== ADDRESS) break;
    sign++;
  }
  return sign;
}

/** The first offset from `start` on where an address may begin that has its `@` at `sign`. */
function firstOf(text: usize, size: u32, start: u32, sign: u32): u32 {
  if (sign >= size || load<u8>(text + sign) !== AT_SIGN) return sign;
  return sign - start > MAX_LOCAL ? sign - MAX_LOCAL : start;
}

/** Where the address ends whose part behind the `@` starts at `from`. */
function addressEnd(text: usize, size: u32, from: u32, classes: usize): u32 {
  let end = from;
  for (let at = from; at < size; ) {
    const kind = load<u8>(classes + load<u8>(text + at));
    if (kind !== WORD && kind !== ADDRESS) break;
    at++;
    if (kind === WORD) end = at;
  }
  return end;
}

/**
 * Returns the number of a word; a new word gets the next number.
 *
 * @param at address of its bytes, none of which is 0; 8 more behind them are read.
 * @param length 1 or more.
 * @returns -1 if it is new and there is no room for it.
 */
export function intern(reader: Reader, at: usize, length: u32): i32 {
  const slots = reader.slots;
  const mask = reader.mask;
  const head = headOf(at, length);
  const hash = hashOf(head, at, length);
  const rest = restOf(hash, length);
  // The upper bits, for they depend on every byte.
  let slot = <u32>(hash >> <u64>reader.shift);
  while (true) {
    const place = slots + <usize>slot * SLOT_BYTES;
    const number = load<u32>(place, NUMBER);
    if (number === 0) return add(reader, at, length, place, head, rest);
    if (load<u64>(place) === head && load<u32>(place, REST) === rest) {
      if (length <= HEAD_BYTES || isWord(reader, number - 1, at, length)) return <i32>number - 1;
    }
    slot = (slot + 1) & mask;
  }
}

/** The first eight bytes of a word as one number; zeros behind a shorter one, so that it is all of it. */
function headOf(at: usize, length: u32): u64 {
  return length < HEAD_BYTES ? lastBytes(at, length) : load<u64>(at);
}

/** Multiplies and rotates eight bytes at a time, as FxHash does. */
function hashOf(head: u64, at: usize, length: u32): u64 {
  let hash = head * FACTOR;
  for (let i = HEAD_BYTES; i < length; i += 8) {
    const next = length - i < 8 ? lastBytes(at + i, length - i) : load<u64>(at + i);
    hash = (rotl(hash, 5) ^ next) * FACTOR;
  }
  return hash;
}

/** What a slot has of the rest of a word: nothing if the head is all of it, else a part of its hash. */
function restOf(hash: u64, length: u32): u32 {
  return length <= HEAD_BYTES ? 0 : <u32>hash | 1;
}

/** 1 to 7 bytes as one number. */
function lastBytes(at: usize, length: u32): u64 {
  return load<u64>(at) & (((<u64>1) << (length << 3)) - 1);
}

/** Whether a word has these bytes, the first of which it has. */
function isWord(reader: Reader, number: u32, at: usize, length: u32): bool {
  const start = startOf(reader, number);
  if (load<u32>(reader.ends + ((<usize>number) << 2)) - start !== length) return false;
  const ours = reader.bytes + start;
  for (let i = HEAD_BYTES; i < length; i++) if (load<u8>(ours + i) !== load<u8>(at + i)) return false;
  return true;
}

/** Where a word starts among the bytes of all. */
function startOf(reader: Reader, number: u32): u32 {
  return number === 0 ? 0 : load<u32>(reader.ends + ((<usize>(number - 1)) << 2));
}

function add(reader: Reader, at: usize, length: u32, place: usize, head: u64, rest: u32): i32 {
  const number = reader.size;
  const start = startOf(reader, number);
  if (number === reader.maxSize || start + length > reader.maxBytes) return -1;
  memory.copy(reader.bytes + start, at, length);
  store<u32>(reader.ends + ((<usize>number) << 2), start + length);
  fill(place, number, head, rest);
  reader.size = number + 1;
  return <i32>number;
}

function fill(place: usize, number: u32, head: u64, rest: u32): void {
  store<u64>(place, head);
  store<u32>(place, number + 1, NUMBER);
  store<u32>(place, rest, REST);
}

/** Fills the slots, all free before, with all words. */
export function fillSlots(reader: Reader): void {
  for (let number: u32 = 0; number < reader.size; number++) {
    const start = startOf(reader, number);
    const at = reader.bytes + start;
    const length = load<u32>(reader.ends + ((<usize>number) << 2)) - start;
    const head = headOf(at, length);
    const hash = hashOf(head, at, length);
    let slot = <u32>(hash >> <u64>reader.shift);
    while (load<u32>(reader.slots + <usize>slot * SLOT_BYTES, NUMBER) !== 0) slot = (slot + 1) & reader.mask;
    fill(reader.slots + <usize>slot * SLOT_BYTES, number, head, restOf(hash, length));
  }
}
