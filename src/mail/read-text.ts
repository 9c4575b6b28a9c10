/** Reading a text: what a file or a request holds → the text that is classified. */

import { decodeText } from "../core/text/decode.js";

/** A text as it comes: its bytes, or its characters if something else has decoded it. */
export type Content = Uint8Array | string;

/** Makes a text of what comes; a promise only where a message has to be decoded first. */
export type TextReader = (content: Content) => string | Promise<string>;

/** Decodes bytes; leaves characters as they are. What a model reads that was made elsewhere and knows nothing of messages. */
export function decoded(content: Content): string {
  return typeof content === "string" ? content : decodeText(content);
}

/** Reads a text, and a message as its reader sees it. */
export function readText(content: Content): string | Promise<string> {
  return decoded(content);
}
