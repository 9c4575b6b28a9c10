/** Counts: the additive statistics that `train` writes and `dump` reads. */

import { Fault, walkWithFileName, withFileName } from "../../core/container/fault.js";
import type { Header, Kind, Outline } from "../../core/container/format.js";
import { isRecord } from "../../core/container/header.js";
import { checkDocuments, checkLabels } from "../../core/container/labels.js";
import { openContainer } from "../../core/container/read.js";
import { type Source, sourceOf } from "../../core/container/source.js";
import { concatenated, containerPieces, type Section, sectionOf } from "../../core/container/write.js";
import { sum } from "../../core/sum.js";
import { nodeDigest } from "../../node-digest.js";
import { type DocumentSet, decodeDocumentSet, encodeDocumentSet } from "../documents/document-set.js";
import {
  decodeSample,
  encodeSample,
  MAX_SAMPLE_BITS,
  type Sample,
  sampleBits,
  sampleSize,
} from "../documents/sample.js";
import { type FlaggedWords, type WordWalk, walkOver } from "../tables/words.js";
import { MemorySpool, type Spool } from "./spool.js";
import { DecodedTermRows, encodeTermRows, MAX_CATEGORIES, MIN_ROW_BYTES, type TermRows } from "./term-rows.js";
import { DecodedWordWalk, decodeWords, wordsSection } from "./words.js";

/** How the documents were counted. Only counts with the same settings can be merged. */
export type Settings = Readonly<Record<string, number | string>>;

/**
 * The statistics of a corpus. Merging the counts of two corpora gives, to the byte, the counts of both read together, in
 * any order, and taking one out again gives the other: every number is an integer, and everything is sorted.
 */
export interface Counts {
  readonly settings: Settings;
  /** Distinct labels in ascending order of UTF-16 units; a category's number is its index here. */
  readonly labels: readonly string[];
  /** Number of documents by category. */
  readonly documents: readonly number[];
  /** The words of terms. Those of a counts file are read at the first access. */
  readonly words: FlaggedWords;
  /** Starts a new walk over {@link words}, without reading all of them into memory. */
  walkWords(): WordWalk;
  /** Which documents were counted. */
  readonly documentSet: DocumentSet;
  /** The fingerprints of the documents in {@link sample} begin with this number of zero bits. */
  readonly sampleBits: number;
  /** Vectors of the first documents of {@link documentSet}. Those of a counts file are read at the first access. */
  readonly sample: Sample;
  /** Returns {@link sample}, or at least its documents that are in a sample of `bits`, which are not fewer than its own. */
  thinSample(bits: number): Sample;
  /** Starts a new walk over the terms. */
  rows(): TermRows;
}

/** The members of {@link Counts} for words and a sample that are in memory. */
export function inMemory(
  words: FlaggedWords,
  sample: Sample,
): Pick<Counts, "words" | "walkWords" | "sampleBits" | "sample" | "thinSample"> {
  return { words, walkWords: () => walkOver(words), sampleBits: sample.bits, sample, thinSample: () => sample };
}

const KIND: Kind = { name: "a counts file", magic: "NGCOUNTS", versions: [3], madeBy: "`newsgroups train`" };
const OUTLINE = {
  keys: ["settings", "labels", "documents", "terms", "sampleBits"],
  sections: ["words", "terms", "fingerprints", "sample"],
} as const satisfies Outline;

/** A counts file that is being written: its bytes, piece by piece, and its number of terms. */
export interface CountsPieces {
  readonly terms: number;
  pieces(): Iterable<Uint8Array>;
}

/**
 * Writes counts as a counts file, without having all of it in memory.
 *
 * @param spool empty; takes the terms, which are most of the file, until all of them are known.
 */
export function countsPieces(counts: Counts, spool: Spool): CountsPieces {
  const terms = encodeTermRows(counts.rows(), spool);
  const { settings, labels, documents, sample } = counts;
  const sections = new Map<string, Section>([
    ["words", wordsSection(counts.words)],
    ["terms", spool],
    ["fingerprints", sectionOf(encodeDocumentSet(counts.documentSet))],
    ["sample", sectionOf(encodeSample(sample))],
  ]);
  const header = { settings, labels, documents, terms, sampleBits: counts.sampleBits };
  return { terms, pieces: () => containerPieces(KIND, header, sections, nodeDigest) };
}

/** Writes counts as the bytes of a counts file. */
export function encodeCounts(counts: Counts): Uint8Array<ArrayBuffer> {
  return concatenated(countsPieces(counts, new MemorySpool()).pieces());
}

/**
 * Reads a counts file. Its terms stay where they are, and are checked as {@link Counts.rows} walks over them.
 *
 * @param where what messages call the file.
 * @throws NewsgroupsError with the code of what is wrong, a `FileFault`.
 */
export function decodeCounts(file: Uint8Array | Source, where: string): Counts {
  const source = file instanceof Uint8Array ? sourceOf(file) : file;
  return withFileName(KIND, where, () => checkedCounts(source, where));
}

function checkedCounts(file: Source, where: string): Counts {
  const { header, sections } = openContainer(KIND, file, () => OUTLINE, nodeDigest);
  const section = (name: (typeof OUTLINE.sections)[number]): Source => sections.get(name)!;
  const { settings, labels, documents, terms, bits } = checkHeader(header);
  const walkWords = () => new DecodedWordWalk(section("words"));
  let words = 0;
  for (const walk = walkWords(); walk.next(); ) words++;
  if (terms * MIN_ROW_BYTES > section("terms").length) {
    throw new Fault(
      "section-size",
      `its section terms has ${section("terms").length} bytes, too few for ${terms} terms`,
    );
  }
  const documentSet = decodeDocumentSet(section("fingerprints"), documents);
  const size = sampleSize(documentSet, bits);
  const decoded = (kept: number): Sample => decodeSample(section("sample"), bits, size, words, kept);
  decoded(0);
  const limits = { words, categories: labels.length, documents: sum(documents), terms };
  // What follows is read later, when nobody remembers which file it comes from.
  let all: FlaggedWords | undefined;
  let sample: Sample | undefined;
  return {
    settings,
    labels,
    documents,
    get words() {
      all ??= withFileName(KIND, where, () => decodeWords(section("words")));
      return all;
    },
    walkWords: () => walkWithFileName(KIND, where, walkWords()),
    documentSet,
    sampleBits: bits,
    get sample() {
      sample ??= withFileName(KIND, where, () => decoded(size));
      return sample;
    },
    thinSample: (thin) => withFileName(KIND, where, () => decoded(sampleSize(documentSet, thin))),
    rows: () => walkWithFileName(KIND, where, new DecodedTermRows(section("terms"), limits)),
  };
}

type CheckedHeader = Pick<Counts, "settings" | "labels" | "documents"> & {
  readonly terms: number;
  readonly bits: number;
};

function checkHeader(header: Header): CheckedHeader {
  const { settings, terms, sampleBits: bits } = header;
  if (!isSettings(settings)) throw new Fault("header-value", "its settings are not all numbers or strings");
  const labels = checkLabels("label", header["labels"], 0, MAX_CATEGORIES);
  const documents = checkDocuments(header["documents"], labels);
  if (!(Number.isSafeInteger(terms) && (terms as number) >= 0)) {
    throw new Fault("header-value", "its number of terms is not a whole number of 0 or more");
  }
  if (!isSampleBits(bits) || bits < sampleBits(sum(documents))) {
    throw new Fault("header-value", "its sampleBits do not fit its number of documents");
  }
  return { settings, labels, documents, terms: terms as number, bits };
}

function isSettings(value: unknown): value is Settings {
  return isRecord(value) && Object.values(value).every((v) => typeof v === "number" || typeof v === "string");
}

function isSampleBits(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) <= MAX_SAMPLE_BITS && (value as number) % 2 === 0;
}
