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
import type { DocumentWalk } from "../documents/document-walk.js";
import { keptBits, keptEntries, MAX_KEPT_BITS } from "../documents/kept.js";
import {
  countOccurrences,
  DecodedDocuments,
  decodeOccurrences,
  encodeOccurrences,
  encodeSequences,
} from "../documents/sequences.js";
import type { FlaggedWords, WordWalk } from "../tables/words.js";
import { derivedRows } from "./derived-rows.js";
import { inMemory, type NewSpool } from "./spool.js";
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
  /**
   * The words of the documents whose fingerprints begin with this number of zero bits are kept; undefined if those of none
   * are. All are kept if it is 0: then the sums of terms follow from them, and are not stored.
   */
  readonly keptBits: number | undefined;
  /** Number S of kept documents: the first entries of {@link documentSet}. */
  readonly keptDocuments: number;
  /** Starts a new walk over the kept documents. */
  walkDocuments(): DocumentWalk;
  /** Starts a new walk over the terms. */
  rows(): TermRows;
}

/** Whether the sums of terms follow from the kept documents. */
export const hasAllDocuments = ({ keptBits }: Pick<Counts, "keptBits">): boolean => keptBits === 0;

const KIND: Kind = { name: "a counts file", magic: "NGCOUNTS", versions: [4], madeBy: "`newsgroups train`" };
const OUTLINE = {
  keys: ["settings", "labels", "documents", "terms", "keptBits"],
  sections: ["words", "occurrences", "sequences", "terms", "fingerprints"],
} as const satisfies Outline;

/**
 * Writes counts as a counts file, piece by piece, without having all of it in memory.
 *
 * @param newSpool makes spools, which take documents and terms until their lengths are known.
 */
export function countsPieces(counts: Counts, newSpool: NewSpool): Iterable<Uint8Array> {
  const { settings, labels, documents, words, keptBits } = counts;
  const sequences = newSpool();
  let occurrences: Uint8Array = new Uint8Array();
  if (keptBits !== undefined) {
    const numbers = countOccurrences(counts.walkDocuments(), words.ends.length);
    encodeSequences(counts.walkDocuments(), numbers, sequences);
    occurrences = encodeOccurrences(numbers);
  }
  const sums = newSpool();
  const terms = hasAllDocuments(counts) ? 0 : encodeTermRows(counts.rows(), sums);
  const sections = new Map<string, Section>([
    ["words", wordsSection(words)],
    ["occurrences", sectionOf(occurrences)],
    ["sequences", sequences],
    ["terms", sums],
    ["fingerprints", sectionOf(encodeDocumentSet(counts.documentSet))],
  ]);
  const header = { settings, labels, documents, terms, keptBits: keptBits ?? null };
  return containerPieces(KIND, header, sections, nodeDigest);
}

/** Writes counts as the bytes of a counts file. */
export function encodeCounts(counts: Counts): Uint8Array<ArrayBuffer> {
  return concatenated(countsPieces(counts, inMemory));
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
  const { settings, labels, documents, terms, keptBits } = checkHeader(header);
  let words = 0;
  for (const walk = new DecodedWordWalk(section("words")); walk.next(); ) words++;
  const sums = section("terms");
  if (terms * MIN_ROW_BYTES > sums.length || (terms === 0 && sums.length > 0)) {
    throw new Fault(
      "section-size",
      `its section terms has ${sums.length} bytes, too few or too many for ${terms} terms`,
    );
  }
  const documentSet = decodeDocumentSet(section("fingerprints"), documents);
  const keptDocuments = keptEntries(documentSet, keptBits);
  const sequences = section("sequences");
  if (keptBits === undefined && sequences.length > 0) {
    throw new Fault("section-size", `its section sequences has ${sequences.length} bytes, and no documents are kept`);
  }
  const ranked = keptBits === undefined ? 0 : words;
  // Read again by each walk: of many files that are added, all would be in memory at once.
  const occurrences = () => decodeOccurrences(section("occurrences"), ranked, sequences.length);
  occurrences();
  const walkDocuments = (): DocumentWalk =>
    walkWithFileName(KIND, where, new DecodedDocuments(sequences, occurrences(), keptDocuments));
  const limits = { words, categories: labels.length, documents: sum(documents), terms };
  // What follows is read later, when nobody remembers which file it comes from.
  let all: FlaggedWords | undefined;
  const counts: Counts = {
    settings,
    labels,
    documents,
    get words() {
      all ??= withFileName(KIND, where, () => decodeWords(section("words")));
      return all;
    },
    walkWords: () => walkWithFileName(KIND, where, new DecodedWordWalk(section("words"), words)),
    documentSet,
    keptBits,
    keptDocuments,
    walkDocuments,
    rows: () =>
      hasAllDocuments(counts) ? derivedRows(counts) : walkWithFileName(KIND, where, new DecodedTermRows(sums, limits)),
  };
  return counts;
}

type CheckedHeader = Pick<Counts, "settings" | "labels" | "documents" | "keptBits"> & { readonly terms: number };

function checkHeader(header: Header): CheckedHeader {
  const { settings, terms, keptBits: bits } = header;
  if (!isSettings(settings)) throw new Fault("header-value", "its settings are not all numbers or strings");
  const labels = checkLabels("label", header["labels"], 0, MAX_CATEGORIES);
  const documents = checkDocuments(header["documents"], labels);
  if (!(Number.isSafeInteger(terms) && (terms as number) >= 0)) {
    throw new Fault("header-value", "its number of terms is not a whole number of 0 or more");
  }
  if (bits !== null && !(isBits(bits) && bits >= keptBits(sum(documents)))) {
    throw new Fault("header-value", "its keptBits do not fit its number of documents");
  }
  if (bits === 0 && terms !== 0) {
    throw new Fault("header-value", "it has terms beside all documents, from which they follow");
  }
  return {
    settings,
    labels,
    documents,
    terms: terms as number,
    keptBits: bits === null ? undefined : (bits as number),
  };
}

function isSettings(value: unknown): value is Settings {
  return isRecord(value) && Object.values(value).every((v) => typeof v === "number" || typeof v === "string");
}

function isBits(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) <= MAX_KEPT_BITS && (value as number) % 2 === 0;
}
