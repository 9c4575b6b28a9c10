/** Merging of document sets, with their samples. */

import { MergeHeap } from "../tables/merge-heap.js";
import { compareFingerprints, type DocumentSet, DocumentSetBuilder, fingerprintAt } from "./document-set.js";
import type { Fingerprint } from "./fingerprint.js";
import { isSampled, type Sample, SampleBuilder } from "./sample.js";

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
  /** By part: how many of its documents an earlier part has too, and which part had the first of them. */
  readonly shared: readonly { readonly documents: number; readonly earlier: number }[];
}

/** Merges document sets; all documents of one fingerprint at a time, for categories may be renamed into another order. */
export function mergeDocuments(parts: readonly Part[], bits: number): MergedDocuments {
  const documentSet = new DocumentSetBuilder();
  const sample = new SampleBuilder();
  const shared = parts.map(() => ({ documents: 0, earlier: 0 }));
  const next = parts.map(() => 0);
  const isLeft = (part: number): boolean => next[part]! < parts[part]!.documentSet.high.length;
  const compare = (a: number, b: number): number =>
    compareFingerprints(parts[a]!.documentSet, next[a]!, parts[b]!.documentSet, next[b]!);
  const heap = new MergeHeap([...parts.keys()].filter(isLeft), compare);
  while (heap.least !== undefined) {
    const least = heap.least;
    const fingerprint = fingerprintAt(parts[least]!.documentSet, next[least]!);
    const entries: Entry[] = [];
    for (let part: number | undefined = least; part !== undefined; part = heap.least) {
      const { documentSet: set, categoryPlaces } = parts[part]!;
      if (!isAt(set, next[part]!, fingerprint)) break;
      entries.push({ part, at: next[part]!, category: categoryPlaces[set.categories[next[part]!]!]! });
      next[part]!++;
      heap.moved(isLeft(part));
    }
    entries.sort((a, b) => a.category - b.category || a.part - b.part);
    entries.forEach(({ part, at, category }, i) => {
      const copies = parts[part]!.documentSet.copies[at]!;
      const before = entries[i - 1];
      if (before?.category !== category) {
        if (isSampled(fingerprint.high, bits)) sample.copy(parts[part]!.sample, at, parts[part]!.wordPlaces);
      } else if (before.part !== part) {
        if (shared[part]!.documents === 0) shared[part]!.earlier = before.part;
        shared[part]!.documents += copies;
      }
      documentSet.push(fingerprint, category, copies);
    });
  }
  return { documentSet: documentSet.finish(), sample: sample.finish(bits), shared };
}

function isAt({ high, low, whole }: DocumentSet, at: number, fingerprint: Fingerprint): boolean {
  return high[at] === fingerprint.high && low[at] === fingerprint.low && whole[at] === fingerprint.whole;
}
