/** The bzip2 container: streams of blocks, each a Burrows-Wheeler transform in Huffman codes (as bzip2 1.0 writes it). */

import { Bits, type Code, MAX_CODE_BITS, makeCode } from "./bz2-bits.js";
import { brokenStream } from "./expansion.js";
import { Output } from "./output.js";

/** What a block starts with, and what a stream ends with: the digits of pi and of its root. */
const BLOCK = 0x314159265359;
const END = 0x177245385090;

const LEVEL_BYTES = 100_000;
/** Symbols that are written with the same code before the next is chosen. */
const GROUP = 50;
/** A run in the text: after this many equal bytes there follows the number of further ones. */
const RUN = 4;

/** Unpacks the streams of a bzip2 file; other bytes behind them are ignored. */
export function unpackBz2(bytes: Uint8Array): Uint8Array {
  const output = new Output(bytes.length);
  const room = new Uint32Array(9 * LEVEL_BYTES);
  for (let at = 0; at === 0 || isStream(bytes, at); ) {
    const level = bytes[at + 3]! - 0x30;
    if (!(level >= 1 && level <= 9))
      throw brokenStream("bz2", `have level ${level} at byte ${at + 3}; expected 1 to 9`);
    const bits = new Bits(bytes, at + 4);
    readStream(bits, room.subarray(0, level * LEVEL_BYTES), output);
    at = bits.byte;
  }
  return output.written();
}

const isStream = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x42 && bytes[at + 1] === 0x5a && bytes[at + 2] === 0x68 && bytes.length > at + 3;

function readStream(bits: Bits, links: Uint32Array, output: Output): void {
  let combined = 0;
  for (;;) {
    const start = bits.byte;
    const magic = bits.read(24) * 2 ** 24 + bits.read(24);
    const expected = bits.read32();
    bits.requireWithin();
    if (magic === END) {
      if (expected !== combined) throw brokenStream("bz2", `have a wrong checksum at byte ${start}`);
      bits.align();
      return;
    }
    if (magic !== BLOCK) throw brokenStream("bz2", `have no block at byte ${start}`);
    const checksum = writeBlock(readBlock(bits, links), output);
    if (checksum !== expected)
      throw brokenStream("bz2", `are not as they were written: wrong checksum of the block at byte ${start}`);
    combined = (((combined << 1) | (combined >>> 31)) ^ checksum) >>> 0;
  }
}

/** A block before the transform is undone. */
interface Block {
  /** For each place: the byte in the lowest 8 bits, and above it the place of the byte that follows it. */
  readonly links: Uint32Array;
  readonly length: number;
  /** Place of the first byte. */
  readonly start: number;
}

/** @param links room for the links, which the next block uses again. */
function readBlock(bits: Bits, links: Uint32Array): Block {
  if (bits.read(1) === 1) throw brokenStream("bz2", "are randomised, as no bzip2 since 1996 writes them");
  const origin = bits.read(24);
  const alphabet = readAlphabet(bits);
  const groups = bits.read(3);
  const selectors = readSelectors(bits, groups);
  const codes = Array.from({ length: groups }, () => makeCode(readLengths(bits, alphabet.length + 2)));
  const length = readSymbols(bits, alphabet, selectors, codes, links);
  if (origin >= length) throw brokenStream("bz2", `have a block that starts at ${origin} of ${length} bytes`);
  linkBytes(links, length);
  return { links, length, start: links[origin]! >>> 8 };
}

/** The bytes that occur in a block: one bit for each 16 of them, then one for each in those. */
function readAlphabet(bits: Bits): Uint8Array {
  const used = bits.read(16);
  const alphabet: number[] = [];
  for (let i = 0; i < 16; i++) {
    if ((used & (0x8000 >> i)) === 0) continue;
    const row = bits.read(16);
    for (let j = 0; j < 16; j++) if ((row & (0x8000 >> j)) !== 0) alphabet.push(16 * i + j);
  }
  if (alphabet.length === 0) throw brokenStream("bz2", "have a block without bytes");
  return Uint8Array.from(alphabet);
}

/** Which code each group of symbols has, as places in a list whose used entry moves to the front. */
function readSelectors(bits: Bits, groups: number): Uint8Array {
  const count = bits.read(15);
  if (groups < 2 || groups > 6 || count === 0) {
    throw brokenStream("bz2", `have ${groups} tables of codes and ${count} choices; expected 2 to 6 and 1 or more`);
  }
  const order = Uint8Array.from({ length: groups }, (_, i) => i);
  return Uint8Array.from({ length: count }, () => {
    let place = 0;
    while (bits.read(1) === 1)
      if (++place >= groups) throw brokenStream("bz2", "choose a table of codes that is missing");
    return toFront(order, place);
  });
}

/** The lengths of the codes of a table: each by its difference from the one before. */
function readLengths(bits: Bits, symbols: number): Uint8Array {
  let length = bits.read(5);
  return Uint8Array.from({ length: symbols }, () => {
    for (;;) {
      if (length < 1 || length > MAX_CODE_BITS)
        throw brokenStream("bz2", `have a code of ${length} bits; expected 1 to 20`);
      if (bits.read(1) === 0) return length;
      length += bits.read(1) === 0 ? 1 : -1;
    }
  });
}

/** Writes the bytes of a block in the order of the transform, as many as there is room for; returns how many there are. */
function readSymbols(
  bits: Bits,
  alphabet: Uint8Array,
  selectors: Uint8Array,
  codes: readonly Code[],
  bytes: Uint32Array,
): number {
  const maxBytes = bytes.length;
  const order = alphabet.slice();
  const end = order.length + 1;
  let length = 0;
  // The length of a run, as digits of 1 and 2 of which the first counts least.
  let run = 0;
  let digit = 1;
  for (const selector of selectors) {
    const code = codes[selector]!;
    bits.requireWithin();
    for (let i = 0; i < GROUP; i++) {
      const symbol = bits.symbol(code);
      if (symbol < 2) {
        if (digit > maxBytes) throw longBlock(maxBytes);
        run += digit << symbol;
        digit *= 2;
        continue;
      }
      if (digit > 1) {
        if (run > maxBytes - length) throw longBlock(maxBytes);
        bytes.fill(order[0]!, length, length + run);
        length += run;
        run = 0;
        digit = 1;
      }
      if (symbol === end) return length;
      if (length >= maxBytes) throw longBlock(maxBytes);
      bytes[length++] = toFront(order, symbol - 1);
    }
  }
  throw brokenStream("bz2", "have a block without an end");
}

const longBlock = (maxBytes: number): Error => brokenStream("bz2", `have a block of more than ${maxBytes} bytes`);

/** Moves an entry to the front of a list, and returns it. */
function toFront(list: Uint8Array, place: number): number {
  const entry = list[place]!;
  // Calling is faster only for long moves.
  if (place > 16) list.copyWithin(1, 0, place);
  else for (let i = place; i > 0; i--) list[i] = list[i - 1]!;
  list[0] = entry;
  return entry;
}

/** Undoes the transform: sorts the places by their bytes; the i-th of them is followed by place i. */
function linkBytes(links: Uint32Array, length: number): void {
  const starts = new Uint32Array(256);
  for (let i = 0; i < length; i++) starts[links[i]! & 0xff]!++;
  for (let byte = 0, start = 0; byte < 256; byte++) {
    const count = starts[byte]!;
    starts[byte] = start;
    start += count;
  }
  for (let i = 0; i < length; i++) {
    const place = starts[links[i]! & 0xff]!++;
    links[place] = (links[place]! | (i << 8)) >>> 0;
  }
}

/** Table of the CRC-32 whose most significant bit comes first (polynomial 0x04c11db7). */
const CRC: Int32Array = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});

/** Follows the links of a block, writes its bytes with their runs, and returns their CRC-32. */
function writeBlock({ links, length, start }: Block, output: Output): number {
  let crc = -1;
  let place = start;
  let before = -1;
  let equal = 0;
  let at = output.length;
  let { bytes } = output;
  for (let i = 0; i < length; i++) {
    const link = links[place]!;
    const byte = link & 0xff;
    place = link >>> 8;
    const isCount = equal === RUN;
    const copies = isCount ? byte : 1;
    if (at + copies > bytes.length) bytes = output.reserve(at + copies);
    if (isCount) {
      for (let copy = 0; copy < copies; copy++) {
        bytes[at++] = before;
        crc = (crc << 8) ^ CRC[((crc >>> 24) ^ before) & 0xff]!;
      }
      equal = 0;
      before = -1;
      continue;
    }
    equal = byte === before ? equal + 1 : 1;
    before = byte;
    bytes[at++] = byte;
    crc = (crc << 8) ^ CRC[((crc >>> 24) ^ byte) & 0xff]!;
  }
  output.length = at;
  return ~crc >>> 0;
}
