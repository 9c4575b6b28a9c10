// @ts-check
/** The files to damage: made by the package itself, and split and joined as their format says. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dump, readCorpus, train } from "../../dist/index.js";

const PREFIX_BYTES = 16;
export const DIGEST_BYTES = 32;
/** Offset of the header's length. */
const HEADER_LENGTH_AT = 12;

/** Few words, but all kinds: stop words, bigrams, an address, names of object members, emoji, Han, a subject. */
const TINY = [
  { label: "__proto__", text: "Subject: the goalie\nFrom: someone@example.com\n\nred goalie stops the puck" },
  { label: "__proto__", text: "red puck 冰球 toString" },
  { label: "π", text: "the shuttle 🚀 orbit, write to someone@example.com" },
  { label: "π", text: "constructor shuttle orbit red" },
];

/** More than 256 categories, and counts that need more than one byte. */
const WIDE = Array.from({ length: 300 }, (_, i) => ({
  label: `category ${String(i).padStart(3, "0")}`,
  text: `shared words ${i % 7} ${"again and ".repeat(i % 5)} word${i % 50} here`,
}));

/**
 * A file to start from: `format` is "artifact" or "counts", `tiny` ones are small enough for every byte to be visited,
 * `costly` ones take long enough to be rare.
 */
export async function makeFiles() {
  const sample = [];
  for await (const document of readCorpus(new URL("../../data/sample", import.meta.url).pathname))
    sample.push(document);
  const files = [];
  /** @type {[name: string, documents: { label: string, text: string }[]][]} */
  const corpora = [
    ["tiny", TINY],
    ["sample", sample],
    ["wide", WIDE],
  ];
  for (const [name, documents] of corpora) {
    const counts = await train(documents);
    const tiny = name === "tiny";
    files.push({ name: `${name} counts`, format: "counts", tiny, costly: !tiny, bytes: counts });
    const sums = await train(documents, { documents: false });
    files.push({ name: `${name} sums`, format: "counts", tiny: false, costly: !tiny, bytes: sums });
    files.push({ name: `${name} artifact`, format: "artifact", tiny, costly: false, bytes: await dump(counts) });
  }
  // A slice of a Buffer would be a view.
  const embedded = Uint8Array.from(readFileSync(new URL("../../data/20newsgroups.model", import.meta.url)));
  files.push({ name: "embedded artifact", format: "artifact", tiny: false, costly: true, bytes: embedded });
  return files;
}

/** A copy with the digest of its present content. */
export function sealed(bytes) {
  const copy = Uint8Array.from(bytes);
  if (copy.length >= DIGEST_BYTES) copy.set(digestOf(copy), copy.length - DIGEST_BYTES);
  return copy;
}

/** Whether a file ends with the digest of everything before it. */
export function isSealed(bytes) {
  return digestOf(bytes).equals(bytes.subarray(bytes.length - DIGEST_BYTES));
}

function digestOf(bytes) {
  return createHash("sha256")
    .update(bytes.subarray(0, bytes.length - DIGEST_BYTES))
    .digest();
}

/** Splits a file into its first 16 bytes, its header and its sections, `{ name, bytes }` in order. */
export function takeApart(bytes) {
  const { buffer, byteOffset, byteLength } = bytes;
  const headerLength = new DataView(buffer, byteOffset, byteLength).getUint32(HEADER_LENGTH_AT, true);
  const header = JSON.parse(Buffer.from(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headerLength)).toString());
  const start = PREFIX_BYTES + aligned(headerLength);
  const sections = Object.entries(header.sections).map(([name, [offset, length]]) => ({
    name,
    bytes: bytes.slice(start + offset, start + offset + length),
  }));
  return { prefix: bytes.slice(0, PREFIX_BYTES), header, sections };
}

/** The section table of `sections`. */
export function tableOf(sections) {
  let end = 0;
  return Object.fromEntries(
    sections.map(({ name, bytes }) => {
      const range = [end, bytes.length];
      end += aligned(bytes.length);
      return [name, range];
    }),
  );
}

/**
 * Joins the parts of a file.
 *
 * @param json text of the header, whatever it says.
 * @param repair `length`: write the header's length; `alignment`: start the sections at a multiple of 8; `digest`.
 */
export function putTogether({ prefix, sections }, json, repair) {
  const header = Buffer.from(json);
  const padding = (length) => new Uint8Array(aligned(length) - length);
  const file = Uint8Array.from(
    Buffer.concat([
      prefix,
      header,
      repair.alignment ? padding(header.length) : new Uint8Array(),
      ...sections.flatMap(({ bytes }) => [bytes, padding(bytes.length)]),
      new Uint8Array(DIGEST_BYTES),
    ]),
  );
  if (repair.length) new DataView(file.buffer).setUint32(HEADER_LENGTH_AT, header.length, true);
  return repair.digest ? sealed(file) : file;
}

const aligned = (length) => Math.ceil(length / 8) * 8;
