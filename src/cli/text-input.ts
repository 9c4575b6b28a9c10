/** Text input of predict: arguments, standard input and files → texts, within --max-bytes. */

import type { Readable } from "node:stream";
import { NewsgroupsError, printable } from "../core/errors.js";
import { decodeText } from "../core/text/decode.js";
import { readBytes } from "../files/read.js";

/** The default of --max-bytes, 10 MiB. */
export const DEFAULT_MAX_BYTES: number = 10 * 2 ** 20;

export const EMPTY = "the text is empty";
export const tooLong = (maxBytes: number): string =>
  `the text is longer than ${maxBytes} bytes; shorten it or raise --max-bytes`;

/**
 * Decodes a text.
 *
 * @param bytes undefined if there are more than `maxBytes`.
 * @param where names the source in messages; default none.
 * @throws NewsgroupsError `input` if the text is empty or too long.
 */
export function textOf(bytes: Uint8Array | undefined, maxBytes: number, where?: string): string {
  const text = bytes === undefined || bytes.length > maxBytes ? undefined : decodeText(bytes);
  if (text !== undefined && text.trim() !== "") return text;
  const what = text === undefined ? tooLong(maxBytes) : EMPTY;
  throw new NewsgroupsError("input", where === undefined ? what : `${where}: ${what}`);
}

/** Reads standard input as one text; stops reading if it is too long. */
export async function readInput(stdin: Readable, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    size += chunk.length;
    if (size > maxBytes) break;
    chunks.push(chunk);
  }
  return textOf(size > maxBytes ? undefined : Buffer.concat(chunks), maxBytes, "standard input");
}

/** Reads a file as one text. */
export function readTextFile(path: string, maxBytes: number): string {
  return textOf(readUpTo(path, maxBytes), maxBytes, printable(path));
}

function readUpTo(path: string, maxBytes: number): Uint8Array | undefined {
  try {
    return readBytes(path, maxBytes);
  } catch (error) {
    if (error instanceof NewsgroupsError && error.code === "input") return undefined;
    throw error;
  }
}
