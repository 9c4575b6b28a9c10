/** Counts: the additive statistics that `train` writes and `dump` reads. */

import { type Container, decodeContainer, encodeContainer, type Kind } from "../container/container.js";
import { NewsgroupsError } from "../errors.js";
import { compareBytes, hasWord, type Words, wordAt } from "../tables/words.js";
import { checkDocuments, checkLabels, isRecord } from "./labels.js";
import {
  type Addend,
  DecodedTermRows,
  encodeTermRows,
  MAX_CATEGORIES,
  MergedTermRows,
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
const SECTIONS = ["stopWords", "words", "terms"] as const;

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
 * @throws NewsgroupsError `format`, `digest` or `content`.
 */
export function decodeCounts(file: Uint8Array, where: string): Counts {
  const { header, sections } = decodeContainer(KIND, file, where, SECTIONS);
  const { settings, labels, documents, terms } = checkHeader(header, where);
  const words = decodeWords(sections.get("words")!, where);
  const stopWords = decodeWords(sections.get("stopWords")!, where);
  if (Array.from(stopWords.ends, (_, place) => wordAt(stopWords, place)).some((word) => hasWord(words, word))) {
    throw new NewsgroupsError("content", `${where}: impossible content: a word that is a stop word too`);
  }
  const limits = {
    words: words.ends.length,
    categories: labels.length,
    documents: documents.reduce((sum, n) => sum + n, 0),
    terms,
  };
  const rows = () => new DecodedTermRows(sections.get("terms")!, where, limits);
  return { settings, labels, documents, words, stopWords, rows };
}

type Told = Pick<Counts, "settings" | "labels" | "documents"> & { readonly terms: number };

function checkHeader(header: Container["header"], where: string): Told {
  const bad = (what: string): never => {
    throw new NewsgroupsError("content", `${where}: impossible content in its header: ${what}`);
  };
  if (!isRecord(header) || Object.keys(header).join() !== "settings,labels,documents,terms") {
    return bad("settings, labels, documents and terms expected");
  }
  const { settings, labels, documents, terms } = header as Record<string, unknown>;
  if (!isRecord(settings) || !Object.values(settings).every((v) => typeof v === "number" || typeof v === "string")) {
    return bad("a setting that is neither number nor string");
  }
  if (!checkLabels(labels, MAX_CATEGORIES)) return bad("labels that are not distinct, sorted, printable names");
  if (!checkDocuments(documents, labels)) return bad("numbers of documents that do not fit the labels");
  if (typeof terms !== "number") return bad("a number of terms that is none");
  return { settings: settings as Settings, labels, documents, terms };
}

/**
 * Adds counts. Nothing is computed before {@link Counts.rows} is walked over: the terms are merged as streams.
 *
 * @param parts the counts, at least one, with what messages call each.
 * @throws NewsgroupsError `settings` if they were made in different ways, naming the difference.
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
  const { words, places } = mergeWords(all.map((counts) => counts.words));
  const { words: stopWords } = mergeWords(all.map((counts) => counts.stopWords));
  const addends = (): Addend[] =>
    all.map((counts, part) => ({
      rows: counts.rows(),
      wordPlaces: places[part]!,
      categoryPlaces: categoryPlaces[part]!,
    }));
  const rows = () => new MergedTermRows(addends(), labels.length);
  return { settings: head.counts.settings, labels, documents, words, stopWords, rows };
}

function requireSameSettings(a: { counts: Counts; where: string }, b: { counts: Counts; where: string }): void {
  const ours = new Map(Object.entries(a.counts.settings));
  const theirs = new Map(Object.entries(b.counts.settings));
  for (const name of [...ours.keys(), ...theirs.keys()]) {
    if (ours.get(name) === theirs.get(name)) continue;
    throw new NewsgroupsError(
      "settings",
      `${b.where}: made with ${name} ${theirs.get(name) ?? "(none)"}, ` +
        `and ${a.where} with ${ours.get(name) ?? "(none)"}: ` +
        "their counts do not add up; train both with the same version of newsgroups",
    );
  }
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
