/** Merging documents: document sets of several counts, with their samples → those of their sum. */

import { sum } from "../../core/sum.js";
import { compareFingerprints, type DocumentSet, DocumentSetBuilder, fingerprintAt } from "../documents/document-set.js";
import { isSampled, type Sample, SampleBuilder } from "../documents/sample.js";
import { MergeHeap } from "../tables/merge-heap.js";

/** Documents to add or subtract. */
export interface DocumentsPart {
  readonly documentSet: DocumentSet;
  /** Their vectors; not needed of documents that are subtracted. */
  readonly sample: Sample | undefined;
  readonly sign: 1 | -1;
  /** Index of each of their words in the sum. */
  readonly wordIndexes: Uint32Array;
  /** Index of each of their categories in the sum. */
  readonly categoryIndexes: Uint16Array;
}

/** An entry of one of the parts, and its category in the sum. */
interface Entry {
  readonly part: number;
  readonly index: number;
  readonly category: number;
}

export interface MergedDocuments {
  readonly documentSet: DocumentSet;
  readonly sample: Sample;
  /** Whether more copies of a document were subtracted than added. */
  readonly isOverdrawn: boolean;
  /** By part: how many of its documents are in an earlier part too, and in which; if in several, in the first found. */
  readonly shared: readonly { readonly documents: number; readonly earlier: number }[];
}

/**
 * Merges documents, all of one fingerprint at a time: renamed categories may be in another order.
 *
 * @param bits zero bits with which the fingerprints in the sample begin.
 */
export function mergeDocuments(parts: readonly DocumentsPart[], bits: number): MergedDocuments {
  const documentSet = new DocumentSetBuilder(sum(parts.map((part) => part.documentSet.high.length)));
  const sample = new SampleBuilder(sum(parts.map((part) => part.sample?.first.length ?? 0)));
  const shared = parts.map(() => ({ documents: 0, earlier: 0 }));
  let isOverdrawn = false;
  for (const entries of entriesByDocument(parts)) {
    const [first] = entries as [Entry, ...Entry[]];
    const copies = sum(entries.map(({ part, index }) => parts[part]!.sign * parts[part]!.documentSet.copies[index]!));
    for (const { part, index } of entries) {
      if (part === first.part) continue;
      const found = shared[part]!;
      if (found.documents === 0) found.earlier = first.part;
      if (found.earlier === first.part) found.documents += parts[part]!.documentSet.copies[index]!;
    }
    if (copies < 0) isOverdrawn = true;
    if (copies <= 0) continue;
    const fingerprint = fingerprintAt(parts[first.part]!.documentSet, first.index);
    documentSet.push(fingerprint, first.category, copies);
    if (!isSampled(fingerprint.high, bits)) continue;
    const { sample: from, wordIndexes } = parts[first.part]!;
    if (from) sample.copy(from, first.index, wordIndexes);
  }
  return { documentSet: documentSet.finish(), sample: sample.finish(bits), isOverdrawn, shared };
}

/** The entries of each document in order: those that agree in fingerprint and category, by part. */
function* entriesByDocument(parts: readonly DocumentsPart[]): Generator<readonly Entry[]> {
  const next = parts.map(() => 0);
  const isLeft = (part: number): boolean => next[part]! < parts[part]!.documentSet.high.length;
  const compare = (a: number, b: number): number =>
    compareFingerprints(parts[a]!.documentSet, next[a]!, parts[b]!.documentSet, next[b]!);
  const heap = new MergeHeap([...parts.keys()].filter(isLeft), compare);
  while (heap.first !== undefined) {
    const [set, index] = [parts[heap.first]!.documentSet, next[heap.first]!];
    const entries: Entry[] = [];
    for (let part: number | undefined = heap.first; part !== undefined; part = heap.first) {
      const { documentSet, categoryIndexes } = parts[part]!;
      if (compareFingerprints(documentSet, next[part]!, set, index) !== 0) break;
      entries.push({
        part,
        index: next[part]!,
        category: categoryIndexes[documentSet.categories[next[part]!]!]!,
      });
      next[part]!++;
      heap.moved(isLeft(part));
    }
    entries.sort((a, b) => a.category - b.category || a.part - b.part);
    for (let start = 0, end = 1; start < entries.length; start = end++) {
      while (entries[end]?.category === entries[start]!.category) end++;
      yield entries.slice(start, end);
    }
  }
}
