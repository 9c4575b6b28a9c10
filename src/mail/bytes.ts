/** Bytes as characters of the same number: messages are divided and decoded as strings, which engines search fast. */

const CHUNK = 8192;

/** Returns a string with a character for each byte (ISO 8859-1). */
export function charactersOf(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

/** Returns the bytes that {@link charactersOf} made characters of. */
export function bytesOf(characters: string): Uint8Array {
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
