/** Adding: counts of several corpora → the counts of all of them, as if they had been read together. */

import { isLabel, MAX_DOCUMENTS, notALabel } from "../../core/container/labels.js";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { type Counts, inMemory } from "../counts/counts.js";
import { type Addend, MAX_CATEGORIES, MergedTermRows } from "../counts/term-rows.js";
import { ByteWriter } from "../counts/varint.js";
import { sampleBits } from "../documents/sample.js";
import { doubled } from "../tables/grow.js";
import { MergeHeap } from "../tables/merge-heap.js";
import { compareBytes, compareWalks, type Words, type WordWalk, walkOver } from "../tables/words.js";
import { mergeDocuments } from "./merged-documents.js";

/** Counts, and what messages call them. */
export interface NamedCounts {
  readonly counts: Counts;
  readonly where: string;
}

/** How counts are added. */
export interface AddOptions {
  /** New names of categories, by the old ones; several that get the same name become one. Default: none. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Whether counts that share documents are added all the same; default false. */
  readonly allowDuplicates?: boolean;
}

/**
 * Adds counts. Of the terms nothing is computed before {@link Counts.rows} is walked over: they are merged as streams.
 *
 * @param parts the counts, at least one.
 * @throws NewsgroupsError `settings` if they were made in different ways, naming the difference; `duplicates` if two of
 * them share documents; `input` if they have more categories or documents in all than can be counted; `usage` if a
 * category to rename is not there, or its new name is none.
 */
export function addCounts(parts: readonly NamedCounts[], options: AddOptions = {}): Counts {
  const [head, ...others] = parts;
  if (!head) throw new NewsgroupsError("usage", "no counts to add: at least one counts file expected");
  for (const other of others) requireSameSettings(head, other);
  const renamed = renamedLabels(parts, options.rename ?? {});
  if (others.length === 0 && renamed.size === 0) return head.counts;
  const all = parts.map(({ counts }) => counts);
  const nameOf = (label: string): string => renamed.get(label) ?? label;
  const labels = [...new Set(all.flatMap((counts) => counts.labels.map(nameOf)))].sort();
  if (labels.length > MAX_CATEGORIES) {
    throw new NewsgroupsError("input", `${labels.length} categories in all counts: ${MAX_CATEGORIES} at most`);
  }
  const documents = labels.map(() => 0);
  const placeOf = new Map(labels.map((label, place) => [label, place]));
  const categoryPlaces = all.map((counts) => Uint16Array.from(counts.labels, (label) => placeOf.get(nameOf(label))!));
  all.forEach((counts, part) => {
    counts.documents.forEach((n, category) => {
      documents[categoryPlaces[part]![category]!]! += n;
    });
  });
  const allDocuments = documents.reduce((sum, n) => sum + n, 0);
  if (allDocuments > MAX_DOCUMENTS) {
    throw new NewsgroupsError("input", `more documents in all counts than can be counted: ${MAX_DOCUMENTS} at most`);
  }
  const { words, places } = mergeWords(all.map((counts) => counts.walkWords()));
  const { words: stopWords, places: stopPlaces } = mergeWords(all.map((counts) => walkOver(counts.stopWords)));
  // None of the parts has one, for each was read so.
  if (compareWalks(walkOver(stopWords), walkOver(words)).haveCommon) {
    throw new NewsgroupsError(
      "settings",
      "a word of one counts file is a stop word of another: they do not add up; train all with the same newsgroups",
    );
  }
  const stopWordDocuments = new Float64Array(stopWords.ends.length);
  all.forEach((counts, part) => {
    counts.stopWordDocuments.forEach((n, word) => {
      stopWordDocuments[stopPlaces[part]![word]!]! += n;
    });
  });
  const bits = Math.max(sampleBits(allDocuments), ...all.map((counts) => counts.sampleBits));
  const merged = mergeDocuments(
    all.map((counts, part) => ({
      documentSet: counts.documentSet,
      sample: counts.thinSample(bits),
      wordPlaces: places[part]!,
      categoryPlaces: categoryPlaces[part]!,
    })),
    bits,
  );
  if (!options.allowDuplicates) requireDisjoint(parts, merged.shared);
  const addends = (): Addend[] =>
    all.map((counts, part) => ({
      rows: counts.rows(),
      wordPlaces: places[part]!,
      categoryPlaces: categoryPlaces[part]!,
    }));
  return {
    settings: head.counts.settings,
    labels,
    documents,
    ...inMemory(words, merged.sample),
    stopWords,
    stopWordDocuments,
    documentSet: merged.documentSet,
    rows: () => new MergedTermRows(addends(), labels.length),
  };
}

/** The categories that get another name, with it. */
function renamedLabels(
  parts: readonly NamedCounts[],
  rename: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const known = new Set(parts.flatMap(({ counts }) => counts.labels));
  const renamed = new Map(Object.entries(rename));
  for (const [old, name] of renamed) {
    if (!known.has(old)) {
      const labels = [...known].sort().join(", ");
      throw new NewsgroupsError("usage", `category ${old}: not in the counts, which have ${labels}`);
    }
    if (!isLabel(name)) throw new NewsgroupsError("usage", notALabel(name));
  }
  return renamed;
}

/**
 * Requires that counts were made in the same way.
 *
 * @throws NewsgroupsError `settings`, naming the difference.
 */
export function requireSameSettings(a: NamedCounts, b: NamedCounts): void {
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

/** @param shared for each part how many of its documents an earlier part has too, and which part. */
function requireDisjoint(
  parts: readonly NamedCounts[],
  shared: readonly { readonly documents: number; readonly earlier: number }[],
): void {
  const at = shared.findIndex(({ documents }) => documents > 0);
  if (at < 0) return;
  const { documents, earlier } = shared[at]!;
  const all = parts[at]!.counts.documents.reduce((sum, n) => sum + n, 0);
  throw new NewsgroupsError(
    "duplicates",
    `${parts[at]!.where}: ${documents} of its ${all} documents are in ${parts[earlier]!.where} too, and would count ` +
      "twice; leave one of the two out, or add them all the same with --allow-duplicates",
  );
}

/** Most bytes of all words: where each ends is a number of 32 bits. */
const MAX_WORD_BYTES = 2 ** 32 - 1;

/** Merges words, and tells for each walk where each of its words is in the sum. */
function mergeWords(walks: readonly WordWalk[]): { words: Words; places: Uint32Array[] } {
  const places = walks.map(() => new Places());
  const open = walks.map((_, i) => i).filter((i) => walks[i]!.next());
  const heap = new MergeHeap(open, (a, b) => compareBytes(walks[a]!.word, walks[b]!.word));
  const bytes = new ByteWriter();
  const ends = new Places();
  let before: Uint8Array | undefined;
  for (let part = heap.least; part !== undefined; part = heap.least) {
    const { word } = walks[part]!;
    if (before === undefined || compareBytes(before, word) !== 0) {
      bytes.bytes(word);
      if (bytes.length > MAX_WORD_BYTES) {
        throw new NewsgroupsError(
          "input",
          `more than ${MAX_WORD_BYTES} bytes of words in all counts: add fewer of them`,
        );
      }
      ends.push(bytes.length);
      before = word;
    }
    places[part]!.push(ends.size - 1);
    heap.moved(walks[part]!.next());
  }
  return { words: { bytes: bytes.written(), ends: ends.all() }, places: places.map((one) => one.all()) };
}

/** Numbers of which nobody knows how many will come. */
class Places {
  #numbers: Uint32Array = new Uint32Array(1 << 8);
  size = 0;

  push(place: number): void {
    if (this.size === this.#numbers.length) this.#numbers = doubled(this.#numbers);
    this.#numbers[this.size++] = place;
  }

  all(): Uint32Array {
    return this.#numbers.slice(0, this.size);
  }
}
