/** Header check: finds members of a tar whose type the decoder does not know, and would treat as files. */

import { NewsgroupsError, printable } from "../../core/errors.js";

const BLOCK = 512;

/** An error about one member of an archive. */
export function memberError(path: string, member: string, what: string): NewsgroupsError {
  return new NewsgroupsError("input", `${printable(path)}: member ${printable(member)}: ${what}`);
}

/** Type flags of files (`0`, `7`, NUL), links, devices, folders, pipes, and headers that describe the next member. */
const KNOWN_FLAGS = "\x0001234567gxLK";

/** Type flags of members without content, whatever size their header states. */
const BODILESS_FLAGS = "123456";

/**
 * Reads the headers of a tar on its way to the decoder. If an extended header overrides the size in a header (needed from
 * 8 GiB on), the next block has no valid checksum, and the rest is left to the decoder.
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

  /** @throws NewsgroupsError `input` for a member of unknown type. */
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

  /** Throws an error that names the member whose header was read last. */
  fail(what: string): never {
    throw memberError(this.#path, this.#name, what);
  }

  #read(): void {
    this.#headerBytes = 0;
    // The zero blocks at the end have no valid checksum either.
    this.#isAtEnd = numberAt(this.#header, 148, 8) !== checksumOf(this.#header);
    if (this.#isAtEnd) return;
    const flag = String.fromCharCode(this.#header[156]!);
    const prefix = textAt(this.#header, 257, 6) === "ustar" ? textAt(this.#header, 345, 155) : "";
    this.#name = `${prefix}${prefix === "" ? "" : "/"}${textAt(this.#header, 0, 100)}`;
    if (!KNOWN_FLAGS.includes(flag)) {
      this.fail(`has tar type ${JSON.stringify(flag)}, which is neither a file nor a folder`);
    }
    const size = BODILESS_FLAGS.includes(flag) ? 0 : numberAt(this.#header, 124, 12);
    this.#bodyBytes = Math.ceil(size / BLOCK) * BLOCK;
  }
}

/** A text field, terminated by NUL unless it is full. */
function textAt(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
}

/** A number field: octal digits or, if its first bit is set, base 256. */
function numberAt(header: Buffer, start: number, length: number): number {
  if ((header[start]! & 0x80) === 0) return Number.parseInt(textAt(header, start, length).replaceAll(" ", ""), 8) || 0;
  return header.subarray(start + 1, start + length).reduce((sum, byte) => sum * 256 + byte, header[start]! & 0x7f);
}

/** The sum of a header's bytes, with the checksum field taken as spaces. */
function checksumOf(header: Buffer): number {
  let sum = 8 * 32;
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += header[i]!;
  return sum;
}
