// @ts-check
/** Bombs: files of 64 KiB that demand as much memory and time as their format allows. */

import { putTogether, tableOf, takeApart } from "./files.js";

const BYTES = 1 << 16;
/** Repeated, they make a header whose values need more memory than their text. */
const FRAGMENTS = [
  ["", "[", ""],
  ["", "[", "]"],
  ["", '{"":', "0}"],
  ["[", "0,", "0]"],
  ["[", "[],", "0]"],
  ["[", "{},", "0]"],
  ["[", '{"a":0},', "0]"],
  ["[", "1.5,", "0]"],
  ["[", '"",', "0]"],
  ["[", '"a\\n",', "0]"],
  ['"', "\\u0000", '"'],
  ['"', "\ud83d\ude80", '"'],
  ["", "1", ""],
];
/** Fitting time grows with categories × terms. With more categories a second would be no defect. */
const CATEGORIES = [2, 30, 300];
const REPAIR = { length: true, alignment: true, digest: true };

/** Yields `[name, bytes]` of headers with one such value. */
export function* headerBombs(file) {
  const parts = takeApart(file);
  for (const name of Object.keys(parts.header)) {
    for (const [open, middle, close] of FRAGMENTS) {
      const times = Math.floor(BYTES / middle.length);
      const text = open + middle.repeat(times) + (middle === "[" && close ? close.repeat(times) : close);
      const entries = Object.entries(parts.header).map(
        ([key, value]) => `${JSON.stringify(key)}:${key === name ? text : JSON.stringify(value)}`,
      );
      yield ["header bomb", putTogether(parts, `{${entries.join()}}`, REPAIR)];
    }
  }
}

/** Yields `[name, bytes]` of valid counts with as much of one thing as fits. */
export function* countsBombs(file) {
  for (const categories of CATEGORIES) {
    yield ["counts bomb", countsOf(file, { categories, terms: 36 ** 3 })];
    yield ["counts bomb", countsOf(file, { categories, terms: 4, isFull: true, documents: 5000 })];
    yield ["counts bomb", countsOf(file, { categories, terms: 4, isFull: true, documents: 1024, size: 4 })];
    yield ["counts bomb", countsOf(file, { categories, terms: 4096, documents: 2 * categories, size: 4096 })];
  }
}

/**
 * Counts of up to this many terms, each in one category or (`isFull`) in all, and of this many documents, the first of which
 * have this many words.
 */
function countsOf(file, { categories, terms, isFull = false, documents = categories, size = 0 }) {
  const { prefix, header } = takeApart(file);
  const labels = Array.from({ length: categories }, (_, i) => i.toString(36).padStart(3, "0"));
  let room = BYTES - JSON.stringify({ ...header, labels }).length - 16 * categories - 500;
  const whole = Math.max(2 * categories, Math.min(documents, Math.floor(room / 20)));
  room -= whole * 17;
  const count = Math.min(terms, Math.floor(room / (isFull ? 10 + 3 * categories : 12)));
  const [words, rows] = [[], []];
  for (let i = 0; i < count; i++) {
    const all = isFull ? labels.map((_, category) => category) : [i % categories];
    words.push(2 * (3 - 1), ...Buffer.from(i.toString(36).padStart(3, "0")));
    rows.push(i === 0 ? 0 : 1, 0, ...varint(Math.max(2, all.length)), ...varint(all.length));
    for (const [at, category] of all.entries()) rows.push(...varint(at === 0 ? category : 1), 9);
  }
  room -= rows.length + words.length;
  const entries = [];
  const sequences = [];
  const occurrences = Array(count).fill(0);
  room -= 2 * count;
  for (let i = 0; i < whole; i++) {
    entries.push(0, 0, i >> 8, i & 255, ...Array(8).fill(0), ...varint(i % categories), 1);
    const length = Math.max(0, Math.min(size, count, Math.floor(room / 2) - 1));
    sequences.push(0, ...varint(length));
    for (let at = 0; at < length; at++) {
      sequences.push(...varint(1 + at));
      occurrences[at]++;
    }
    room -= 2 * length;
  }
  const sections = Object.entries({
    words,
    occurrences: occurrences.flatMap(varint),
    sequences,
    terms: rows,
    fingerprints: entries,
  }).map(([name, bytes]) => ({ name, bytes: Uint8Array.from(bytes) }));
  const numbers = labels.map((_, category) => Math.floor((whole - 1 - category) / categories) + 1);
  const said = { ...header, labels, documents: numbers, terms: count, keptBits: 2, sections: tableOf(sections) };
  return putTogether({ prefix, sections }, JSON.stringify(said), REPAIR);
}

function varint(number) {
  return number < 0x80 ? [number] : [(number & 0x7f) | 0x80, number >> 7];
}
