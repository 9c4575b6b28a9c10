/** The bytes of a pickle and the place up to which they are read. */

import { printable } from "../../core/errors.js";
import { damaged } from "../damage.js";
import type { Refusal } from "../refusal.js";

/** Reads numbers, lines and runs of bytes one after the other; a read beyond the end is a refusal, made before anything is allocated. */
export class PickleInput {
  readonly bytes: Buffer;
  /** Offset of the next byte. */
  at = 0;
  readonly #of: string;

  /** @param of what messages add to an offset, such as ` of what it unpacks to`; empty for the file itself. */
  constructor(bytes: Uint8Array, of = "") {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#of = of;
  }

  /** Number of bytes that are not read yet. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  /** A place, as messages name it. */
  place(at: number): string {
    return `byte ${at}${printable(this.#of)}`;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw this.#ended(1);
    this.at++;
    return byte;
  }

  uint16(): number {
    return this.bytes.readUInt16LE(this.#skip(2));
  }

  uint32(): number {
    return this.bytes.readUInt32LE(this.#skip(4));
  }

  int32(): number {
    return this.bytes.readInt32LE(this.#skip(4));
  }

  /** A length of 64 bits: rounded where it is beyond any file. */
  uint64(): number {
    const at = this.#skip(8);
    return this.bytes.readUInt32LE(at + 4) * 2 ** 32 + this.bytes.readUInt32LE(at);
  }

  float64BigEndian(): number {
    return this.bytes.readDoubleBE(this.#skip(8));
  }

  /** The next bytes: a view, nothing is copied. */
  view(length: number): Uint8Array {
    const at = this.#skip(length);
    return new Uint8Array(this.bytes.buffer, this.bytes.byteOffset + at, length);
  }

  /** Passes over the next bytes and returns their start. */
  skip(length: number): number {
    return this.#skip(length);
  }

  /** The bytes up to the end of the line: a view; the line feed is read too. */
  lineBytes(): Buffer {
    const start = this.at;
    const end = this.bytes.indexOf(0x0a, start);
    if (end < 0) {
      const last = this.place(this.bytes.length);
      throw damaged(`the file ends at ${last} within the line that starts at byte ${start}`);
    }
    this.at = end + 1;
    return this.bytes.subarray(start, end);
  }

  /** The same as latin-1. */
  line(): string {
    return this.lineBytes().toString("latin1");
  }

  #skip(length: number): number {
    if (!(length <= this.left)) throw this.#ended(length);
    const at = this.at;
    this.at += length;
    return at;
  }

  #ended(length: number): Refusal {
    const end = this.place(this.bytes.length);
    return damaged(`the file ends at ${end}; expected ${length} more bytes from byte ${this.at} on`);
  }
}
