/** Merging documents: document sets of several counts, and the walks over their words → those of their sum. */

import { sum } from "../../core/sum.js";
import { compareFingerprints, type DocumentSet, DocumentSetBuilder, fingerprintAt } from "../documents/document-set.js";
import { type DocumentWalk, NO_DOCUMENTS } from "../documents/document-walk.js";
import { isKept } from "../documents/kept.js";
import { GrowingNumbers } from "../tables/growing.js";
import { Tournament } from "../tables/tournament.js";

/** Documents to add or subtract. */
export interface DocumentsPart {
  readonly documentSet: DocumentSet;
  /** Starts a walk over their words; not needed of documents that are subtracted. */
  walkDocuments(): DocumentWalk;
  readonly sign: 1 | -1;
  /** Whether all of them are also read for their terms. */
  readonly isReadForTerms: boolean;
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
  /** Number of kept documents. */
  readonly keptDocuments: number;
  /** Starts a walk over the kept documents, as a stream from those of the parts. */
  walkDocuments(): DocumentWalk;
  /** Whether more copies of a document were subtracted than added. */
  readonly isOverdrawn: boolean;
  /** By part: how many of its documents are in an earlier part too, and in which; if in several, in the first found. */
  readonly shared: readonly { readonly documents: number; readonly earlier: number }[];
}

/**
 * Merges documents, all of one fingerprint at a time: renamed categories may be in another order.
 *
 * @param bits zero bits with which the fingerprints of kept documents begin; undefined if none are kept.
 */
export function mergeDocuments(parts: readonly DocumentsPart[], bits: number | undefined): MergedDocuments {
  const documentSet = new DocumentSetBuilder(sum(parts.map((part) => part.documentSet.high.length)));
  const kept = { parts: new GrowingNumbers(), indexes: new GrowingNumbers() };
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
    if (bits === undefined || !isKept(fingerprint.high, bits)) continue;
    kept.parts.push(first.part);
    kept.indexes.push(first.index);
  }
  const [from, indexes] = [kept.parts.all(), kept.indexes.all()];
  // What is read for its terms is checked then.
  let toCheck = parts.map(({ isReadForTerms }) => !isReadForTerms);
  return {
    documentSet: documentSet.finish(),
    keptDocuments: from.length,
    walkDocuments: () =>
      new MergedDocumentWalk(parts, from, indexes, (walks) => {
        // Each walk checks at its end what it has read; once is enough.
        for (const [part, walk] of walks.entries()) if (toCheck[part]) while (walk.next());
        toCheck = [];
      }),
    isOverdrawn,
    shared,
  };
}

/** Walks over the documents of several parts by turns. */
class MergedDocumentWalk implements DocumentWalk {
  tokens: Uint32Array = new Uint32Array(1 << 10);
  size = 0;
  subject = 0;
  readonly #walks: readonly DocumentWalk[];
  readonly #wordIndexes: readonly Uint32Array[];
  /** Index of the entry that each walk is at. */
  readonly #at: Int32Array;
  readonly #from: Uint32Array;
  readonly #indexes: Uint32Array;
  readonly #atEnd: (walks: readonly DocumentWalk[]) => void;
  #next = 0;

  /**
   * @param from the part that each document is taken from.
   * @param indexes its index there; ascending by part, but for entries with one fingerprint: they have the same words.
   * @param atEnd is called with the walks over the parts at the end.
   */
  constructor(
    parts: readonly DocumentsPart[],
    from: Uint32Array,
    indexes: Uint32Array,
    atEnd: (walks: readonly DocumentWalk[]) => void,
  ) {
    const isUsed = new Set(from);
    this.#walks = parts.map((part, i) => (isUsed.has(i) ? part.walkDocuments() : NO_DOCUMENTS));
    this.#wordIndexes = parts.map(({ wordIndexes }) => wordIndexes);
    this.#at = new Int32Array(parts.length).fill(-1);
    this.#from = from;
    this.#indexes = indexes;
    this.#atEnd = atEnd;
  }

  next(): boolean {
    const next = this.#next++;
    if (next >= this.#from.length) {
      if (next === this.#from.length) this.#atEnd(this.#walks);
      return false;
    }
    const part = this.#from[next]!;
    const walk = this.#walks[part]!;
    for (; this.#at[part]! < this.#indexes[next]!; this.#at[part]!++) walk.next();
    const { size, tokens: from } = walk;
    if (size > this.tokens.length) this.tokens = new Uint32Array(2 * size);
    const { tokens } = this;
    const indexes = this.#wordIndexes[part]!;
    for (let i = 0; i < size; i++) tokens[i] = from[i] === 0 ? 0 : 1 + indexes[from[i]! - 1]!;
    this.size = size;
    this.subject = walk.subject;
    return true;
  }
}

/** The entries of each document in order: those that agree in fingerprint and category, by part. */
function* entriesByDocument(parts: readonly DocumentsPart[]): Generator<readonly Entry[]> {
  const next = parts.map(() => 0);
  const tournament = new Tournament(
    parts.length,
    (a, b) => parts[a]!.documentSet.last[next[a]!]! - parts[b]!.documentSet.last[next[b]!]!,
  );
  parts.forEach(({ documentSet: { high, low } }, part) => {
    if (high.length > 0) tournament.enter(part, high[0]!, low[0]!);
  });
  tournament.begin();
  while (tournament.first >= 0) {
    const [set, index] = [parts[tournament.first]!.documentSet, next[tournament.first]!];
    const entries: Entry[] = [];
    for (let part = tournament.first; part >= 0; part = tournament.first) {
      const { documentSet, categoryIndexes } = parts[part]!;
      if (compareFingerprints(documentSet, next[part]!, set, index) !== 0) break;
      entries.push({
        part,
        index: next[part]!,
        category: categoryIndexes[documentSet.categories[next[part]!]!]!,
      });
      const at = ++next[part]!;
      if (at < documentSet.high.length) tournament.moved(documentSet.high[at]!, documentSet.low[at]!);
      else tournament.ended();
    }
    if (entries.length > 1) entries.sort((a, b) => a.category - b.category || a.part - b.part);
    for (let start = 0, end = 1; start < entries.length; start = end++) {
      while (entries[end]?.category === entries[start]!.category) end++;
      yield entries.slice(start, end);
    }
  }
}
