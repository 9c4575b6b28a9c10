/** Unpacks bzip2: streams of blocks, each a Burrows-Wheeler transform in Huffman codes (as bzip2 1.0 writes it). */

import { Bits, type Code, MAX_CODE_BITS, makeCode } from "./bz2-bits.js";
import { brokenStream } from "./fault.js";

/** What a block starts with, and what a stream ends with: the digits of pi and of its root. */
const BLOCK = 0x314159265359;
const END = 0x177245385090;

/** What the data begin with: "BZh", and the digit of the level. */
const HEADER = 0x425a68;
const HEADER_BYTES = 4;
const LEVEL_BYTES = 100_000;
/** Symbols that are written with the same code before the next is chosen. */
const GROUP = 50;
/** A run in the text: after this many equal bytes there follows the number of further ones. */
const RUN = 4;

/**
 * No block takes as much: it has at most 900,000 bytes and 32,767 groups of 50 symbols, of 20 bits each. So a block is complete
 * in what is held, or the data are.
 */
const MAX_BLOCK_BYTES = 5 << 20;

/**
 * Unpacks the bzip2 data of a stream, of one part or more; other bytes behind them are ignored.
 *
 * @throws UnpackFault; passes on what the stream throws.
 */
export async function* unpackBz2(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const bits = new Bits();
  const chunks = packed[Symbol.asyncIterator]();
  let isEnded = false;
  const fill = async (): Promise<void> => {
    const added: Uint8Array[] = [];
    for (let held = bits.remaining; held < MAX_BLOCK_BYTES && !isEnded; ) {
      const { value, done } = await chunks.next();
      if (done) isEnded = true;
      else {
        added.push(value);
        held += value.length;
      }
    }
    if (added.length > 0) bits.add(added);
  };
  const room = new Uint32Array(9 * LEVEL_BYTES);
  try {
    await fill();
    for (let isFirst = true; isFirst || bits.remaining > HEADER_BYTES; isFirst = false) {
      const at = bits.byte;
      const isStream = bits.read(24) === HEADER;
      if (!isStream && !isFirst) return;
      const level = bits.read(8) - 0x30;
      if (!(level >= 1 && level <= 9))
        throw brokenStream("bz2", `have level ${level} at byte ${at + 3}; expected 1 to 9`);
      yield* readStream(bits, room.subarray(0, level * LEVEL_BYTES), fill);
      await fill();
    }
  } finally {
    await chunks.return?.();
  }
}

async function* readStream(bits: Bits, links: Uint32Array, fill: () => Promise<void>): AsyncGenerator<Uint8Array> {
  let combined = 0;
  for (;;) {
    await fill();
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
    const { bytes, checksum } = blockBytes(readBlock(bits, links));
    if (checksum !== expected)
      throw brokenStream("bz2", `are not as they were written: wrong checksum of the block at byte ${start}`);
    combined = (((combined << 1) | (combined >>> 31)) ^ checksum) >>> 0;
    yield bytes;
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

/** Follows the links of a block; returns its bytes with their runs, and their CRC-32. */
function blockBytes({ links, length, start }: Block): { readonly bytes: Uint8Array; readonly checksum: number } {
  let crc = -1;
  let place = start;
  let before = -1;
  let equal = 0;
  let at = 0;
  let bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const link = links[place]!;
    const byte = link & 0xff;
    place = link >>> 8;
    const isCount = equal === RUN;
    const copies = isCount ? byte : 1;
    if (at + copies > bytes.length) {
      const larger = new Uint8Array(2 * bytes.length + copies);
      larger.set(bytes);
      bytes = larger;
    }
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
  return { bytes: bytes.subarray(0, at), checksum: ~crc >>> 0 };
}
