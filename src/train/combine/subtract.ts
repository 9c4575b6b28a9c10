/** Subtracting: counts, and the counts of documents that are in them → the counts of all others, as if those had never been read. */

import { NewsgroupsError } from "../../core/errors.js";
import { type Counts, inMemory } from "../counts/counts.js";
import { compareFingerprints, type DocumentSet, DocumentSetBuilder, fingerprintAt } from "../documents/document-set.js";
import { isSampled, type Sample, SampleBuilder } from "../documents/sample.js";
import { compareBytes, type Words, wordAt } from "../tables/words.js";
import { type NamedCounts, requireSameSettings } from "./add.js";
import { PlacedRows, RemainingRows } from "./subtracted-rows.js";

/**
 * Takes counts out of counts. Adding and then subtracting gives the bytes from before, but for one thing: where the added
 * documents were so many that the sample became thinner (see `Sample`), it stays so, for the vectors that left it are gone.
 *
 * @param whole counts that hold all documents of `part`.
 * @throws NewsgroupsError `settings` if they were made in different ways, `input` if a document of `part` is not in `whole`, or what is said of it there cannot be.
 */
export function subtractCounts(whole: NamedCounts, part: NamedCounts): Counts {
  requireSameSettings(whole, part);
  const refuse = (): never => {
    throw new NewsgroupsError(
      "input",
      `${whole.where}: does not hold all documents of ${part.where}, or counted them in another way; ` +
        "what is to be taken out must have been counted in",
    );
  };
  const [a, b] = [whole.counts, part.counts];
  const categoryIn = new Map(a.labels.map((label, place) => [label, place]));
  // -1: a category that is not in the whole.
  const partCategories = b.labels.map((label) => categoryIn.get(label) ?? refuse());
  const left = [...a.documents];
  b.documents.forEach((n, category) => {
    left[partCategories[category]!]! -= n;
  });
  if (left.some((n) => n < 0)) refuse();
  const documents = left.reduce((sum, n) => sum + n, 0);
  const labels = a.labels.filter((_, category) => left[category]! > 0);
  const categoryPlaces = placesOf(left);

  const stopPlaces = placesIn(b.stopWords, a.stopWords, refuse);
  const stopLeft = a.stopWordDocuments.slice();
  b.stopWordDocuments.forEach((n, word) => {
    stopLeft[stopPlaces[word]!]! -= n;
  });
  if (stopLeft.some((n) => n < 0 || n > documents)) refuse();
  const wordPlaces = placesIn(b.words, a.words, refuse);
  const remaining = (): RemainingRows =>
    new RemainingRows(a.rows(), { rows: b.rows(), wordPlaces, categories: partCategories }, documents, refuse);
  const isUsed = new Uint8Array(a.words.ends.length);
  for (const rows = remaining(); rows.next(); ) {
    isUsed[rows.first] = 1;
    if (rows.second > 0) isUsed[rows.second - 1] = 1;
  }
  const places = placesOf(isUsed);
  const { documentSet, sample } = remainingDocuments(a, b.documentSet, partCategories, categoryPlaces, places, refuse);
  const words = kept(a.words, (place) => isUsed[place] === 1);
  return {
    settings: a.settings,
    labels,
    documents: left.filter((n) => n > 0),
    ...inMemory(words, sample),
    stopWords: kept(a.stopWords, (place) => stopLeft[place]! > 0),
    stopWordDocuments: stopLeft.filter((n) => n > 0),
    documentSet,
    rows: () => new PlacedRows(remaining(), places, categoryPlaces),
  };
}

/** The new place of each number above 0; -1 for the others. */
function placesOf(numbers: ArrayLike<number>): Int32Array {
  let next = 0;
  return Int32Array.from(numbers, (n) => (n > 0 ? next++ : -1));
}

/** The place of each word of `part` in `whole`. */
function placesIn(part: Words, whole: Words, refuse: () => never): Uint32Array {
  const places = new Uint32Array(part.ends.length);
  let at = 0;
  for (let word = 0; word < places.length; word++) {
    while (at < whole.ends.length && compareBytes(wordAt(whole, at), wordAt(part, word)) < 0) at++;
    if (at >= whole.ends.length || compareBytes(wordAt(whole, at), wordAt(part, word)) !== 0) refuse();
    places[word] = at;
  }
  return places;
}

function kept(words: Words, isKept: (place: number) => boolean): Words {
  const bytes = new Uint8Array(words.bytes.length);
  const ends: number[] = [];
  let end = 0;
  for (let place = 0; place < words.ends.length; place++) {
    if (!isKept(place)) continue;
    bytes.set(wordAt(words, place), end);
    end += wordAt(words, place).length;
    ends.push(end);
  }
  return { bytes: bytes.slice(0, end), ends: Uint32Array.from(ends) };
}

function remainingDocuments(
  { documentSet: whole, sample: from }: Counts,
  part: DocumentSet,
  partCategories: readonly number[],
  categoryPlaces: Int32Array,
  wordPlaces: Int32Array,
  refuse: () => never,
): { documentSet: DocumentSet; sample: Sample } {
  const documentSet = new DocumentSetBuilder(whole.high.length);
  const sample = new SampleBuilder(from.first.length);
  let next = 0;
  for (let at = 0; at < whole.high.length; at++) {
    let copies = whole.copies[at]!;
    // Labels are sorted on both sides, so categories ascend in the part as they do in the whole.
    if (
      next < part.high.length &&
      compareFingerprints(part, next, whole, at) === 0 &&
      partCategories[part.categories[next]!] === whole.categories[at]
    ) {
      copies -= part.copies[next++]!;
    }
    if (copies < 0) refuse();
    if (copies === 0) continue;
    documentSet.push(fingerprintAt(whole, at), categoryPlaces[whole.categories[at]!]!, copies);
    if (!isSampled(whole.high[at]!, from.bits)) continue;
    if (hasLost(from, at, wordPlaces)) refuse();
    sample.copy(from, at, wordPlaces);
  }
  if (next < part.high.length) refuse();
  return { documentSet: documentSet.finish(), sample: sample.finish(from.bits) };
}

/** Whether a word of a document is in no term any more, which cannot be while the document is there. */
function hasLost({ starts, first, second }: Sample, document: number, wordPlaces: Int32Array): boolean {
  for (let i = starts[document]!; i < starts[document + 1]!; i++) {
    if (wordPlaces[first[i]!]! < 0 || (second[i]! > 0 && wordPlaces[second[i]! - 1]! < 0)) return true;
  }
  return false;
}
