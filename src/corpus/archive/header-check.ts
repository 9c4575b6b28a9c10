/** Header check: the members of a tar that the decoder would take for files, because it does not know their type. */

import { NewsgroupsError, printable } from "../../core/errors.js";

const BLOCK = 512;

/** Type flags of files (`0`, `7`, NUL), of links, devices, folders and pipes, and of what describes the next member. */
const KNOWN_FLAGS = "\x0001234567gxLK";

/** Type flags of what has no content, whatever size its header says. */
const BODILESS_FLAGS = "123456";

/**
 * Reads the headers of a tar on its way to the decoder. Where an extended header gives another size than the header
 * itself, which is needed from 8 GiB, what follows has no valid checksum, and the rest is left to the decoder.
 */
export class HeaderCheck {
  readonly #path: string;
  readonly #header: Buffer = Buffer.alloc(BLOCK);
  #headerBytes = 0;
  #bodyBytes = 0;
  #name = "";
  #isAtEnd = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** @throws NewsgroupsError `input` at a member of another type. */
  check(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length && !this.#isAtEnd; ) {
      const body = Math.min(this.#bodyBytes, chunk.length - at);
      this.#bodyBytes -= body;
      at += body;
      const part = chunk.subarray(at, at + BLOCK - this.#headerBytes);
      this.#header.set(part, this.#headerBytes);
      this.#headerBytes += part.length;
      at += part.length;
      if (this.#headerBytes === BLOCK) this.#read();
    }
  }

  /** Refuses the archive at the member whose header was the last to be read. */
  refuse(what: string): never {
    throw new NewsgroupsError("input", `${printable(this.#path)}: member ${printable(this.#name)}: ${what}`);
  }

  #read(): void {
    this.#headerBytes = 0;
    // The zero blocks of the end have no checksum either.
    this.#isAtEnd = numberAt(this.#header, 148, 8) !== checksumOf(this.#header);
    if (this.#isAtEnd) return;
    const flag = String.fromCharCode(this.#header[156]!);
    const prefix = textAt(this.#header, 257, 6) === "ustar" ? textAt(this.#header, 345, 155) : "";
    this.#name = `${prefix}${prefix === "" ? "" : "/"}${textAt(this.#header, 0, 100)}`;
    if (!KNOWN_FLAGS.includes(flag)) {
      this.refuse(`has type ${JSON.stringify(flag)} of tar, which is neither file nor folder`);
    }
    const size = BODILESS_FLAGS.includes(flag) ? 0 : numberAt(this.#header, 124, 12);
    this.#bodyBytes = Math.ceil(size / BLOCK) * BLOCK;
  }
}

/** A field of characters, ended by NUL if there is room. */
function textAt(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
}

/** A field of octal digits, or, where its first bit is set, of a number in base 256. */
function numberAt(header: Buffer, start: number, length: number): number {
  if ((header[start]! & 0x80) === 0) return Number.parseInt(textAt(header, start, length).replaceAll(" ", ""), 8) || 0;
  return header.subarray(start + 1, start + length).reduce((sum, byte) => sum * 256 + byte, header[start]! & 0x7f);
}

/** The sum of a header's bytes, those of the checksum counted as blanks. */
function checksumOf(header: Buffer): number {
  let sum = 8 * 32;
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += header[i]!;
  return sum;
}
