/** Label leakage: message headers and labels → which header fields reveal the label. */

import { walkHeader } from "../core/text/message.js";

/** How far one header field reveals the label. */
interface FieldLeakage {
  /** As the first document with it spells it. */
  readonly field: string;
  /** Number of documents with this field. */
  readonly documents: number;
  /** Number of documents whose value contains the label as a word, in any case. */
  readonly containLabel: number;
  /** Number of documents whose label is the majority label of the *other* documents with the same value. */
  readonly predictLabel: number;
}

/** How far the headers of a corpus reveal the labels. */
export interface LabelLeakage {
  /** Number of documents with a header that were read. */
  readonly documents: number;
  /** Whether reading stopped because there were too many values. */
  readonly isTruncated: boolean;
  /** Number of these documents with the most common label. */
  readonly mostCommonLabel: number;
  /** The most revealing first. */
  readonly fields: readonly FieldLeakage[];
}

/** Distinct values that are kept: those of some 80,000 messages, at about 200 bytes each. */
const MAX_VALUES = 1_000_000;
/** Share of the documents that must have a field for it to be listed. */
const MIN_SHARE = 0.01;

interface FieldTally {
  readonly field: string;
  documents: number;
  containLabel: number;
  /** Value in lower case → label → number of documents. */
  readonly values: Map<string, Map<string, number>>;
}

/** Collects header fields. */
export class LabelLeakageCollector {
  readonly #maxValues: number;
  readonly #fields = new Map<string, FieldTally>();
  readonly #labels = new Map<string, number>();
  #documents = 0;
  #values = 0;
  #isTruncated = false;

  /** @param maxValues documents after this many distinct values are not read. */
  constructor(maxValues: number = MAX_VALUES) {
    this.#maxValues = maxValues;
  }

  /** Adds a document as it is in the corpus; one without a header is skipped. */
  add(label: string, text: string): void {
    const fields = headerOf(text);
    if (fields.size === 0) return;
    if (this.#values + fields.size > this.#maxValues) this.#isTruncated = true;
    if (this.#isTruncated) return;
    this.#documents++;
    increment(this.#labels, label);
    for (const [name, { field, value }] of fields) {
      const tally: FieldTally = this.#fields.get(name) ?? { field, documents: 0, containLabel: 0, values: new Map() };
      this.#fields.set(name, tally);
      tally.documents++;
      const lower = value.toLowerCase();
      if (containsWord(lower, label.toLowerCase())) tally.containLabel++;
      const labels = tally.values.get(lower) ?? new Map<string, number>();
      if (labels.size === 0) {
        tally.values.set(lower, labels);
        this.#values++;
      }
      increment(labels, label);
    }
  }

  /** The leakage of all fields; undefined if no document has a header. */
  leakage(): LabelLeakage | undefined {
    if (this.#documents === 0) return undefined;
    const fields = [...this.#fields.values()]
      .filter(({ documents }) => documents >= MIN_SHARE * this.#documents)
      .map(({ field, documents, containLabel, values }) => {
        let predictLabel = 0;
        for (const labels of values.values()) predictLabel += predictedByOthers([...labels.values()]);
        return { field, documents, containLabel, predictLabel };
      });
    const revealing = ({ containLabel, predictLabel }: FieldLeakage): number => containLabel + predictLabel;
    return {
      documents: this.#documents,
      isTruncated: this.#isTruncated,
      mostCommonLabel: Math.max(...this.#labels.values()),
      fields: fields.sort(
        (a, b) => revealing(b) - revealing(a) || b.documents - a.documents || (a.field < b.field ? -1 : 1),
      ),
    };
  }
}

/**
 * Counts the documents with one value whose label is the majority label of the others: all with the most common label if
 * it stays ahead of the second without one of them, otherwise none.
 *
 * @param counts number of documents by label.
 */
function predictedByOthers(counts: number[]): number {
  const [first = 0, second = 0] = counts.sort((a, b) => b - a);
  return first - 1 > second ? first : 0;
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Characters that are read of a header, and of a value; messages have a few thousand. */
const MAX_HEADER = 100_000;
const MAX_VALUE = 1000;

/** The fields of a message by lower-case name, the first of each; none for a text that is not a message. */
function headerOf(text: string): Map<string, { readonly field: string; readonly value: string }> {
  const fields = new Map<string, { readonly field: string; readonly value: string }>();
  walkHeader(text, (start, colon, end) => {
    if (start > MAX_HEADER) return;
    const field = text.slice(start, colon).trimEnd();
    if (fields.has(field.toLowerCase())) return;
    const value = text.slice(colon + 1, Math.min(end, colon + 1 + MAX_VALUE));
    fields.set(field.toLowerCase(), { field, value: value.replace(/\r*\n[ \t]*/g, " ").trim() });
  });
  return fields;
}

/** Whether `word` is in `text` with no letter or digit before or after it. */
function containsWord(text: string, word: string): boolean {
  if (word === "") return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}]$/u.test(text.slice(0, at)) && !/^[\p{L}\p{N}]/u.test(text.slice(at + word.length))) return true;
  }
  return false;
}
