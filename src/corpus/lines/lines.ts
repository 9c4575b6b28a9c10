/** Lines: a stream of bytes → decoded lines. NDJSON corpora and `predict --lines` read them. */

import { isUtf8 } from "node:buffer";
import { decodeText } from "../../core/text/decode.js";
import { inUtf8 } from "../transcode.js";

const NEWLINE = 0x0a;

/** A line, or undefined in place of one that is over the limit. */
export type Line = string | undefined;

/**
 * Splits a stream into lines, without their line ends (LF or CRLF), each decoded by {@link decodeText}; a stream with a
 * byte order mark of UTF-16 or UTF-32 is in that. The last line needs no line end; an empty stream has no lines.
 *
 * @param maxBytes limit of a line, without its end. No more than this and one chunk of a line is ever in memory.
 * @yields the lines that a chunk completed, together: a fast stream costs little per line, and a slow one yields each line
 * as soon as it is complete.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<readonly Line[]> {
  let partial: Buffer = EMPTY;
  let size = 0;
  for await (const chunk of inUtf8(stream)) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end >= 0) {
      const from = isTooLong(size, maxBytes) ? chunk.indexOf(NEWLINE) + 1 : 0;
      const head = from === 0 ? partial.subarray(0, size) : EMPTY;
      const lines = from > end ? [] : decodeLines(Buffer.concat([head, chunk.subarray(from, end)]), maxBytes);
      yield from === 0 ? lines : [undefined, ...lines];
      partial = EMPTY;
      size = 0;
    }
    const rest = chunk.subarray(end + 1);
    partial = isTooLong(size + rest.length, maxBytes) ? EMPTY : appended(partial, size, rest);
    size += rest.length;
  }
  if (isTooLong(size, maxBytes)) yield [undefined];
  else if (size > 0) yield decodeLines(partial.subarray(0, size), maxBytes);
}

const EMPTY: Buffer = Buffer.alloc(0);

/** Appends `rest` to the first `size` bytes of `partial`, which grows by doubling: a long line may come byte by byte. */
function appended(partial: Buffer, size: number, rest: Uint8Array): Buffer {
  let bytes = partial;
  if (size + rest.length > partial.length) {
    bytes = Buffer.allocUnsafe(Math.max(size + rest.length, 2 * partial.length));
    partial.copy(bytes, 0, 0, size);
  }
  bytes.set(rest, size);
  return bytes;
}

/** Whether a line of `size` bytes so far is over the limit, even if its last byte is the CR of its line end. */
const isTooLong = (size: number, maxBytes: number): boolean => size > maxBytes + 1;

/** Decodes UTF-8 in one call: a call per line takes longer than everything else. */
function decodeLines(block: Buffer, maxBytes: number): Line[] {
  if (!isUtf8(block) || block.length > maxBytes) {
    // In Latin-1, each character is a byte.
    const lines = block.toString("latin1").split("\n").map(withoutReturn);
    return lines.map((line) => (line.length > maxBytes ? undefined : decodeText(Buffer.from(line, "latin1"))));
  }
  const lines = block.toString("utf8").split("\n").map(withoutReturn);
  return lines.map((line) => (line.startsWith("\ufeff") ? line.slice(1) : line));
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);
