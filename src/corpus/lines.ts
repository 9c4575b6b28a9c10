/** Lines: a stream of bytes → its lines, decoded. */

import { isUtf8 } from "node:buffer";
import { decodeText } from "../core/text/decode.js";

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** A line, or undefined in the place of one that is longer than was allowed. */
export type Line = string | undefined;

/**
 * Cuts a stream into lines, without their line ends (LF or CRLF), each decoded by {@link decodeText}. The last line needs
 * no end; an empty stream has no line.
 *
 * @param maxBytes most bytes of a line, without its end. A longer one is not kept while it comes: of the line at hand
 * no more than that and one chunk is in memory.
 * @yields the lines that each chunk completed, together, so that a plentiful stream costs little for each line and a
 * slow one gets each line as it comes.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<readonly Line[]> {
  let begun: Buffer = NOTHING;
  let size = 0;
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end >= 0) {
      const from = isTooLong(size, maxBytes) ? chunk.indexOf(NEWLINE) + 1 : 0;
      const head = from === 0 ? begun.subarray(0, size) : NOTHING;
      const lines = from > end ? [] : decodeLines(Buffer.concat([head, chunk.subarray(from, end)]), maxBytes);
      yield from === 0 ? lines : [undefined, ...lines];
      begun = NOTHING;
      size = 0;
    }
    const rest = chunk.subarray(end + 1);
    begun = isTooLong(size + rest.length, maxBytes) ? NOTHING : appended(begun, size, rest);
    size += rest.length;
  }
  if (isTooLong(size, maxBytes)) yield [undefined];
  else if (size > 0) yield decodeLines(begun.subarray(0, size), maxBytes);
}

const NOTHING: Buffer = Buffer.alloc(0);

/** `rest` behind the first `size` bytes of `begun`, which grows by doubling: a long line may come byte by byte. */
function appended(begun: Buffer, size: number, rest: Uint8Array): Buffer {
  let bytes = begun;
  if (size + rest.length > begun.length) {
    bytes = Buffer.allocUnsafe(Math.max(size + rest.length, 2 * begun.length));
    begun.copy(bytes, 0, 0, size);
  }
  bytes.set(rest, size);
  return bytes;
}

/** Whether a line that has `size` bytes so far is too long even if its last byte is the CR of its end. */
const isTooLong = (size: number, maxBytes: number): boolean => size > maxBytes + 1;

/** UTF-8 is decoded as a whole, for a call for each line takes longer than all the rest. */
function decodeLines(block: Buffer, maxBytes: number): Line[] {
  if (!isUtf8(block) || block.length > maxBytes) {
    return splitBytes(block).map((bytes) => {
      const line = withoutReturn(bytes);
      return line.length > maxBytes ? undefined : decodeText(line);
    });
  }
  return block
    .toString("utf8")
    .split("\n")
    .map((line) => line.slice(line.startsWith("\ufeff") ? 1 : 0, line.endsWith("\r") ? -1 : undefined));
}

function splitBytes(block: Buffer): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = block.indexOf(NEWLINE); end >= 0; end = block.indexOf(NEWLINE, start)) {
    lines.push(block.subarray(start, end));
    start = end + 1;
  }
  return [...lines, block.subarray(start)];
}

function withoutReturn(line: Uint8Array): Uint8Array {
  return line.at(-1) === RETURN ? line.subarray(0, -1) : line;
}
