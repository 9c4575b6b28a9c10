// @ts-check
/** Hostile texts: time per byte, compared with ordinary mail. */

import { markdownTable } from "markdown-table";
import { decodeText } from "../dist/core/text/decode.js";
import { load } from "../dist/index.js";
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
    const knownTerms = texts.map(({ bytes }) => classifier.predict(decodeText(bytes)).knownTerms);
    // In turn: if the machine slows down, it does so for all of them.
    for (let round = 0; round < ROUNDS; round++) {
      for (const text of texts) text.seconds.push(timeOf(() => classifier.predict(decodeText(text.bytes))));
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

function timeOf(run) {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}

/** Name and text of each, ordinary mail first. */
function makeTexts(model) {
  const sample = sampleTexts().join("\n");
  const header = (fields) => `Subject: a\n${fields}`;
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
    ["NUL × 1,000,000", "\0".repeat(MEGABYTE)],
    ["bytes that are no UTF-8", Buffer.alloc(MEGABYTE, 0xe9)],
  ];
}

const numbered = (field) => Array.from({ length: 1_000_000 }, (_, i) => field(i)).join("\n");

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
