/** Bytes as characters of the same number: messages are divided and decoded as strings, which engines search fast. */

const utf16 = new TextDecoder("utf-16le", { ignoreBOM: true });

/** Returns a string with a character for each byte (ISO 8859-1, which no `TextDecoder` decodes). */
export function latin1Of(bytes: Uint8Array): string {
  const units = new Uint8Array(2 * bytes.length);
  for (let at = 0; at < bytes.length; at++) units[2 * at] = bytes[at]!;
  return utf16.decode(units);
}

/** Returns the bytes that {@link latin1Of} made characters of. */
export function bytesOf(characters: string): Uint8Array {
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
