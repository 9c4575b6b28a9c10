/** Backslashes of tables that escape quotes by them: MySQL and others also write line ends and tabs so. */

const BACKSLASH = 0x5c;
/** The letters of `\\n`, `\\r` and `\\t`. */
const LETTERS: readonly number[] = [0x6e, 0x72, 0x74];

/** Doubles the backslash before such a letter: the CSV reader would leave the letter alone. */
export async function* withBackslashes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isEscaped = false;
  for await (const chunk of chunks) {
    const bytes = Buffer.allocUnsafe(2 * chunk.length);
    let length = 0;
    for (const byte of chunk) {
      if (isEscaped && LETTERS.includes(byte)) bytes[length++] = BACKSLASH;
      isEscaped = !isEscaped && byte === BACKSLASH;
      bytes[length++] = byte;
    }
    yield bytes.subarray(0, length);
  }
}

const MEANT: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** Puts the line ends and tabs into a field that were written with backslashes. */
export const withLineEnds = (field: string): string =>
  field.replace(/\\([nrt])/g, (_, letter: string) => MEANT[letter]!);
