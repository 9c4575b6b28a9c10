/** Small corpora for the tests of counts, and counts files to order. */

import fc from "fast-check";
import type { Kind } from "../../src/core/container/format.js";
import { encodeContainer } from "../../src/core/container/write.js";
import { nodeDigest } from "../../src/node-digest.js";
import { CountsBuilder, type Keeping } from "../../src/train/collect/counts-builder.js";
import { forgetDocuments } from "../../src/train/combine/forget.js";
import { type MergeOptions, mergeCounts } from "../../src/train/combine/merge.js";
import { type Counts, decodeCounts, encodeCounts } from "../../src/train/counts/counts.js";
import { ByteWriter } from "../../src/train/counts/varint.js";
import { fingerprintAt } from "../../src/train/documents/document-set.js";
import { keptBits } from "../../src/train/documents/kept.js";
import type { Labelled } from "./labelled.js";
import { wordsOf } from "./words.js";

const LABELS = ["alt.atheism", "rec.autos", "sci.space", "__proto__", "constructor", "toString", "😀", "\uff01", "é"];
const PIECES = [
  ..."the of and engine oil orbit orbit windows 3.1 486dx naïve cafe\u0301 東京 🚀 __proto__ constructor".split(" "),
  ...[
    "someone@example.com",
    "x@y",
    "x".repeat(70),
    "...",
    "\n",
    "\n\n",
    "Subject: oil",
    "From: x\nSubject: orbit oil\n\n",
  ],
];

const text: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: "binary", maxLength: 4 })), {
    maxLength: 12,
  })
  // NUL characters are refused as binary data.
  .map((pieces) => pieces.join(" ").replaceAll("\0", ""));

const document: fc.Arbitrary<Labelled> = fc.record({ label: fc.constantFrom(...LABELS), text });

/** Documents of at least two categories. */
export const corpus: fc.Arbitrary<Labelled[]> = fc
  .tuple(fc.shuffledSubarray(LABELS, { minLength: 2, maxLength: 2 }), text, text, fc.array(document, { maxLength: 5 }))
  .map(([[one, other], a, b, rest]) => [{ label: one!, text: a }, { label: other!, text: b }, ...rest]);

/** A corpus and documents that come later, some of them copies, of each other and of what was there. */
export const growing: fc.Arbitrary<{ before: Labelled[]; later: Labelled[] }> = fc
  .tuple(corpus, fc.array(document, { minLength: 1, maxLength: 5 }))
  .chain(([before, fresh]) =>
    fc.record({
      before: fc.constant(before),
      later: fc
        .tuple(fc.shuffledSubarray([...before, ...fresh]), fc.constant(fresh))
        .chain(([copies, all]) => shuffled([...copies, ...all])),
    }),
  );

/** The same items in any order. */
export function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}

/** So many short documents, of three categories; the first is number `from`. */
export function manyDocuments(count: number, from = 0): Labelled[] {
  return Array.from({ length: count }, (_, i) => {
    const n = from + i;
    return { label: ["a", "b", "c"][n % 3]!, text: `the word${n % 50} and number${n} word${n % 7}` };
  });
}

/** Counts of files added, as a file. */
export function added(
  files: readonly Uint8Array[],
  options: MergeOptions = { allowDuplicates: true },
  bound?: number,
): Uint8Array {
  return encodeCounts(
    mergeCounts(
      files.map((file, i) => ({ counts: decodeCounts(file, `${i}`), where: `${i}` })),
      options,
      undefined,
      bound,
    ),
  );
}

/** The counts of one file taken out of those of another, as a file. */
export function subtracted(whole: Uint8Array, part: Uint8Array, bound?: number): Uint8Array {
  const named = (file: Uint8Array, where: string) => ({ counts: decodeCounts(file, where), where });
  return encodeCounts(forgetDocuments(named(whole, "whole"), named(part, "part"), undefined, bound));
}

export function trainedOn(documents: readonly Labelled[]): Promise<Uint8Array> {
  return trainedWith({}, documents);
}

/** Counts that keep documents in another way than by default. */
export async function trainedWith(keeping: Keeping, documents: readonly Labelled[]): Promise<Uint8Array> {
  const builder = new CountsBuilder(keeping);
  for (const { label, text } of documents) builder.add(label, text);
  return encodeCounts(await builder.finish());
}

/** A term as a test writes it: words, document frequency, and the sum for each label in which it occurs. */
export type Term = readonly [words: string, documentFrequency: number, sums: Readonly<Record<string, number>>];

/** A document of counts as a test writes it: its fingerprint, its label, how often it is there. */
export type Counted = readonly [fingerprint: string, label: string, copies: number];

/** The documents of counts in their order. */
export function documentsOf({ documentSet, labels }: Counts): Counted[] {
  return Array.from(documentSet.copies, (copies, at) => [
    JSON.stringify(fingerprintAt(documentSet, at)),
    labels[documentSet.categories[at]!]!,
    copies,
  ]);
}

/** The kept documents in their order, as their words: a gap is `_`, and `|` ends the subject. */
export function keptOf(counts: Counts): string[] {
  const names = ["_", ...wordsOf(counts.words)];
  const documents: string[] = [];
  for (const walk = counts.walkDocuments(); walk.next(); ) {
    const words = Array.from(walk.tokens.subarray(0, walk.size), (token) => names[token]!);
    documents.push([...words.slice(0, walk.subject), "|", ...words.slice(walk.subject)].join(" "));
  }
  return documents;
}

/** Walks over the rows of counts, and writes out words and labels. */
export function termsOf(counts: Counts): Term[] {
  const words = wordsOf(counts.words);
  const terms: Term[] = [];
  for (const rows = counts.rows(); rows.next(); ) {
    const sums = Array.from({ length: rows.postings }, (_, i) => [counts.labels[rows.categories[i]!]!, rows.sums[i]!]);
    const name = rows.second === 0 ? words[rows.first]! : `${words[rows.first]} ${words[rows.second - 1]}`;
    terms.push([name, rows.documentFrequency, Object.fromEntries(sums)]);
  }
  return terms;
}

const KIND: Kind = { name: "a counts file", magic: "NGCOUNTS", versions: [4], madeBy: "`newsgroups train`" };

/** What a counts file may say, true or not; it is written with the digest that belongs to it. */
export interface Said {
  readonly header: Readonly<Record<string, unknown>>;
  readonly words: Uint8Array;
  readonly occurrences: Uint8Array;
  readonly sequences: Uint8Array;
  readonly terms: Uint8Array;
  readonly fingerprints: Uint8Array;
}

/** A section: numbers as varints. */
export function section(...numbers: readonly number[]): Uint8Array {
  const writer = new ByteWriter();
  for (const number of numbers) writer.varint(number);
  return writer.written().slice();
}

/** A section of words; a stop word stands in brackets: `listed("oil", ["the"])`. */
export function listed(...words: readonly (string | readonly [stopWord: string])[]): Uint8Array {
  const writer = new ByteWriter();
  for (const entry of words) {
    const word = Buffer.from(typeof entry === "string" ? entry : entry[0]);
    writer.varint(2 * (word.length - 1) + (typeof entry === "string" ? 0 : 1));
    writer.bytes(word);
  }
  return writer.written().slice();
}

/** A section of fingerprints: the 32-bit numbers of each, its category and its copies. */
export function fingerprints(...entries: readonly (readonly [number, number, number, number, number])[]): Uint8Array {
  const writer = new ByteWriter();
  for (const [high, low, whole, category, copies] of entries) {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt32BE(high, 0);
    bytes.writeUInt32BE(low, 4);
    bytes.writeUInt32BE(whole, 8);
    writer.bytes(bytes);
    writer.varint(category);
    writer.varint(copies);
  }
  return writer.written().slice();
}

/**
 * True counts of three documents: two labels, two words, of which the second is a stop word, and their bigram. As of a large
 * corpus, they have sums of terms beside kept documents.
 */
export const TRUE: Said = {
  header: { settings: { features: 2 }, labels: ["a", "b"], documents: [2, 1], terms: 3, keptBits: 2 },
  words: listed("oil", ["with"]),
  occurrences: section(3, 2),
  // The bodies "oil", a gap, "with"; and "oil"; between them the subject "oil" with the body "with".
  sequences: section(...[0, 3, 1, 0, 2], ...[1, 1, 1, 2], ...[0, 1, 1]),
  // (oil): 3 documents, a 100, b 50; (oil with): 1 document, b 7; (with): 2 documents, a 9.
  terms: section(...[0, 0, 3, 2, 0, 100, 1, 50], ...[0, 2, 1, 1, 1, 7], ...[1, 0, 2, 1, 0, 9]),
  fingerprints: fingerprints([1, 2, 3, 0, 1], [1, 2, 4, 0, 1], [5, 0, 0, 1, 1]),
};

/** The same as of a small corpus, where all terms follow from the documents. */
export const WHOLE: Said = { ...TRUE, header: { ...TRUE.header, terms: 0, keptBits: 0 }, terms: new Uint8Array() };

/** The same without documents. */
export const SUMS: Said = {
  ...TRUE,
  header: { ...TRUE.header, keptBits: null },
  occurrences: new Uint8Array(),
  sequences: new Uint8Array(),
};

/** The bytes of a counts file that says {@link TRUE} but for `lies`. */
export function countsFile(lies: Partial<Said> = {}): Uint8Array {
  const { header: _, ...told } = lies;
  const { header, ...sections } = { ...TRUE, ...lies, ...followed(lies), ...told };
  return encodeContainer(KIND, header, new Map(Object.entries(sections)), nodeDigest);
}

/** What follows from lies about documents, so that each is the only lie. */
function followed({ header }: Partial<Said>): Partial<Said> {
  const documents = header?.["documents"];
  const isTold = Array.isArray(documents) && documents !== TRUE.header["documents"];
  // None of them begins with a zero bit.
  const entries = (isTold ? documents : []).map((n: number, i: number) => [0xffff0000 + i, 0, 0, i, n] as const);
  const isWhole = entries.every(([, , , , n]) => Number.isSafeInteger(n) && n > 0);
  if (!isTold || !isWhole) return {};
  const bits = keptBits(entries.reduce((sum, [, , , , n]) => sum + n, 0));
  const told = header?.["keptBits"];
  return {
    header: { ...header, keptBits: told === TRUE.header["keptBits"] ? Math.max(2, bits) : told },
    fingerprints: fingerprints(...entries),
    occurrences: section(0, 0),
    sequences: section(),
  };
}

/** Reads a counts file to its very end. */
export function readWhole(file: Uint8Array): { counts: Counts; terms: Term[] } {
  const counts = decodeCounts(file, "some.counts");
  for (const walk = counts.walkDocuments(); walk.next(); );
  return { counts, terms: termsOf(counts) };
}
