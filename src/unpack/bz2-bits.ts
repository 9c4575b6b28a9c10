/** Bits of bzip2 data, most significant first, and the Huffman codes that are made of them. */

import { brokenStream } from "./fault.js";

/** Codes of up to this many bits are looked up at once: nearly all are. */
const FAST_BITS = 10;
/** Longest code of bzip2. */
export const MAX_CODE_BITS = 20;
/** A symbol of a {@link Code} has this many bits: there are 258 at most. */
const SYMBOL_BITS = 9;
const SYMBOL_MASK: number = 2 ** SYMBOL_BITS - 1;

/** The bits of a stream, one after the other. Beyond what was added they are zeros, until {@link requireWithin} is asked. */
export class Bits {
  /** The bytes that are held, and how many were dropped before them. */
  #bytes: Uint8Array = new Uint8Array(0);
  #dropped = 0;
  /** The next byte that is not in the buffer. */
  #at = 0;
  /** The bits that come next: the lowest `#count` of 32. */
  #buffer = 0;
  #count = 0;

  /** Number of the byte in the stream that the next bit is in, or starts. */
  get byte(): number {
    return this.#dropped + this.#next;
  }

  /** How many whole bytes are held that were not read. */
  get remaining(): number {
    return this.#bytes.length - this.#next;
  }

  /** Adds bytes, and drops those that were read. No bit beyond the end may have been read before. */
  add(chunks: readonly Uint8Array[]): void {
    // Bits that were taken in advance are taken again.
    const from = Math.min(this.#next, this.#bytes.length);
    const rest = this.#bytes.subarray(from);
    const used = this.#count & 7;
    const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, rest.length));
    bytes.set(rest);
    let length = rest.length;
    for (const chunk of chunks) {
      bytes.set(chunk, length);
      length += chunk.length;
    }
    this.#dropped += from;
    this.#bytes = bytes;
    this.#at = 0;
    this.#count = 0;
    if (used > 0) this.read(8 - used);
  }

  get #next(): number {
    return this.#at - ((this.#count + 7) >> 3);
  }

  /** Returns the next bits as a number, 24 at most. */
  read(bits: number): number {
    this.#fill();
    this.#count -= bits;
    return (this.#buffer >>> this.#count) & (2 ** bits - 1);
  }

  /** Returns the next 32 bits. */
  read32(): number {
    return this.read(16) * 2 ** 16 + this.read(16);
  }

  /** Returns the next symbol of a code. */
  symbol(code: Code): number {
    this.#fill();
    const entry = code.fast[(this.#buffer >>> (this.#count - FAST_BITS)) & (2 ** FAST_BITS - 1)]!;
    if (entry > 0) {
      this.#count -= entry >> SYMBOL_BITS;
      return entry & SYMBOL_MASK;
    }
    for (let length = FAST_BITS + 1; length <= MAX_CODE_BITS; length++) {
      const bits = (this.#buffer >>> (this.#count - length)) & (2 ** length - 1);
      const index = bits - code.first[length]!;
      if (index >= 0 && index < code.counts[length]!) {
        this.#count -= length;
        return code.symbols[code.starts[length]! + index]!;
      }
    }
    throw brokenStream("bz2", `have an invalid code at byte ${this.byte}`);
  }

  /** Passes over the rest of a byte that was read in part. */
  align(): void {
    this.#count -= this.#count & 7;
  }

  /** @throws UnpackFault `damaged` if bits beyond the end were read. */
  requireWithin(): void {
    if (this.#at - (this.#count >> 3) > this.#bytes.length) {
      throw brokenStream("bz2", `end at byte ${this.#dropped + this.#bytes.length}, before the end of a block`);
    }
  }

  #fill(): void {
    while (this.#count <= 24) {
      this.#buffer = (this.#buffer << 8) | (this.#bytes[this.#at] ?? 0);
      this.#at++;
      this.#count += 8;
    }
  }
}

/** A canonical Huffman code: of all codes of a length, the first symbol has the smallest, and the next one more each. */
export interface Code {
  /** For the next bits, the length of the code times 2^9 plus its symbol; 0 if the code is longer. */
  readonly fast: Uint16Array;
  /** The first code of each length. */
  readonly first: Int32Array;
  /** Number of codes of each length. */
  readonly counts: Int32Array;
  /** Where the symbols of each length start in `symbols`. */
  readonly starts: Int32Array;
  /** All symbols, by length and then by number. */
  readonly symbols: Uint16Array;
}

/** Makes the code in which each symbol has a code of the given length, 1 to 20 bits. */
export function makeCode(lengths: Uint8Array): Code {
  const counts = new Int32Array(MAX_CODE_BITS + 1);
  for (const length of lengths) counts[length]!++;
  const first = new Int32Array(MAX_CODE_BITS + 1);
  const starts = new Int32Array(MAX_CODE_BITS + 1);
  for (let length = 1, code = 0, start = 0; length <= MAX_CODE_BITS; length++) {
    first[length] = code;
    starts[length] = start;
    start += counts[length]!;
    code = (code + counts[length]!) * 2;
    // More codes than there can be: nothing longer is ever found.
    if (code > 2 ** (length + 1)) throw brokenStream("bz2", "have an invalid table of codes");
  }
  const symbols = new Uint16Array(lengths.length);
  const fast = new Uint16Array(2 ** FAST_BITS);
  const next = starts.slice();
  for (const [symbol, length] of lengths.entries()) {
    const place = next[length]!++;
    symbols[place] = symbol;
    if (length > FAST_BITS) continue;
    const code = first[length]! + place - starts[length]!;
    const width = 2 ** (FAST_BITS - length);
    fast.fill((length << SYMBOL_BITS) | symbol, code * width, (code + 1) * width);
  }
  return { fast, first, counts, starts, symbols };
}
