/** Faults: what is wrong with a file's bytes, before the file's name and the remedy are added. */

import { type FileFault, NewsgroupsError } from "../errors.js";
import type { Kind } from "./format.js";

/** Thrown by code that reads a part of a file and does not know the file; {@link withFileName} completes it. */
export class Fault extends Error {
  readonly code: FileFault;
  /** What to do, where it is not what the code says. */
  readonly remedy: string | undefined;

  constructor(code: FileFault, message: string, remedy?: string) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }
}

/**
 * Reads a file, or a part of it.
 *
 * @param where what messages call the file.
 * @throws NewsgroupsError instead of a {@link Fault}: with its code, the file's name and what to do.
 */
export function withFileName<T>(kind: Kind, where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new NewsgroupsError(error.code, `${where}: ${described(kind, error)}`);
  }
}

/** Makes a walk over a part of a file throw as {@link withFileName} does: it finds faults later, as it goes on. */
export function walkWithFileName<W extends { next(): boolean }>(kind: Kind, where: string, walk: W): W {
  const next = walk.next.bind(walk);
  const named: { next(): boolean } = walk;
  named.next = () => withFileName(kind, where, next);
  return walk;
}

function described({ name, madeBy }: Kind, { code, message, remedy }: Fault): string {
  switch (code) {
    case "too-short":
    case "magic":
      return `not ${name}: ${message}; make one with ${madeBy}`;
    case "family":
      return `${name} of ${message}; use the version of newsgroups that made it, or a part of it that knows the family`;
    case "version":
      return `${name} of ${message}; ${remedy ?? `use the version of newsgroups that made it, or make it again with ${madeBy}`}`;
    case "digest":
      return `damaged: ${message}; copy it again, or make it again with ${madeBy}`;
    default:
      return `invalid: ${message}; copy it again, or make it again with ${madeBy}`;
  }
}
