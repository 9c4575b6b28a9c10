/** Terms by document: the word sequences of documents → for each term the documents that have it, and how often. */

import { SentimentWalk } from "../../core/text/sentiment.js";
import { SUBJECT_TIMES, type TermSink } from "../../core/text/terms.js";
import { addressesIn, type DocumentWalk, walkTokens } from "../documents/document-walk.js";
import type { SentimentWords } from "../sentiment/sentiment-words.js";
import type { Words } from "../tables/words.js";

/** T terms in ascending order of (first word, second word), D documents, P pairs of a term and a document that has it. */
export interface TermDocuments {
  /** Index of each term's first word. [T] */
  readonly first: Uint32Array;
  /** 1 + index of each term's second word; 0 for a unigram. [T] */
  readonly second: Uint32Array;
  /** The pairs of term t are those from `starts[t]` to `starts[t + 1]`. [T + 1] */
  readonly starts: Uint32Array;
  /** Document of each pair, ascending within a term. [P] */
  readonly documents: Uint32Array;
  /** How often the term counts in the document, at most {@link MAX_FREQUENCY}. [P] */
  readonly frequencies: Uint16Array;
  /** Number of documents D. */
  readonly size: number;
}

/** A higher frequency is taken for this one: its logarithm would hardly differ. */
const MAX_FREQUENCY = 0xffff;

/**
 * Finds the terms of documents by two stable counting sorts of all bigrams, by the second word and then by the first. A table of terms would
 * miss the cache at each look-up.
 *
 * @param walks starts a walk over the documents; it is walked over twice.
 * @param sentiment of the words, if sentiment terms are wanted.
 */
export function termDocuments(words: Words, walks: () => DocumentWalk, sentiment?: SentimentWords): TermDocuments {
  const size = words.ends.length;
  const isAddress = addressesIn(words);
  // Where the unigrams and bigrams of each word begin: sizes first, then their sums.
  const unigrams = new Uint32Array(size + 1);
  const firsts = new Uint32Array(size + 1);
  const seconds = new Uint32Array(size + 1);
  const documents = walkAll(walks(), isAddress, sentiment, {
    unigram: (word) => {
      unigrams[word + 1]!++;
    },
    bigram: (first, second) => {
      firsts[first + 1]!++;
      seconds[second + 1]!++;
    },
  });
  for (const starts of [unigrams, firsts, seconds]) for (let i = 1; i <= size; i++) starts[i]! += starts[i - 1]!;

  // An occurrence is a number: document · 2, plus 1 in the subject. Documents come in order, and every sort is stable.
  const unigramOccurrences = new Uint32Array(unigrams[size]!);
  const nextUnigram = unigrams.slice();
  const bigrams = firsts[size]!;
  let words1 = new Uint32Array(bigrams);
  let occurrences1 = new Uint32Array(bigrams);
  const nextSecond = seconds.slice();
  walkAll(walks(), isAddress, sentiment, {
    unigram: (word, occurrence) => {
      unigramOccurrences[nextUnigram[word]!++] = occurrence;
    },
    bigram: (first, second, occurrence) => {
      const at = nextSecond[second]!++;
      words1[at] = first;
      occurrences1[at] = occurrence;
    },
  });
  const secondWords = new Uint32Array(bigrams);
  const bigramOccurrences = new Uint32Array(bigrams);
  const nextFirst = firsts.slice();
  for (let second = 0; second < size; second++) {
    for (let i = seconds[second]!; i < seconds[second + 1]!; i++) {
      const at = nextFirst[words1[i]!]!++;
      secondWords[at] = second;
      bigramOccurrences[at] = occurrences1[i]!;
    }
  }
  // The two are as large as the result; let them go before it is there.
  words1 = new Uint32Array(0);
  occurrences1 = new Uint32Array(0);
  const collector = new Collector(unigramOccurrences.length + bigrams, documents);
  for (let word = 0; word < size; word++) {
    collector.add(word, 0, unigramOccurrences, unigrams[word]!, unigrams[word + 1]!);
    const end = firsts[word + 1]!;
    for (let start = firsts[word]!, next = start; start < end; start = next) {
      while (next < end && secondWords[next] === secondWords[start]) next++;
      collector.add(word, 1 + secondWords[start]!, bigramOccurrences, start, next);
    }
  }
  return collector.finish();
}

/** Takes the terms of documents one by one; an occurrence is the number of the document times 2, plus 1 in its subject. */
interface OccurrenceSink {
  unigram(word: number, occurrence: number): void;
  bigram(first: number, second: number, occurrence: number): void;
}

/**
 * Walks over the terms of documents.
 *
 * @returns the number of documents.
 */
function walkAll(
  walk: DocumentWalk,
  isAddress: Uint8Array,
  sentiment: SentimentWords | undefined,
  sink: OccurrenceSink,
): number {
  let document = 0;
  const occurrenceOf = (times: number): number => document * 2 + (times === SUBJECT_TIMES ? 1 : 0);
  const numbering: TermSink = {
    unigram: (word, times) => sink.unigram(word, occurrenceOf(times)),
    bigram: (first, second, times) => sink.bigram(first, second, occurrenceOf(times)),
    sentiment: (code, times) => sink.unigram(sentiment!.firstTerm + code - 1, occurrenceOf(times)),
  };
  const sentimentWalk = sentiment && new SentimentWalk(sentiment.codes);
  for (; walk.next(); document++) walkTokens(walk, isAddress, numbering, sentimentWalk);
  return document;
}

/** Collects terms in their order. */
class Collector {
  readonly #documents: Uint32Array;
  readonly #frequencies: Uint16Array;
  readonly #first: Uint32Array;
  readonly #second: Uint32Array;
  readonly #starts: Uint32Array;
  readonly #size: number;
  #terms = 0;
  #pairs = 0;

  constructor(occurrences: number, documents: number) {
    this.#size = documents;
    this.#documents = new Uint32Array(occurrences);
    this.#frequencies = new Uint16Array(occurrences);
    this.#first = new Uint32Array(occurrences);
    this.#second = new Uint32Array(occurrences);
    this.#starts = new Uint32Array(occurrences + 1);
  }

  /** Adds a term with the occurrences from `start` to `end`, if it has any. */
  add(first: number, second: number, occurrences: Uint32Array, start: number, end: number): void {
    if (start === end) return;
    const term = this.#terms++;
    this.#first[term] = first;
    this.#second[term] = second;
    let pair = this.#pairs - 1;
    let last = -1;
    for (let i = start; i < end; i++) {
      const document = occurrences[i]! >>> 1;
      const times = (occurrences[i]! & 1) === 1 ? SUBJECT_TIMES : 1;
      if (document !== last) {
        last = document;
        this.#documents[++pair] = document;
        this.#frequencies[pair] = times;
      } else {
        this.#frequencies[pair] = Math.min(this.#frequencies[pair]! + times, MAX_FREQUENCY);
      }
    }
    this.#pairs = pair + 1;
    this.#starts[term + 1] = this.#pairs;
  }

  finish(): TermDocuments {
    return {
      first: this.#first.slice(0, this.#terms),
      second: this.#second.slice(0, this.#terms),
      starts: this.#starts.slice(0, this.#terms + 1),
      documents: this.#documents.slice(0, this.#pairs),
      frequencies: this.#frequencies.slice(0, this.#pairs),
      size: this.#size,
    };
  }
}
