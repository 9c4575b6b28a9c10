/** Reading a message: one with a MIME header → the plain message that its reader sees. Loaded when the first is met. */

import { decodeText } from "../core/text/decode.js";
import { findHeader, type Header, withLineFeeds } from "../core/text/header.js";
import { nameBinary } from "../core/text/not-text.js";
import { bytesOf, latin1Of } from "./bytes.js";
import { decodeCharset, isSevenBit, isUndeclared } from "./charset.js";
import { decodeWords, hasEncodedWord } from "./encoded-words.js";
import { htmlToText } from "./html.js";
import { type PartHeader, readPartHeader } from "./part-header.js";
import { divide, headerOf, isMessage, type Part } from "./parts.js";
import { decodeTransfer } from "./transfer.js";
import { isHtml } from "./undeclared.js";

/** Top-level types of content without words. */
const WORDLESS = /^(application|audio|chemical|font|image|message|model|video)\//;
/** Types of text that mail readers do not show as text. */
const DATA = /^text\/(calendar|css|csv|directory|javascript|rtf|vcard|watch-html|x-amp-html|x-vcalendar|x-vcard|xml)$/;
/** Types that are read as HTML is. */
const MARKUP = /^(text\/(html|enriched|richtext)|application\/xhtml\+xml)$/;
/** Messages that are encoded within messages. */
const MAX_ENCODED = 10;

/**
 * Returns a message as plain text: `Subject: …`, an empty line, and the words of its body. Text is preferred to HTML; of HTML the words
 * that are shown; messages within it are text with their subjects; attachments are none. Whatever the message, it throws nothing.
 *
 * @param decoded its characters, as they are decoded where nothing is declared.
 * @param bytes undefined if nobody knows them: then a charset that is declared says nothing of the characters.
 * @returns undefined if it is plain already.
 */
export function readMessage(decoded: string, bytes: Uint8Array | undefined): string | undefined {
  const isDecoded = bytes === undefined;
  const text = octetsOf(decoded, bytes);
  const header = findHeader(text);
  // Header and body may be in two encodings, neither of which is declared: each is decoded by itself.
  const isMixed = !isDecoded && decoded.includes("\ufffd");
  if (!header || (!isMixed && isPlain(text, header, isDecoded))) return undefined;
  const reader = new MessageReader(text, isDecoded, 0);
  const { to, body } = endOfHeader(text, header);
  const root = divide(text, header.start, to, body);
  const subjects =
    root.header.subjects.length === 0 ? [""] : root.header.subjects.map((subject) => reader.subject(subject));
  return `${subjects.map((subject) => `Subject: ${subject}\n`).join("")}\n${reader.words(root, true)}`;
}

/** A character for each byte. */
function octetsOf(decoded: string, bytes: Uint8Array | undefined): string {
  const isAscii = !NOT_ASCII.test(decoded);
  return withLineFeeds(isAscii ? decoded : latin1Of(bytes ?? new TextEncoder().encode(decoded)));
}

/** Where the header ends: some mailers put no empty line before the first boundary. */
function endOfHeader(text: string, { start, end, body }: Header): { to: number; body: number } {
  const { boundary } = readPartHeader(text, start, end);
  const first = boundary === "" ? -1 : text.slice(start, body).indexOf(`\n--${boundary}`);
  return first < 0 ? { to: end, body } : { to: start + first + 1, body: start + first + 1 };
}

/** Whether a message says what it is and that is plain text: the characters that it has been decoded to are what its reader sees. */
function isPlain(text: string, { start, end, body, subjects }: Header, isDecoded: boolean): boolean {
  const { type, charset, encoding, isAttachment, isBroken } = readPartHeader(text, start, end);
  if (
    isAttachment ||
    isBroken ||
    isHtml(text, body) ||
    !/^(text(\/plain)?)?$/.test(type) ||
    !/^([78]bit|binary)?$/i.test(encoding)
  )
    return false;
  if (subjects.some((span) => hasEncodedWord(text.slice(span.colon, span.end)))) return false;
  if (isUndeclared(charset)) return true;
  return (isDecoded || !NOT_ASCII.test(text)) && !isSevenBit(charset);
}

const NOT_ASCII = /[^\0-\x7f]/;

/** Makes text of the parts of one message. */
class MessageReader {
  readonly #text: string;
  readonly #isDecoded: boolean;
  readonly #encoded: number;

  /** @param encoded how many messages this one is encoded in. */
  constructor(text: string, isDecoded: boolean, encoded: number) {
    this.#text = text;
    this.#isDecoded = isDecoded;
    this.#encoded = encoded;
  }

  /** Decodes a subject, without its line ends. */
  subject(value: string): string {
    const decoded = decodeWords(decodeText(bytesOf(value)));
    return decoded.replace(/[\r\n\u2028\u2029]+[ \t]*/g, " ").trim();
  }

  /**
   * Returns the words of a part.
   *
   * @param isFirst whether it is the first of its parent: a body may have the name of a file, other text with one is an attachment.
   */
  words(part: Part, isFirst: boolean): string {
    const { header, type, children } = part;
    if (isMessage(type)) return this.#messageWords(part);
    if (header.isAttachment) return "";
    if (children) return type === "multipart/alternative" ? this.#alternative(children) : this.#all(children);
    if (type === "text/rfc822-headers") return this.#subjects(readPartHeader(this.#text, part.start, part.end));
    if (header.isNamed && !isFirst) return "";
    // A multipart that could not be divided is the text that it is.
    const hasWords = MARKUP.test(type) || type.startsWith("multipart/") || !(WORDLESS.test(type) || DATA.test(type));
    return hasWords ? this.#leaf(part) : "";
  }

  #all(parts: readonly Part[]): string {
    return parts
      .map((part, index) => this.words(part, index === 0))
      .filter((words) => words.trim() !== "")
      .join("\n\n");
  }

  /** Plain text if there is any; else the last, which is the richest, that has words. */
  #alternative(children: readonly Part[]): string {
    const plain = children.find((part) => firstText(part) === "text/plain");
    const words = plain ? this.words(plain, true) : "";
    if (words.trim() !== "") return words;
    for (const part of [...children].reverse()) {
      const others = part === plain ? "" : this.words(part, true);
      if (others.trim() !== "") return others;
    }
    return "";
  }

  #messageWords(part: Part): string {
    const message = part.children?.[0];
    if (message) return `${this.#subjects(message.header)}\n\n${this.words(message, true)}`;
    if (this.#encoded >= MAX_ENCODED) return "";
    const text = latin1Of(decodeTransfer(this.#text.slice(part.start, part.end), part.header.encoding));
    const { to, body } = headerOf(text, 0);
    const root = divide(text, 0, to, body);
    const reader = new MessageReader(text, this.#isDecoded, this.#encoded + 1);
    return `${reader.#subjects(root.header)}\n\n${reader.words(root, true)}`;
  }

  #subjects({ subjects }: PartHeader): string {
    return subjects.map((subject) => this.subject(subject)).join("\n");
  }

  #leaf({ start, end, type, header }: Part): string {
    const content = this.#text.slice(start, end);
    // Most of the parts of a hostile message are so.
    if (content.trim() === "") return "";
    const bytes = decodeTransfer(content, header.encoding);
    // A picture that is declared a text. UTF-16 has NULs and is one.
    if (!WIDE.test(header.charset) && nameBinary(bytes) !== undefined) return "";
    const isDecoded = this.#isDecoded && NOT_ASCII.test(content);
    const isMarkup = MARKUP.test(type) || isHtml(latin1Of(bytes.subarray(0, META_BYTES)), 0);
    const declared = header.charset === "" && isMarkup ? charsetOfHtml(bytes) : header.charset;
    const text = decodeCharset(bytes, isDecoded ? "" : declared);
    if (isMarkup) return htmlToText(text);
    return header.isBroken ? text.replace(BROKEN, "$1") : text;
  }
}

/** A line that goes on in the next, but for the one before a signature. */
const BROKEN = /^(?!-- \r?$)([^\n]*) \r?\n(?:>+ ?| )?/gm;

/** Charsets of which a character has two bytes or four. */
const WIDE = /^(?:utf-?(?:16|32)|ucs-?[24]|iso-10646|unicode$)/i;

/** The type of the first text in a part; "" if there is none. */
function firstText(part: Part): string {
  if (part.children) return firstText(part.children[0]!);
  return part.type === "" ? "text/plain" : part.type;
}

const META = /<meta[^>]{1,500}charset\s*=\s*["']?([\w-]{1,40})/i;
/** Browsers look as far for it. */
const META_BYTES = 1024;

function charsetOfHtml(bytes: Uint8Array): string {
  return META.exec(latin1Of(bytes.subarray(0, META_BYTES)))?.[1] ?? "";
}

/** Reads a document of HTML. */
export function readHtml(decoded: string, bytes: Uint8Array | undefined): string {
  return htmlToText(bytes ? decodeCharset(bytes, charsetOfHtml(bytes)) : decoded);
}

/** What was cut off before the first part, as far as it can be known. */
const LOST_HEADER = "Content-Type: multipart/alternative\n\n";

/** Reads the parts of a message that has lost its header, as {@link readMessage} does. */
export function readParts(decoded: string, bytes: Uint8Array | undefined): string {
  const text = LOST_HEADER + octetsOf(decoded, bytes);
  const root = divide(text, 0, LOST_HEADER.length - 1, LOST_HEADER.length);
  return `Subject: \n\n${new MessageReader(text, bytes === undefined, 0).words(root, true)}`;
}
