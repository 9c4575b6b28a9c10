/** Giveaways: message headers and labels → which header fields alone would tell the label. */

import { parseMessage } from "../core/text/message.js";

/** What the values of one header field tell. */
interface FieldFigures {
  /** As most messages write it. */
  readonly field: string;
  /** Number of documents that have it. */
  readonly documents: number;
  /** In how many of them its value contains the label, as a word and in whatever case. */
  readonly naming: number;
  /** In how many of them the label is the one that most of the *other* documents with the same value have. */
  readonly telling: number;
}

/** What the headers of the documents tell. */
export interface Giveaways {
  /** Number of documents that have a header and were looked at. */
  readonly documents: number;
  /** Whether there were more than can be kept in memory. */
  readonly isCut: boolean;
  /** Number of documents of the commonest label among them. */
  readonly commonest: number;
  /** Most telling first. */
  readonly fields: readonly FieldFigures[];
}

/** Most values of fields that are kept; those of some 80,000 messages. About 200 bytes each. */
const MOST_VALUES = 1_000_000;
/** A field is told of if so many documents have it, or a hundredth of all. */
const LEAST_SHARE = 0.01;

interface FieldTally {
  readonly field: string;
  documents: number;
  naming: number;
  /** Value, in lower case, → label → number of documents. */
  readonly values: Map<string, Map<string, number>>;
}

/** Collects header fields. */
export class HeaderTally {
  readonly #most: number;
  readonly #fields = new Map<string, FieldTally>();
  readonly #labels = new Map<string, number>();
  #documents = 0;
  #values = 0;
  #isCut = false;

  /** @param most most values that are kept; documents after them are not looked at. */
  constructor(most: number = MOST_VALUES) {
    this.#most = most;
  }

  /** Adds a document as it is in the corpus; one without a header is passed over. */
  add(label: string, text: string): void {
    const fields = headerOf(text);
    if (fields.size === 0) return;
    if (this.#values + fields.size > this.#most) this.#isCut = true;
    if (this.#isCut) return;
    this.#documents++;
    increment(this.#labels, label);
    for (const [name, { field, value }] of fields) {
      const tally = this.#fields.get(name) ?? {
        field,
        documents: 0,
        naming: 0,
        values: new Map<string, Map<string, number>>(),
      };
      this.#fields.set(name, tally);
      tally.documents++;
      const lower = value.toLowerCase();
      if (containsWord(lower, label.toLowerCase())) tally.naming++;
      const labels = tally.values.get(lower) ?? new Map<string, number>();
      if (labels.size === 0) {
        tally.values.set(lower, labels);
        this.#values++;
      }
      increment(labels, label);
    }
  }

  /** What they tell; undefined if no document has a header. */
  figures(): Giveaways | undefined {
    if (this.#documents === 0) return undefined;
    const fields = [...this.#fields.values()]
      .filter(({ documents }) => documents >= LEAST_SHARE * this.#documents)
      .map(({ field, documents, naming, values }) => {
        let telling = 0;
        for (const labels of values.values()) telling += toldByOthers([...labels.values()]);
        return { field, documents, naming, telling };
      });
    return {
      documents: this.#documents,
      isCut: this.#isCut,
      commonest: Math.max(...this.#labels.values()),
      fields: fields.sort(
        (a, b) =>
          b.telling + b.naming - (a.telling + a.naming) || b.documents - a.documents || (a.field < b.field ? -1 : 1),
      ),
    };
  }
}

/**
 * Of the documents with one value, how many have the label that most of the others have: all of the commonest label, if it
 * is still ahead of the second without one of them; else none.
 *
 * @param counts number of documents by label.
 */
function toldByOthers(counts: number[]): number {
  const [first = 0, second = 0] = counts.sort((a, b) => b - a);
  return first - 1 > second ? first : 0;
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Most units of a header, and of a value: messages have a few thousand. */
const MOST_HEADER = 100_000;
const MOST_VALUE = 1000;

/** The fields of a message by their names in lower case, the first of each; none for a text that is no message. */
function headerOf(text: string): Map<string, { readonly field: string; readonly value: string }> {
  const { body } = parseMessage(text);
  const fields = new Map<string, { readonly field: string; readonly value: string }>();
  if (body === text) return fields;
  const header = text.slice(0, Math.min(text.length - body.length, MOST_HEADER));
  for (const line of header.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    const field = line.slice(0, colon);
    if (colon > 0 && !fields.has(field.toLowerCase())) {
      fields.set(field.toLowerCase(), { field, value: line.slice(colon + 1, colon + 1 + MOST_VALUE).trim() });
    }
  }
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
