// @ts-check
/** Texts as they come: mail in every form, changed in all ways, and hostile mail of 1 MB; and the oracle for reading them. */

import fc from "fast-check";
import { nameBinary } from "../../dist/core/text/not-text.js";
import { load, readText } from "../../dist/index.js";
import { byteEdits, editedBytes, splice, spliced } from "./byte-edits.js";
import { codeOf, Defect, requireSound } from "./oracle.js";

const MEGABYTE = 1_000_000;
const HEADER = "From: pat@example.com\nSubject: =?utf-8?Q?caf=C3?=\n =?utf-8?B?qQ==?=\nMIME-Version: 1.0\n";
const html = "<html><head><style>p{}</style></head><body><div style='display:none'>a</div><p>caf&eacute;<br>b</p>";
const part = (type, ...lines) => `--b\nContent-Type: ${type}\n${lines.join("\n")}\n`;

/** Messages with all that the mail reader knows. */
const MESSAGES = [
  "From a@b Mon Apr  5 1993\n>From c Mon Apr  5 1993\nSubject : plain\n continued\nlost blank\nDate: x\n \nTo: y\n\nbody\n",
  `${HEADER}Content-Type: text/plain; charset="koi8-r"\nContent-Transfer-Encoding: 8bit\n\n\xf0\xd2\xc9\xd7\xc5\xd4\n`,
  `${HEADER}Content-Type: text/html; charset=iso-2022-jp\nContent-Transfer-Encoding: quoted-printable\n\n=1B$B7oL>=1B(B=\n<b>x</b>`,
  `${HEADER}Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=utf-7\n\nK0JCOEVRQS0=\n-- \nfooter\n`,
  `${HEADER}Content-Type: multipart/mixed (c); boundary*0=b;\n boundary*1=""\n\npreamble\n${part("text/plain", "", "one")}` +
    `${part("multipart/alternative; boundary=c", "", "--c", "", " ", "--c", "Content-Type: text/html", "", html, "--c--")}` +
    `${part("message/rfc822", "", "Subject: inner", "Content-Type: text/enriched", "", "<bold>two</bold>")}` +
    `${part("image/png; name=x.png", "Content-Disposition: attachment", "Content-Transfer-Encoding: base64", "", "iVBORw0KGgo=")}--b--\n`,
  `${HEADER}Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogYQpDb250ZW50LVR5cGU6IHRleHQvaHRtbAoKPHA+Yg==`,
  `Subject: blocks\n\n> begin 644 x\n> M${"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`".slice(0, 60)}\n> \`\n> end\n` +
    "-----BEGIN PGP MESSAGE-----\nVersion: 2\n\niQBuAgUBK8DNazh0K1zBsGrxAQFoZQLEC/XKXMoDhCPf/AZ3aOQSLfz+6w400UDk\n=4eZb\n-----END PGP MESSAGE-----\n" +
    "=ybegin line=128 size=9 name=x\n\x9a\x9b\n=yend size=9\ncaf=E9 =3D=20\n",
  `<!DOCTYPE html>${html}`,
];

export function makeTexts() {
  return MESSAGES.map((text, i) => ({
    name: `text ${i}`,
    group: "texts",
    format: "text",
    bytes: Buffer.from(text, "latin1"),
  }));
}

/** What hostile mail repeats: each is of some meaning to the reader. */
const FRAGMENTS = [
  ...'\n|\r\n| |\t|--|--b|--b--|=|=?|?=|=?utf-8?q?|=?x?b?|_|:|;|"|\\|(|)|<|>|&|&#|&#x1;|<!--|-->|<p|<p>|</p>|<b>|</i>|<script>'.split(
    "|",
  ),
  ..."<p style='display:none'>|<div hidden>|<![CDATA[|]]>|=3D|=20\n|=\n|M|`|begin 644 x\n|end\n|=ybegin line=1 size=9 |=yend |~{|~}|+|-".split(
    "|",
  ),
  ..."-----BEGIN PGP MESSAGE-----\n|-----END A-----\n|> |From |From a 19\n|>From a 19\n|Subject: |a: b\n|\xe9|\xc3\xa9|\0|A|aB3".split(
    "|",
  ),
  "--b\nContent-Type: text/html\n\n",
  "--b\nContent-Type: message/rfc822\n\n",
  "--b\nContent-Transfer-Encoding: base64\n\n",
  "Content-Type: multipart/mixed; boundary=b\n\n",
  "charset=utf-7",
];
const BEGINNINGS = [
  "",
  "Subject: ",
  `${HEADER}\n`,
  `${HEADER}Content-Type: `,
  ...[
    "text/html",
    "text/html\nContent-Transfer-Encoding: base64",
    "text/plain; charset=hz",
    "multipart/mixed; boundary=b",
    "message/rfc822",
  ].map((type) => `${HEADER}Content-Type: ${type}\n\n`),
  `${HEADER}Content-Type: text/plain; charset=utf-7\nContent-Transfer-Encoding: quoted-printable\n\n`,
];
const hostile = fc.record({
  beginning: fc.constantFrom(...BEGINNINGS),
  first: fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 4 }),
  again: fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 4 }),
  last: fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 4 }),
});

/** The changes of a text: `[name, arbitrary, function from its values to bytes]`. */
export function textChanges(text, texts) {
  return [
    ["bytes", byteEdits, (value) => editedBytes(text.bytes, { ...value, digest: 0 })],
    [
      "splice",
      splice,
      (value) => spliced(text.bytes, texts[value.other % texts.length].bytes, { ...value, digest: false }),
    ],
  ];
}

/** Hostile mail of 1 MB: `[name, arbitrary, function from its values to bytes]`. */
export const HOSTILE = [
  "1 MB",
  hostile,
  ({ beginning, first, again, last }) => {
    const repeated = again.join("");
    const text = beginning + first.join("") + repeated.repeat(MEGABYTE / repeated.length) + last.join("");
    return Buffer.from(text, "latin1");
  },
];

const classifier = load();

/**
 * Reads a text, and what it is as characters, and predicts it.
 *
 * @returns "read", or the code of the error.
 * @throws Defect if it is neither refused as documented nor a text that can be predicted.
 */
export async function examineText(bytes) {
  try {
    const text = await readText(bytes);
    if (typeof text !== "string") throw new Defect(`read as ${text}`);
    requireSound(classifier, text);
  } catch (error) {
    if (error instanceof Defect) throw error;
    const code = codeOf(error);
    if (code !== "input" || nameBinary(bytes) === undefined) throw new Defect(`a text is refused: ${error.message}`);
    return code;
  }
  return "read";
}
