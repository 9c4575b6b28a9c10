/** Reading a text: what a file or a request holds → the text that is classified. */

import { describeValue, NewsgroupsError } from "../core/errors.js";
import { decodeText, markedEncoding } from "../core/text/decode.js";
import { findHeader } from "../core/text/header.js";
import { nameBinary } from "../core/text/not-text.js";
import { isHtml, isParts } from "./undeclared.js";

/** A text as it comes: its bytes, or its characters if something else has decoded it. */
export type Content = Uint8Array | string;

/** Makes a text of what comes; a promise only where a message has to be decoded first. */
export type TextReader = (content: Content) => string | Promise<string>;

/**
 * Decodes bytes; leaves characters as they are. What a model reads that was made elsewhere and knows nothing of messages.
 *
 * @throws NewsgroupsError `input` if the bytes are no text: a picture, an archive, a program.
 */
export function decoded(content: Content): string {
  if (typeof content === "string") return content;
  const binary = nameBinary(content);
  if (binary !== undefined) throw notText(binary);
  return decodeText(content);
}

/**
 * Reads a text, and a message as its reader sees it: text or HTML in any encoding that mail has, no attachments. A message that is plain
 * stays as it is. Another becomes `Subject: …`, an empty line, and the words of its body.
 *
 * @param content the bytes of a text. Characters are taken for decoded: what declares their charset is not believed.
 * @returns a promise only for a message that has to be decoded, and for HTML.
 * @throws NewsgroupsError `input` if the bytes are no text: a picture, an archive, a program; `usage` if the content is of a wrong type.
 */
export function readText(content: Content): string | Promise<string> {
  const isText = typeof content === "string";
  if (!isText && !(content instanceof Uint8Array)) {
    throw new NewsgroupsError("usage", `text: expected a string or bytes, got ${describeValue(content)}`);
  }
  const binary = isText ? undefined : nameBinary(content);
  const text = isText ? checked(content) : decodeText(content);
  const header = findHeader(text);
  if (header && (header.isMime || isHtml(text, header.body))) {
    return import("./read-message.js").then(({ readMessage }) => {
      const message = readMessage(text, isText || isMarked(content) ? undefined : content);
      // A message may hold what is no text, and be none without it.
      if (message === undefined && binary !== undefined) throw notText(binary);
      return message ?? text;
    });
  }
  if (binary !== undefined) throw notText(binary);
  if (header) return text;
  const areParts = isParts(text);
  if (!(areParts || isHtml(text, 0))) return text;
  return import("./read-message.js").then(({ readHtml, readParts }) =>
    (areParts ? readParts : readHtml)(text, isText || isMarked(content) ? undefined : content),
  );
}

/** Whether a byte order mark has decided how bytes are decoded: nothing that they declare counts. */
function isMarked(bytes: Uint8Array): boolean {
  return markedEncoding(bytes) !== undefined;
}

/** Characters that something else has decoded may hold NULs, too: `"\\u0000"` in JSON. */
function checked(text: string): string {
  if (text.includes("\0")) throw notText("binary data (NUL characters)");
  return text;
}

function notText(kind: string): NewsgroupsError {
  if (kind.startsWith("UTF-16")) return new NewsgroupsError("input", `is ${kind}; convert it to UTF-8`);
  const remedy = kind.endsWith("archive") ? "unpack it, and give its texts" : "give the text that it shows";
  return new NewsgroupsError("input", `is ${kind}, not text; ${remedy}`);
}
