/** Variable-length integers (LEB128, base 128, low group first), by which counts files stay small. */

import { NewsgroupsError } from "../errors.js";

/** Bytes of an integer up to 2^53 - 1. */
const MAX_VARINT_BYTES = 8;
/** Bit operations, which are faster than division, work up to here. */
const MAX_INT32 = 0x7fffffff;

/** Collects bytes in a buffer that grows. */
export class ByteWriter {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  /** @param value an integer from 0 to 2^53 - 1. */
  varint(value: number): void {
    this.#reserve(MAX_VARINT_BYTES);
    const bytes = this.#bytes;
    let length = this.#length;
    let rest = value;
    for (; rest > MAX_INT32; rest = Math.floor(rest / 0x80)) bytes[length++] = (rest % 0x80) | 0x80;
    for (; rest >= 0x80; rest >>= 7) bytes[length++] = (rest & 0x7f) | 0x80;
    bytes[length++] = rest;
    this.#length = length;
  }

  bytes(source: Uint8Array): void {
    this.#reserve(source.length);
    this.#bytes.set(source, this.#length);
    this.#length += source.length;
  }

  /** What was written, as a view. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads what a {@link ByteWriter} wrote; each read past the end or out of range is a `content` error. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #where: string;
  #at = 0;

  /** @param where what messages call the bytes. */
  constructor(bytes: Uint8Array, where: string) {
    this.#bytes = bytes;
    this.#where = where;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** @returns an integer from 0 to 2^53 - 1 that was written in its shortest form. */
  varint(): number {
    const first = this.#bytes[this.#at];
    // Most are this short.
    if (first !== undefined && first < 0x80) {
      this.#at++;
      return first;
    }
    let value = 0;
    let unit = 1;
    for (let i = 0; i < MAX_VARINT_BYTES; i++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) return this.bad("it ends in the middle of a number");
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) {
        if ((byte === 0 && i > 0) || !Number.isSafeInteger(value)) break;
        return value;
      }
      unit *= 0x80;
    }
    return this.bad("a number is too large or not in its shortest form");
  }

  bytes(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) return this.bad("it ends in the middle of a word");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  bad(what: string): never {
    throw new NewsgroupsError("content", `${this.#where}: impossible content at byte ${this.#at}: ${what}`);
  }
}
