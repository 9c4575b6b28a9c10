/** Rewrites plain messages as mail is sent today: the same words, so the same answer is expected. */

import { parseMessage } from "../../src/core/text/message.js";

/** A plain message and how its parts are written anew. */
interface Plain {
  /** Fields with their continuations, but for the subject. */
  readonly fields: string;
  readonly subject: string;
  readonly body: string;
  /** Where this message's random bytes begin. */
  readonly seed: number;
}

type Rewrite = (plain: Plain) => Uint8Array;

/** Divides a message; undefined if it has no header. */
export function plainOf(text: string, seed: number): Plain | undefined {
  const { subject, body } = parseMessage(text);
  if (body === text) return undefined;
  const header = text.slice(0, text.length - body.length).trimEnd();
  const fields = header.split(/\n(?![ \t])/).filter((field) => !/^subject\s*:/i.test(field));
  return { fields: fields.join("\n"), subject: subject.replace(/\s+/g, " ").trim(), body, seed };
}

/** The text of the message that the rewrites are compared with. */
export function textOf({ fields, subject, body }: Plain): string {
  return `${fields}\nSubject: ${subject}\n\n${body}`;
}

const MIME = "MIME-Version: 1.0";
const UTF8 = "Content-Type: text/plain; charset=utf-8";

export const REWRITES: ReadonlyMap<string, Rewrite> = new Map<string, Rewrite>([
  ["base64", (plain) => message(plain, [MIME, UTF8, "Content-Transfer-Encoding: base64"], base64(plain.body))],
  [
    "quoted-printable",
    (plain) => message(plain, [MIME, UTF8, "Content-Transfer-Encoding: quoted-printable"], quotedPrintable(plain.body)),
  ],
  [
    "HTML only",
    (plain) => {
      const fields = [MIME, "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"];
      return message(plain, fields, quotedPrintable(html(plain.body)));
    },
  ],
  [
    "multipart/alternative",
    (plain) => multipart(plain, "alternative", [part(UTF8, plain.body), part(HTML, html(plain.body))]),
  ],
  ...[4, 60, 300].map((size): [string, Rewrite] => [
    `multipart/mixed with an attachment of ${size} kB`,
    (plain) => multipart(plain, "mixed", [part(UTF8, plain.body), attachment(randomBytes(plain.seed, 1000 * size))]),
  ]),
  ["Subject by RFC 2047, base64", (plain) => message({ ...plain, subject: encodedWords(plain.subject, "B") }, [MIME])],
  ["Subject by RFC 2047, quoted", (plain) => message({ ...plain, subject: encodedWords(plain.subject, "Q") }, [MIME])],
  [
    "the line of an mbox before it",
    (plain) => bytesOf(`From pat@example.com  Mon Apr  5 18:01:16 1993\n${textOf(plain)}`),
  ],
  ["CR LF", (plain) => bytesOf(textOf(plain).replaceAll("\n", "\r\n"))],
  [
    "windows-1252",
    (plain) => message(plain, [MIME, UTF8.replace("utf-8", "windows-1252"), "Content-Transfer-Encoding: 8bit"]),
  ],
  ["8 kB of uuencode behind it", (plain) => message(plain, [], plain.body + uuencode(randomBytes(plain.seed, 6000)))],
  ["8 kB of yEnc behind it", (plain) => message(plain, [], plain.body + yenc(randomBytes(plain.seed, 8000)))],
  [
    "8 kB of base64 lines behind it",
    (plain) => message(plain, [], `${plain.body}\n${base64(randomBytes(plain.seed, 6000))}`),
  ],
]);

const HTML = "Content-Type: text/html; charset=utf-8";
const BOUNDARY = "=_0123456789";

function message({ fields, subject, body }: Plain, mime: readonly string[], content = body): Uint8Array {
  return bytesOf([fields, `Subject: ${subject}`, ...mime, "", content].join("\n"));
}

function multipart(plain: Plain, subtype: string, parts: readonly string[]): Uint8Array {
  const content = `${parts.map((text) => `--${BOUNDARY}\n${text}\n`).join("")}--${BOUNDARY}--\n`;
  return message(plain, [MIME, `Content-Type: multipart/${subtype}; boundary="${BOUNDARY}"`], content);
}

function part(type: string, text: string): string {
  return `${type}\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(text)}`;
}

function attachment(bytes: Uint8Array): string {
  const fields = ["Content-Type: image/png; name=x.png", "Content-Disposition: attachment; filename=x.png"];
  return [...fields, "Content-Transfer-Encoding: base64", "", base64(bytes)].join("\n");
}

/** Windows-1252, in which every character of the corpus is a byte. */
function bytesOf(text: string): Uint8Array {
  if (!/[\x80-\x9f\u0100-\uffff]/.test(text)) return Buffer.from(text, "latin1");
  return Uint8Array.from(text, (character) => {
    const upper = UPPER.indexOf(character);
    return upper >= 0 ? 0x80 + upper : character.charCodeAt(0);
  });
}

const UPPER = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

function base64(content: string | Uint8Array): string {
  return `${Buffer.from(content).toString("base64").replace(/.{76}/g, "$&\n").trimEnd()}\n`;
}

function quotedPrintable(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const encoded = [...Buffer.from(line)].map((byte, i, { length }) => {
        const isBlankAtEnd = i === length - 1 && (byte === 0x20 || byte === 0x09);
        const isPlain = (byte >= 0x20 && byte < 0x7f && byte !== 0x3d) || byte === 0x09;
        return isPlain && !isBlankAtEnd ? String.fromCharCode(byte) : `=${hex(byte)}`;
      });
      let written = "";
      let width = 0;
      for (const character of encoded) {
        if (width + character.length > 75) {
          written += "=\n";
          width = 0;
        }
        written += character;
        width += character.length;
      }
      return written;
    })
    .join("\n");
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}

function encodedWords(subject: string, encoding: "B" | "Q"): string {
  const words: string[] = [];
  // Characters are never divided between words here; other tests do that.
  for (let at = 0; at < subject.length; at += 12) {
    const bytes = Buffer.from(subject.slice(at, at + 12));
    const text = encoding === "B" ? bytes.toString("base64") : [...bytes].map(quoted).join("");
    words.push(`=?utf-8?${encoding}?${text}?=`);
  }
  return words.join("\n ");
}

function quoted(byte: number): string {
  const character = String.fromCharCode(byte);
  return character === " " ? "_" : /[A-Za-z0-9]/.test(character) ? character : `=${hex(byte)}`;
}

/** As mailers write it: a style, a hidden line, tags within words, entities, tables. */
function html(text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  const lines = escaped.split("\n").map((line) => line.replace(/^([a-z])([a-z]+)/i, "<b>$1</b>$2"));
  return [
    "<!DOCTYPE html>\n<html><head><title>Message</title><style>p { margin: 0 } .hockey { color: red }</style></head>",
    '<body bgcolor="#ffffff"><div style="display:none">hidden preheader about motorcycles</div><!-- a comment on guns -->',
    `<table width="100%"><tr><td class="windows">${lines.join("<br>\n")}</td></tr></table>`,
    '<p><a href="http://www.example.com/space/shuttle"><img src="baseball.gif" alt=""></a></p></body></html>\n',
  ].join("\n");
}

/** Pseudo-random bytes (xorshift32): like those of a compressed picture. */
function randomBytes(seed: number, size: number): Uint8Array {
  let state = (seed + 1) * 2654435761;
  return Uint8Array.from({ length: size }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
}

function uuencode(bytes: Uint8Array): string {
  let lines = "\nbegin 644 picture.gif\n";
  for (let at = 0; at < bytes.length; at += 45) {
    const chunk = bytes.subarray(at, at + 45);
    let line = String.fromCharCode(0x20 + chunk.length);
    for (let i = 0; i < chunk.length; i += 3) {
      const group = (chunk[i]! << 16) | ((chunk[i + 1] ?? 0) << 8) | (chunk[i + 2] ?? 0);
      for (const shift of [18, 12, 6, 0])
        line += String.fromCharCode(0x20 + ((group >> shift) & 0x3f)).replace(" ", "`");
    }
    lines += `${line}\n`;
  }
  return `${lines}\`\nend\n`;
}

function yenc(bytes: Uint8Array): string {
  let lines = `\n=ybegin line=128 size=${bytes.length} name=picture.gif\n`;
  let width = 0;
  for (const byte of bytes) {
    let encoded = (byte + 42) & 0xff;
    const isCritical = encoded === 0 || encoded === 0x0a || encoded === 0x0d || encoded === 0x3d;
    if (isCritical) encoded = (encoded + 64) & 0xff;
    lines += `${isCritical ? "=" : ""}${decodedByte(encoded)}`;
    width += isCritical ? 2 : 1;
    if (width >= 128) {
      lines += "\n";
      width = 0;
    }
  }
  return `${lines}\n=yend size=${bytes.length}\n`;
}

function decodedByte(byte: number): string {
  return byte >= 0x80 && byte < 0xa0 ? UPPER[byte - 0x80]! : String.fromCharCode(byte);
}
