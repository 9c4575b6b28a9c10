/** Lines: a stream of bytes → its lines, decoded. */

import { isUtf8 } from "node:buffer";
import { decodeText } from "./decode.js";

const NEWLINE = 0x0a;

/**
 * Cuts a stream into lines, without their line ends (LF or CRLF), each decoded by {@link decodeText}. The last line needs
 * no end; an empty stream has no line.
 *
 * @yields the lines that each chunk completed, together, so that a plentiful stream costs little for each line and a
 * slow one gets each line as it comes.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  let begun: Uint8Array[] = [];
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end >= 0) {
      yield decodeLines(Buffer.concat([...begun, chunk.subarray(0, end)]));
      begun = [];
    }
    if (end + 1 < chunk.length) begun.push(chunk.subarray(end + 1));
  }
  if (begun.length > 0) yield decodeLines(Buffer.concat(begun));
}

/** UTF-8 is decoded as a whole, for a call for each line takes longer than all the rest. */
function decodeLines(block: Buffer): string[] {
  if (!isUtf8(block)) return splitBytes(block).map((line) => decodeText(withoutReturn(line)));
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

const RETURN = 0x0d;

function withoutReturn(line: Uint8Array): Uint8Array {
  return line.at(-1) === RETURN ? line.subarray(0, -1) : line;
}
