/** Counts: the additive statistics that `train` writes and `dump` reads. */

import {
  type Container,
  decodeContainer,
  encodeContainer,
  isRecord,
  type Kind,
  refusalOf,
} from "../container/container.js";
import { NewsgroupsError, printable, type Refuse } from "../errors.js";
import { compareBytes, hasWord, type Words, wordAt } from "../tables/words.js";
import { checkDocuments, checkLabels, MAX_DOCUMENTS } from "./labels.js";
import {
  type Addend,
  DecodedTermRows,
  encodeTermRows,
  MAX_CATEGORIES,
  MergedTermRows,
  MIN_ROW_BYTES,
  type TermRows,
} from "./term-rows.js";
import { decodeWords, encodeWords } from "./words.js";

/** How the documents were counted. Counts can be added only if all of this is the same. */
export type Settings = Readonly<Record<string, number | string>>;

/**
 * What a corpus says of its terms. Adding the counts of two corpora gives, to the byte, the counts of both read
 * together, in any order: every number is an integer, and everything is sorted.
 */
export interface Counts {
  readonly settings: Settings;
  /** Distinct labels in ascending order of UTF-16 units; a category's number is its place here. */
  readonly labels: readonly string[];
  /** Number of documents by category. */
  readonly documents: readonly number[];
  /** Words that terms are made of. */
  readonly words: Words;
  /** Stop words that were seen; none of them is in {@link words}. */
  readonly stopWords: Words;
  /** Starts a new walk over the terms. */
  rows(): TermRows;
}

const KIND: Kind = { name: "a counts file", magic: "NGCOUNTS", version: 1, madeBy: "`newsgroups train`" };
const OUTLINE = {
  keys: ["settings", "labels", "documents", "terms"],
  sections: ["stopWords", "words", "terms"],
} as const;

/** Writes counts as the bytes of a counts file. */
export function encodeCounts(counts: Counts): Uint8Array {
  const { section, terms } = encodeTermRows(counts.rows());
  const { settings, labels, documents } = counts;
  return encodeContainer(
    KIND,
    { settings, labels, documents, terms },
    new Map([
      ["stopWords", encodeWords(counts.stopWords)],
      ["words", encodeWords(counts.words)],
      ["terms", section],
    ]),
  );
}

/**
 * Reads the bytes of a counts file. The terms themselves are checked as {@link Counts.rows} walks over them.
 *
 * @param where what messages call the file.
 * @throws NewsgroupsError with the code of what is wrong, a `FileFault`.
 */
export function decodeCounts(file: Uint8Array, where: string): Counts {
  const { header, sections } = decodeContainer(KIND, file, where, OUTLINE);
  const bad = refusalOf(KIND, where);
  const section = (name: (typeof OUTLINE.sections)[number]): Uint8Array => sections.get(name)!;
  const { settings, labels, documents, terms } = checkHeader(header, bad);
  const words = decodeWords(section("words"), "words", bad);
  const stopWords = decodeWords(section("stopWords"), "stopWords", bad);
  if (haveCommon(stopWords, words)) bad("order", "a word that is a stop word too");
  if (terms * MIN_ROW_BYTES > section("terms").length) {
    bad("section-size", `section terms has ${section("terms").length} bytes for ${terms} terms`);
  }
  const limits = {
    words: words.ends.length,
    categories: labels.length,
    documents: documents.reduce((sum, n) => sum + n, 0),
    terms,
  };
  const rows = () => new DecodedTermRows(section("terms"), limits, bad);
  return { settings, labels, documents, words, stopWords, rows };
}

type Told = Pick<Counts, "settings" | "labels" | "documents"> & { readonly terms: number };

function checkHeader(header: Container["header"], bad: Refuse): Told {
  const { settings, terms } = header;
  if (!isSettings(settings)) return bad("header-value", "its settings are not each a number or a string");
  const labels = checkLabels("label", header["labels"], 0, MAX_CATEGORIES, bad);
  const documents = checkDocuments(header["documents"], labels, bad);
  if (!(Number.isSafeInteger(terms) && (terms as number) >= 0)) {
    return bad("header-value", "its number of terms is not a whole number of 0 or more");
  }
  return { settings, labels, documents, terms: terms as number };
}

function isSettings(value: unknown): value is Settings {
  return isRecord(value) && Object.values(value).every((v) => typeof v === "number" || typeof v === "string");
}

/**
 * Adds counts. Nothing is computed before {@link Counts.rows} is walked over: the terms are merged as streams.
 *
 * @param parts the counts, at least one, with what messages call each.
 * @throws NewsgroupsError `settings` if they were made in different ways, naming the difference; `input` if they have
 * more categories or documents in all than can be counted.
 */
export function addCounts(parts: readonly { readonly counts: Counts; readonly where: string }[]): Counts {
  const [head, ...others] = parts;
  if (!head) throw new NewsgroupsError("usage", "no counts to add: at least one counts file expected");
  for (const other of others) requireSameSettings(head, other);
  if (others.length === 0) return head.counts;
  const all = parts.map(({ counts }) => counts);
  const labels = [...new Set(all.flatMap((counts) => counts.labels))].sort();
  if (labels.length > MAX_CATEGORIES) {
    throw new NewsgroupsError("input", `${labels.length} categories in all counts: ${MAX_CATEGORIES} at most`);
  }
  const documents = labels.map(() => 0);
  const placeOf = new Map(labels.map((label, place) => [label, place]));
  const categoryPlaces = all.map((counts) => Uint16Array.from(counts.labels, (label) => placeOf.get(label)!));
  all.forEach((counts, part) => {
    counts.documents.forEach((n, category) => {
      documents[categoryPlaces[part]![category]!]! += n;
    });
  });
  if (documents.reduce((sum, n) => sum + n, 0) > MAX_DOCUMENTS) {
    throw new NewsgroupsError("input", `more documents in all counts than can be counted: ${MAX_DOCUMENTS} at most`);
  }
  const { words, places } = mergeWords(all.map((counts) => counts.words));
  const { words: stopWords } = mergeWords(all.map((counts) => counts.stopWords));
  // None of the parts has one, for each was read so.
  if (haveCommon(stopWords, words)) {
    throw new NewsgroupsError(
      "settings",
      "a word of one counts file is a stop word of another: they do not add up; train all with the same newsgroups",
    );
  }
  const addends = (): Addend[] =>
    all.map((counts, part) => ({
      rows: counts.rows(),
      wordPlaces: places[part]!,
      categoryPlaces: categoryPlaces[part]!,
    }));
  const rows = () => new MergedTermRows(addends(), labels.length);
  return { settings: head.counts.settings, labels, documents, words, stopWords, rows };
}

/** Whether any of the stop words, which are few, is among the words. */
function haveCommon(stopWords: Words, words: Words): boolean {
  return Array.from(stopWords.ends, (_, place) => wordAt(stopWords, place)).some((word) => hasWord(words, word));
}

function requireSameSettings(a: { counts: Counts; where: string }, b: { counts: Counts; where: string }): void {
  const ours = new Map(Object.entries(a.counts.settings));
  const theirs = new Map(Object.entries(b.counts.settings));
  for (const name of [...ours.keys(), ...theirs.keys()]) {
    if (ours.get(name) === theirs.get(name)) continue;
    throw new NewsgroupsError(
      "settings",
      `${b.where}: made with ${told(name)} ${told(theirs.get(name))}, and ${a.where} with ${told(ours.get(name))}: ` +
        "their counts do not add up; train both with the same version of newsgroups",
    );
  }
}

/** What a file says, as part of a message: harmless, and no longer than a line. */
function told(value: number | string | undefined): string {
  return printable(String(value ?? "(none)").slice(0, 100));
}

/** Merges sorted words, and tells for each part where each of its words is in the sum. */
function mergeWords(parts: readonly Words[]): { words: Words; places: Uint32Array[] } {
  const places = parts.map((part) => new Uint32Array(part.ends.length));
  const next = parts.map(() => 0);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.bytes.length, 0));
  const ends: number[] = [];
  for (let end = 0; ; ) {
    let least: Uint8Array | undefined;
    parts.forEach((part, i) => {
      if (next[i]! >= part.ends.length) return;
      const word = wordAt(part, next[i]!);
      if (least === undefined || compareBytes(word, least) < 0) least = word;
    });
    if (least === undefined) return { words: { bytes: bytes.slice(0, end), ends: Uint32Array.from(ends) }, places };
    const word = least;
    parts.forEach((part, i) => {
      if (next[i]! >= part.ends.length || compareBytes(wordAt(part, next[i]!), word) !== 0) return;
      places[i]![next[i]!++] = ends.length;
    });
    bytes.set(word, end);
    end += word.length;
    ends.push(end);
  }
}
