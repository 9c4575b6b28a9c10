/** Lines: a stream of bytes → its lines. */

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Cuts a stream into lines, without their line ends (LF or CRLF). The last line needs none; an empty stream has no line.
 *
 * @yields the lines that each chunk completed, together, so that a plentiful stream costs little for each line and a
 * slow one gets each line as it comes.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Uint8Array[]> {
  let begun: Uint8Array[] = [];
  for await (const chunk of stream) {
    const lines: Uint8Array[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const rest = chunk.subarray(start, end);
      lines.push(withoutReturn(begun.length === 0 ? rest : Buffer.concat([...begun, rest])));
      begun = [];
      start = end + 1;
    }
    if (start < chunk.length) begun.push(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (begun.length > 0) yield [withoutReturn(Buffer.concat(begun))];
}

function withoutReturn(line: Uint8Array): Uint8Array {
  return line.at(-1) === RETURN ? line.subarray(0, -1) : line;
}
