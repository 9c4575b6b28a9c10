// @ts-check
/** Hostile texts: time per byte, compared with ordinary mail. */

import { markdownTable } from "markdown-table";
import { load, readText } from "../dist/index.js";
import { embeddedArrays } from "./embedded.js";
import { sampleTexts } from "./sample.js";
import { median } from "./statistics.js";

const MAX_RATIO = 3;
const ROUNDS = 5;
const MEGABYTE = 1_000_000;
/** The lexer's longest word, MAX_FORM_BYTES. */
const LONGEST_WORD = 64;

const ORDINARY = "ordinary mail: the texts of data/sample again and again";

export const hostile = {
  name: "hostile",
  title: "Hostile texts",
  async run({ tell }) {
    const classifier = load();
    const texts = makeTexts(embeddedArrays()).map(([what, text]) => ({ what, bytes: Buffer.from(text), seconds: [] }));
    const predict = async (bytes) => classifier.predict(await readText(bytes));
    const knownTerms = [];
    for (const { bytes } of texts) knownTerms.push((await predict(bytes)).knownTerms);
    // In turn: if the machine slows down, it does so for all of them.
    for (let round = 0; round < ROUNDS; round++) {
      for (const text of texts) text.seconds.push(await timeOf(() => predict(text.bytes)));
      tell(`  round ${round + 1} of ${ROUNDS}`);
    }
    const perByte = texts.map(({ bytes, seconds }) => (median(seconds) / bytes.length) * 1e9);
    const rows = texts.map(({ what, bytes }, i) => {
      const ratio = perByte[i] / perByte[0];
      return [
        what,
        (bytes.length / MEGABYTE).toFixed(2),
        String(knownTerms[i]),
        perByte[i].toFixed(1),
        ratio.toFixed(2),
        i === 0 ? "" : ratio <= MAX_RATIO ? "yes" : "**no**",
      ];
    });
    const head = ["text", "MB", "known terms", "ns a byte", "to ordinary mail", `≤ ${MAX_RATIO}?`];
    return `Time from a text's bytes to its category with the embedded model, in one process; medians of ${ROUNDS} runs.

${markdownTable([head, ...rows], { align: ["l", "r", "r", "r", "r", "l"] })}`;
  },
};

async function timeOf(run) {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

/** Name and text of each, ordinary mail first. */
function makeTexts(model) {
  const sample = sampleTexts().join("\n");
  const header = (fields) => `Subject: a\n${fields}`;
  const mail = (type, body) => `From: a\nSubject: b\nMIME-Version: 1.0\nContent-Type: ${type}\n\n${body}`;
  const mixed = (parts) => mail("multipart/mixed; boundary=b", parts);
  const html = (body) => mail("text/html", body);
  return [
    [ORDINARY, fill(sample, MEGABYTE)],
    ["`a` × 1,000,000", "a".repeat(MEGABYTE)],
    ["`a ` × 1,000,000", "a ".repeat(MEGABYTE)],
    ["`http://a.b/` × 100,000", "http://a.b/".repeat(100_000)],
    ["`http://a.b/ ` × 100,000", "http://a.b/ ".repeat(100_000)],
    ["combining marks, 10 MB", "\u0301".repeat(5 * MEGABYTE)],
    ["a letter with a combining mark, 10 MB", "e\u0301 ".repeat((10 * MEGABYTE) / 4)],
    ["quotes nested 1,000 deep", Array.from({ length: 1000 }, (_, i) => `${"> ".repeat(i + 1)}quoted\n`).join("")],
    ["`> ` × 1,000,000", "> ".repeat(MEGABYTE)],
    ["e-mail address of 1 MB, long before its `@`", `${"a".repeat(MEGABYTE)}@example.com`],
    ["the same, long behind it", `a@${"a".repeat(MEGABYTE)}.com`],
    ["`a.` × 1,000,000", "a.".repeat(MEGABYTE)],
    ["`a.` × 30, then `@`, again and again", fill(`${"a.".repeat(30)}@ `, MEGABYTE)],
    ["`é.` × 1,000,000", "é.".repeat(MEGABYTE)],
    ["`@` × 1,000,000", "@".repeat(MEGABYTE)],
    ["`a@` × 1,000,000", "a@".repeat(MEGABYTE)],
    ["`a@ ` × 1,000,000", "a@ ".repeat(MEGABYTE)],
    ["a line of 10 MB", fill(`and ${sample.replaceAll(/\s+/g, " ")} `, 10 * MEGABYTE)],
    ["line ends × 1,000,000", "\n".repeat(MEGABYTE)],
    ["spaces × 1,000,000 between a field and an end", `a:\n${" ".repeat(MEGABYTE)}b`],
    ["a header of 1,000,000 fields, all different", `${header(numbered((i) => `a${i}: b`))}\n\nbody`],
    ["the same, all of one name", `${header(numbered(() => "a: b"))}\n\nbody`],
    ["the same, continued, of the subject", `${header(numbered(() => " b"))}\n\nbody`],
    ["a header of 1,000,000 fields, and then none", `${header(numbered((i) => `a${i}: b`))}\nno field`],
    ["words of 64 bytes", fill(`${"w".repeat(LONGEST_WORD)} `, MEGABYTE)],
    ["words of 65 bytes", fill(`${"w".repeat(LONGEST_WORD + 1)} `, MEGABYTE)],
    ["all words of the model", wordsOf(model)],
    ["capital sigmas and points", "Σ.".repeat(MEGABYTE)],
    ["capital İ", "İ".repeat(MEGABYTE)],
    ["Han", "漢字".repeat(MEGABYTE / 6)],
    ["bytes that are no UTF-8", Buffer.alloc(MEGABYTE, 0xe9)],
    ["a message of 10,000 parts", mixed(`--b\n\n${sample.slice(0, 95)}\n`.repeat(10_000))],
    ["a message of 10,000 boundaries and nothing else", mixed(fill("--b\n", 40_000))],
    ["parts 10,000 deep", mixed(nested(10_000))],
    [
      "messages in messages, 10,000 deep",
      mail("message/rfc822", fill("Subject: a\nContent-Type: message/rfc822\n\n", 420_000)),
    ],
    ["lines that look like boundaries", mixed(fill("--bb\n", MEGABYTE))],
    ["an attachment of 10 MB", mixed(`--b\n\nbody\n--b\nContent-Type: image/png\n\n${base64(10 * MEGABYTE)}`)],
    ["HTML of 10 MB", html(fill(`<p>${sample.slice(0, 1000).replaceAll("<", "&lt;")}</p>\n`, 10 * MEGABYTE))],
    ["elements that are never closed", html(fill("<div>a ", MEGABYTE))],
    ["tags that never end", html(fill("<a href=", MEGABYTE))],
    ["`&` × 1,000,000 in HTML", html("&".repeat(MEGABYTE))],
    ["a subject of 70,000 encoded words", `From: a\nSubject: ${fill("=?utf-8?q?a?= ", MEGABYTE)}\n\nbody`],
    ["uuencode of 10 MB", header(`\n${fill(`M${'"'.repeat(60)}\n`, 10 * MEGABYTE)}`)],
    ["quoted-printable that has lost its header", fill("a=3Db=20\n", MEGABYTE)],
  ];
}

const numbered = (field) => Array.from({ length: 1_000_000 }, (_, i) => field(i)).join("\n");

/** Parts, each within the one before it. */
const nested = (depth) =>
  Array.from({ length: depth }, (_, i) => `--b${i || ""}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n\n`).join(
    "",
  );

/** Lines of base64 of so many bytes. */
const base64 = (bytes) => Buffer.alloc(bytes, "compressed picture").toString("base64").replace(/.{76}/g, "$&\n");

const fill = (text, bytes) => text.repeat(Math.ceil(bytes / text.length));

/** A text in which every word is known. */
function wordsOf({ wordBytes, wordLengths }) {
  const words = [];
  let at = 0;
  for (const length of wordLengths) {
    words.push(Buffer.from(wordBytes.subarray(at, at + length)).toString());
    at += length;
  }
  return fill(`${words.join(" ")} `, MEGABYTE);
}
