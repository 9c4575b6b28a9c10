/** Text input of predict: arguments, standard input and files → the bytes of texts, within --max-bytes. */

import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { NewsgroupsError, printable } from "../core/errors.js";
import { beginsMbox, messagesIfSeveral, messagesOf } from "../corpus/mbox/mbox.js";
import type { FileReader } from "../files/file-reader.js";
import type { Content, TextReader } from "../mail/read-text.js";
import { packingOf } from "../unpack/packing.js";
import { continued, unpacked } from "./predict/unpacked.js";

/** The default of --max-bytes, 10 MiB. */
export const DEFAULT_MAX_BYTES: number = 10 * 2 ** 20;

export const EMPTY = "the text is empty";
export const tooLong = (maxBytes: number): string =>
  `the text is longer than ${maxBytes} bytes; shorten it or raise --max-bytes`;

/** A text as it was found. */
export interface FoundText {
  /** undefined if there are more than --max-bytes. */
  readonly bytes: Uint8Array | undefined;
  /** Its number, from 1, if it is one of several messages of an mbox. */
  readonly message?: number;
}

/**
 * Reads a text. Gives a promise only where reading it does: one for each of many would be a good part of what reading it takes.
 *
 * @param content undefined if it is over the limit.
 * @param where names its source in messages; default none.
 * @throws NewsgroupsError `input` if it is empty, too long or no text.
 */
export function textOf(
  content: Content | undefined,
  maxBytes: number,
  read: TextReader,
  where?: string,
): string | Promise<string> {
  const fail = (error: unknown): never => {
    if (where === undefined || !(error instanceof NewsgroupsError)) throw error;
    throw new NewsgroupsError(error.code, `${where}: ${error.message}`, { cause: error });
  };
  try {
    if (content === undefined) throw new NewsgroupsError("input", tooLong(maxBytes));
    const text = read(content);
    return typeof text === "string" ? notEmpty(text) : text.then(notEmpty).catch(fail);
  } catch (error) {
    return fail(error);
  }
}

function notEmpty(text: string): string {
  if (text.trim() === "") throw new NewsgroupsError("input", EMPTY);
  return text;
}

/**
 * Returns the text of a file, or the messages of an mbox.
 *
 * @param reader reads the file; the bytes of the texts are valid until it reads the next.
 * @throws NewsgroupsError `file` if it cannot be read.
 */
export function textsInFile(
  path: string,
  reader: FileReader,
  maxBytes: number,
): Iterable<FoundText> | AsyncIterable<FoundText> {
  const bytes = readUpTo(path, reader, maxBytes);
  if (bytes) return packingOf(bytes) ? textsInStream(inChunks(bytes), maxBytes, path) : textsIn(bytes);
  // A pipe is used up by now.
  return statSync(path).isFile() ? textsInStream(createReadStream(path), maxBytes, path) : [{ bytes: undefined }];
}

/**
 * Yields the text of a stream, or the messages of an mbox. Reads little more than `maxBytes` of anything else.
 *
 * @param where names the stream in messages.
 */
export async function* textsInStream(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
  where: string,
): AsyncGenerator<FoundText> {
  const chunks = unpacked(stream, where);
  const start: Uint8Array[] = [];
  let size = 0;
  while (size <= maxBytes) {
    const { value, done } = await chunks.next();
    if (done) return yield* textsIn(Buffer.concat(start));
    start.push(value);
    size += value.length;
  }
  const head = Buffer.concat(start);
  if (beginsMbox(head)) {
    let message = 0;
    for await (const bytes of messagesOf(continued(head, chunks), maxBytes)) yield { bytes, message: ++message };
  } else {
    await chunks.return(undefined);
    yield { bytes: undefined };
  }
}

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** An mbox of one message is that message: mail that was saved begins with an envelope, too. */
function textsIn(bytes: Uint8Array): readonly FoundText[] {
  return messagesIfSeveral(bytes)?.map((message, i) => ({ bytes: message, message: i + 1 })) ?? [{ bytes }];
}

function readUpTo(path: string, reader: FileReader, maxBytes: number): Uint8Array | undefined {
  try {
    return reader.read(path, maxBytes);
  } catch (error) {
    const isFolder = error instanceof NewsgroupsError && (error.cause as NodeJS.ErrnoException).code === "EISDIR";
    throw isFolder ? folderError(path, error) : error;
  }
}

/** Says how to give what is in a folder. */
function folderError(path: string, cause: NewsgroupsError): NewsgroupsError {
  const isMaildir = existsSync(join(path, "cur")) && existsSync(join(path, "new"));
  const folders = isMaildir ? ["cur", "new"].map((name) => join(path, name)).filter(hasEntries) : [path];
  const files = printable(folders.map((folder) => join(folder, "*")).join(" "));
  const what = isMaildir ? "a Maildir; give its messages" : "a folder; give its files";
  const remedy = files === "" ? "a Maildir without messages" : `${what}: --file ${files}`;
  return new NewsgroupsError("file", `${printable(path)}: cannot read: expected a file, got ${remedy}`, { cause });
}

const hasEntries = (folder: string): boolean => readdirSync(folder).length > 0;
