/** Merging of document sets, with their samples. */

import { compareFingerprints, type DocumentSet, DocumentSetBuilder, fingerprintAt } from "../documents/document-set.js";
import { isSampled, type Sample, SampleBuilder } from "../documents/sample.js";
import { MergeHeap } from "../tables/merge-heap.js";

/** Documents to merge, with the place that each of their words and categories has in the sum. */
interface Part {
  readonly documentSet: DocumentSet;
  readonly sample: Sample;
  readonly wordPlaces: Uint32Array;
  readonly categoryPlaces: Uint16Array;
}

/** An entry of one of the parts, and its category in the sum. */
interface Entry {
  readonly part: number;
  readonly at: number;
  readonly category: number;
}

interface MergedDocuments {
  readonly documentSet: DocumentSet;
  readonly sample: Sample;
  /** By part: how many of its documents are in an earlier part too, and in which; if in several, in the first found. */
  readonly shared: readonly { readonly documents: number; readonly earlier: number }[];
}

/** Merges document sets; all documents of one fingerprint at a time, for categories may be renamed into another order. */
export function mergeDocuments(parts: readonly Part[], bits: number): MergedDocuments {
  const documentSet = new DocumentSetBuilder(sumOver(parts, (part) => part.documentSet.high.length));
  const sample = new SampleBuilder(sumOver(parts, (part) => part.sample.first.length));
  const shared = parts.map(() => ({ documents: 0, earlier: 0 }));
  const next = parts.map(() => 0);
  const isLeft = (part: number): boolean => next[part]! < parts[part]!.documentSet.high.length;
  const compare = (a: number, b: number): number =>
    compareFingerprints(parts[a]!.documentSet, next[a]!, parts[b]!.documentSet, next[b]!);
  const heap = new MergeHeap([...parts.keys()].filter(isLeft), compare);
  while (heap.least !== undefined) {
    const least = heap.least;
    const [start, startAt] = [parts[least]!.documentSet, next[least]!];
    const fingerprint = fingerprintAt(start, startAt);
    const entries: Entry[] = [];
    for (let part: number | undefined = least; part !== undefined; part = heap.least) {
      const { documentSet: set, categoryPlaces } = parts[part]!;
      if (compareFingerprints(set, next[part]!, start, startAt) !== 0) break;
      entries.push({ part, at: next[part]!, category: categoryPlaces[set.categories[next[part]!]!]! });
      next[part]!++;
      heap.moved(isLeft(part));
    }
    entries.sort((a, b) => a.category - b.category || a.part - b.part);
    let first = entries[0]!;
    for (const entry of entries) {
      const { part, at, category } = entry;
      if (category !== first.category) first = entry;
      const copies = parts[part]!.documentSet.copies[at]!;
      if (entry === first) {
        if (isSampled(fingerprint.high, bits)) sample.copy(parts[part]!.sample, at, parts[part]!.wordPlaces);
      } else if (part !== first.part) {
        const told = shared[part]!;
        if (told.documents === 0) told.earlier = first.part;
        if (told.earlier === first.part) told.documents += copies;
      }
      documentSet.push(fingerprint, category, copies);
    }
  }
  return { documentSet: documentSet.finish(), sample: sample.finish(bits), shared };
}

const sumOver = (parts: readonly Part[], of: (part: Part) => number): number =>
  parts.reduce((sum, part) => sum + of(part), 0);
