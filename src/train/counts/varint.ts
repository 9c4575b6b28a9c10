/** Variable-length integers (LEB128, base 128, low group first), which keep counts files small. */

import { Fault } from "../../core/container/fault.js";
import type { Source } from "../../core/container/source.js";
import type { FileFault } from "../../core/errors.js";

/** Bytes of an integer up to 2^53 - 1. */
const MAX_VARINT_BYTES = 8;
/** Bytes of an integer up to 2^32 - 1. */
const MAX_UINT32_BYTES = 5;
const MAX_UINT32 = 2 ** 32 - 1;
/** Bit operations, which are faster than division, work up to here. */
const MAX_INT32 = 0x7fffffff;

/** Bytes of a source that are in memory at a time. */
const WINDOW_BYTES = 1 << 16;

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

  /** Writes the numbers from index `start` to `end`, with one look at whether there is room. */
  varints(values: Uint32Array, start: number, end: number): void {
    this.#reserve((end - start) * MAX_UINT32_BYTES);
    const bytes = this.#bytes;
    let length = this.#length;
    for (let i = start; i < end; i++) {
      let rest = values[i]!;
      for (; rest >= 0x80; rest >>>= 7) bytes[length++] = (rest & 0x7f) | 0x80;
      bytes[length++] = rest;
    }
    this.#length = length;
  }

  /** @param value an integer from 0 to 2^32 - 1; four bytes, the highest first. */
  uint32(value: number): void {
    this.#reserve(4);
    for (let shift = 24; shift >= 0; shift -= 8) this.#bytes[this.#length++] = value >>> shift;
  }

  bytes(source: Uint8Array): void {
    this.#reserve(source.length);
    this.#bytes.set(source, this.#length);
    this.#length += source.length;
  }

  /** Number of bytes written. */
  get length(): number {
    return this.#length;
  }

  /** What was written, as a view. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Starts again from nothing; views of what was written become invalid. */
  clear(): void {
    this.#length = 0;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads what a {@link ByteWriter} wrote: never past the end, and only numbers in the form that it writes. */
export class ByteReader {
  readonly #source: Source;
  readonly #name: string;
  /** Bytes of the source from {@link #start} on: all of them, or as many as fit. */
  #bytes: Uint8Array = new Uint8Array();
  #start = 0;
  /** Where the next byte is among {@link #bytes}. */
  #at = 0;
  /** Whether anybody has views of {@link #bytes}. */
  #isLent = false;

  /** @param name what messages call the bytes. */
  constructor(source: Source, name: string) {
    this.#source = source;
    this.#name = name;
  }

  get done(): boolean {
    return this.left <= 0;
  }

  /** Number of bytes that are still to come. */
  get left(): number {
    return this.#source.length - this.#start - this.#at;
  }

  /** @returns an integer from 0 to 2^53 - 1 that was written in its shortest form. */
  varint(): number {
    const first = this.#bytes[this.#at];
    // Most numbers are this short.
    if (first !== undefined && first < 0x80) {
      this.#at++;
      return first;
    }
    if (this.#bytes.length - this.#at < MAX_VARINT_BYTES && this.#moveOn()) return this.varint();
    let value = 0;
    let unit = 1;
    for (let i = 0; i < MAX_VARINT_BYTES; i++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw this.fault("truncated", "it ends in the middle of a number");
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) {
        if (byte === 0) throw this.fault("number-form", "a number is not in its shortest form");
        if (!Number.isSafeInteger(value)) break;
        return value;
      }
      unit *= 0x80;
    }
    throw this.fault("out-of-range", "a number is too large");
  }

  /** Reads `count` integers from 0 to 2^32 - 1 into an array, from index `start` on. */
  varints(into: Uint32Array, start: number, count: number): void {
    let i = start;
    const end = start + count;
    while (i < end) {
      const bytes = this.#bytes;
      // Most numbers take one byte or two, and most lie within the window.
      const last = bytes.length - 2;
      let at = this.#at;
      for (; i < end && at <= last; i++) {
        const first = bytes[at]!;
        if (first < 0x80) {
          into[i] = first;
          at++;
          continue;
        }
        const second = bytes[at + 1]!;
        if (second >= 0x80 || second === 0) break;
        into[i] = (first & 0x7f) | (second << 7);
        at += 2;
      }
      this.#at = at;
      if (i === end) return;
      const value = this.varint();
      if (value > MAX_UINT32) throw this.fault("out-of-range", "a number is too large");
      into[i++] = value;
    }
  }

  /** @returns an integer of four bytes, the highest first. */
  uint32(): number {
    if (this.#at + 4 > this.#bytes.length) this.#moveOn();
    const at = this.#at;
    const bytes = this.#bytes;
    if (at + 4 > bytes.length) throw this.fault("truncated", "it ends in the middle of an item");
    this.#at = at + 4;
    return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
  }

  /** @returns a view of the next bytes. */
  bytes(length: number): Uint8Array {
    this.#isLent = true;
    if (length > this.#bytes.length - this.#at) this.#moveOn(length);
    if (length > this.#bytes.length - this.#at) throw this.fault("truncated", "it ends in the middle of an item");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** What is wrong with what was read last, and where that is; the caller throws it. */
  fault(code: FileFault, what: string): Fault {
    return new Fault(code, `${this.#name}, byte ${this.#start + this.#at}: ${what}`);
  }

  /** Takes the next bytes of the source, at least `min` if it has them; false if all that are left are here. */
  #moveOn(min = 0): boolean {
    if (this.#start + this.#bytes.length >= this.#source.length) return false;
    this.#start += this.#at;
    this.#at = 0;
    const end = this.#start + Math.max(WINDOW_BYTES, min);
    const room = this.#isLent ? undefined : this.#bytes;
    this.#bytes = this.#source.view(this.#start, Math.min(end, this.#source.length), room);
    return true;
  }
}
