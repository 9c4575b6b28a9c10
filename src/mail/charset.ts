/** Charsets: the bytes of a part or an encoded word, in the charset that is declared → characters. */

import { decodeText, decodeUtf16BigEndian, decodeWindows } from "../core/text/decode.js";
import { bytesOf, latin1Of } from "./bytes.js";
import { DOS } from "./dos-charsets.js";
import { decodeBase64 } from "./transfer.js";

/** Names that say no more than that nothing is known; ASCII among them, which is declared for anything. */
const UNKNOWN =
  /^(|(us-?)?ascii|ansi_x3.*|utf[-_]?8(mb[34])?|unicode-1-1-utf-8|x?-?unknown(-8bit)?|8bit|binary|default_charset|none)$/;
/** Names of what all mailers mean windows-1252 by. */
const WINDOWS = /^(iso-8859-1(:1987)?|latin-?1|l1|iso-ir-100|cp819|ibm819|windows-1252|ansi)$/;
type Decoder = InstanceType<typeof TextDecoder>;

/** Names that mail has and the WHATWG Encoding Standard has not. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["cp932", "shift_jis"],
  ["windows-932", "shift_jis"],
  ["x-ms-cp932", "shift_jis"],
  ["cp936", "gbk"],
  ["ms936", "gbk"],
  ["windows-936", "gbk"],
  ["cp949", "euc-kr"],
  ["ms949", "euc-kr"],
  ["uhc", "euc-kr"],
  ["cp950", "big5"],
  ["ms950", "big5"],
  ["cp50220", "iso-2022-jp"],
  ["cp50221", "iso-2022-jp"],
  ["eucjp-ms", "euc-jp"],
]);

/**
 * Names that a `TextDecoder` may know: a stream of hostile mail must not fill the memory with decoders, nor take the time of failing to make
 * them.
 */
const KNOWN = new RegExp(
  `^(?:x-|cs)?(?:${[
    "utf-?16(?:le)?|ucs-2|unicode",
    "koi8?(?:[-_]?(?:r|u|ru))?|(?:ibm)?866|mac|macintosh|mac-(?:roman|cyrillic|ukrainian)",
    "iso-8859-\\d{1,2}(?:-[ei])?(?::\\d{4})?|iso-ir-\\d{2,3}|latin[-_]?\\d{1,2}|l\\d{1,2}",
    "windows-(?:125\\d|874)|tis-620|greek8?|elot_928|ecma-11[48]|hebrew|logical|visual|arabic|asmo-708|cyrillic",
    "gbk?|gb[-_]?2312(?:-80)?|gb18030|chinese|(?:cn-)?big5(?:-hkscs)?|euc-(?:jp|kr)|eucpkdfmtjapanese",
    "iso-?2022-?(?:jp|kr)|s(?:hift)?[-_]?jis|ms_kanji|ms932|windows-(?:31j|949)|korean|ks_?c_?5601(?:-19\\d\\d|1987)?|ksc56011987",
  ].join("|")})$`,
);
const decoders = new Map<string, Decoder | undefined>();

/** Decodes bytes in a declared charset. Where it is not known, or says nothing, the bytes decide: see {@link decodeText}. */
export function decodeCharset(bytes: Uint8Array, charset: string): string {
  const name = plainName(charset);
  if (UNKNOWN.test(name)) return decodeText(bytes);
  if (WINDOWS.test(name)) return decodeWindows(bytes);
  if (/^(?:x-)?(?:unicode-1-1-)?utf-?7$/.test(name)) return decodeUtf7(bytes);
  if (/^hz(?:-gb-2312)?$/.test(name)) return decodeHz(bytes);
  const dos = DOS.get(name);
  if (dos !== undefined) return decodeDos(bytes, dos);
  if (name === "utf-16be") return decodeUtf16BigEndian(bytes);
  // `utf-16` has a byte order mark, which decodes it.
  if (name === "utf-16" && bytes[0]! >= 0xfe) return decodeText(bytes);
  return decoderOf(name)?.decode(bytes) ?? decodeText(bytes);
}

/**
 * Returns the name of a charset without what mailers add or leave out: quotes, what `iconv` is to do (`//TRANSLIT`), a hyphen within,
 * `win-1251` or `cp-1251` for `windows-1251`.
 */
function plainName(charset: string): string {
  return charset
    .toLowerCase()
    .replace(/^[\s"'<]+|[\s"'>;,]+$|\/\/.*$/gs, "")
    .replace(/^(?:x-)?(?:windows|win|wcp|cp|dos)[-_]?(125\d|874)$/, "windows-$1")
    .replace(/^(?:cp|ibm|dos|oem)[-_]?(437|850|852|866)$/, "ibm$1")
    .replace(/^iso[-_]?8859[-_]?(\d)/, "iso-8859-$1")
    .replace(/^koi8[-_]?([ru])$/, "koi8-$1")
    .replace(/^(?:x-)?euc[-_]?(jp|kr)$/, "euc-$1")
    .replace(/^(iso-2022-jp)[-_](?:\d+|ms|ext)$/, "$1");
}

/** Whether a charset has ASCII bytes alone, behind escapes, for what is not ASCII. */
export function isSevenBit(charset: string): boolean {
  return /^(?:iso-2022|cp5022|csiso2022|(?:x-)?(?:unicode-1-1-)?utf-?7|hz)/.test(plainName(charset));
}

/** Decodes UTF-7 (RFC 2152), which no `TextDecoder` does. */
function decodeUtf7(bytes: Uint8Array): string {
  return latin1Of(bytes).replace(/\+([A-Za-z0-9+/]*)-?/g, (_, encoded: string) => {
    if (encoded === "") return "+";
    const units = decodeBase64(encoded);
    let text = "";
    for (let i = 0; i + 1 < units.length; i += 2) text += String.fromCharCode(256 * units[i]! + units[i + 1]!);
    return text;
  });
}

/** Decodes HZ (RFC 1843), which is GB 2312 without the upper bits between `~{` and `~}`. */
function decodeHz(bytes: Uint8Array): string {
  const decoded = latin1Of(bytes).replace(/~\{((?:[!-w][!-~]){0,500})~\}|~~|~\n/g, (shifted, encoded?: string) =>
    encoded === undefined ? shifted.slice(1).trim() : latin1Of(bytesOf(encoded).map((byte) => byte | 0x80)),
  );
  return decoderOf("gbk")?.decode(bytesOf(decoded)) ?? decoded;
}

/** Decodes a charset of DOS, of which ASCII is the lower half. */
function decodeDos(bytes: Uint8Array, upper: string): string {
  return latin1Of(bytes).replace(/[\x80-\xff]/g, (character) => upper[character.charCodeAt(0) - 0x80]!);
}

/** Whether bytes in a charset are what {@link decodeText} makes of them. */
export function isUndeclared(charset: string): boolean {
  return UNKNOWN.test(plainName(charset));
}

function decoderOf(name: string): Decoder | undefined {
  const known = ALIASES.get(name) ?? name;
  if (!KNOWN.test(known)) return undefined;
  if (!decoders.has(known)) decoders.set(known, makeDecoder(known) ?? makeDecoder(known.replace(/^(?:x-|cs)/, "")));
  return decoders.get(known);
}

/** Undefined if the runtime does not know the charset. */
function makeDecoder(name: string): Decoder | undefined {
  try {
    return new TextDecoder(name);
  } catch {
    return undefined;
  }
}
