/** Refusals: why a dump cannot be imported, before the name of its file is added. */

import { type DumpFault, NewsgroupsError, printable } from "../core/errors.js";

/** Thrown by code that reads a part of a dump and does not know its file; {@link withDumpName} completes it. */
export class Refusal extends Error {
  readonly code: DumpFault;

  /** @param message where in the file, what is there, and what to do. */
  constructor(code: DumpFault, message: string) {
    super(message);
    this.code = code;
  }
}

/** Longest message: names in a file may have any length. */
const MAX_CHARACTERS = 1000;

const shortened = (message: string): string =>
  message.length <= MAX_CHARACTERS ? message : `${message.slice(0, MAX_CHARACTERS - 1)}…`;

/**
 * Reads a dump, or a part of it.
 *
 * @param where what messages call the file.
 * @throws NewsgroupsError instead of a {@link Refusal}: with its code and the file's name.
 */
export async function withDumpName<T>(where: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // What the message quotes may come from the file.
    throw new NewsgroupsError(error.code, shortened(printable(`${where}: ${error.message}`)));
  }
}
