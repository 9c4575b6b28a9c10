/** Terms by document: the word sequences of documents → for each term the documents that have it, and how often. */

import { sum } from "../../core/sum.js";
import { SentimentWalk } from "../../core/text/sentiment.js";
import { SUBJECT_TIMES } from "../../core/text/terms.js";
import type { Kernels } from "../../kernels/kernels.js";
import { addressesIn, walkTokens } from "../documents/document-walk.js";
import type { SentimentWords } from "../sentiment/sentiment-words.js";
import type { Words } from "../tables/words.js";
import type { TokenList } from "./token-list.js";

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
/** So many ranges of first words are collected at a time, one on each thread. */
const RANGES_AT_A_TIME = 2;
/** A range has so many words of documents, if that does not make too many jobs: in each, all documents are walked over. */
const RANGE_TOKENS = 1 << 19;
const MAX_JOBS = 8;

/** Finds the terms of documents. @param sentiment of the words, if sentiment terms are wanted. */
export function termDocuments(
  kernels: Kernels,
  words: Words,
  list: TokenList,
  sentiment?: SentimentWords,
): TermDocuments {
  const parts = kernels.scoped(() => collectedParts(kernels, words, list));
  if (sentiment) parts.push(sentimentTerms(list, sentiment));
  return joined(kernels, parts, list.subjects.length);
}

type Part = Omit<TermDocuments, "size">;

/** The terms of words, in parts: so their occurrences need less memory. */
function collectedParts(kernels: Kernels, words: Words, list: TokenList): Part[] {
  const size = words.ends.length;
  const { ranges, most } = rangesOf(list.tokens, size);
  const roomWords = Math.ceil((28 * most + 8 * (size + 2)) / 8) * 2;
  const room = kernels.array(Uint32Array, RANGES_AT_A_TIME * roomWords);
  const sizes = kernels.array(Uint32Array, 2 * RANGES_AT_A_TIME);
  const at: Kernels["at"] = (array) => kernels.at(array);
  const fields = [
    ...[list.subjects.length, size, at(list.tokens), at(list.starts), at(list.subjects), at(addressesIn(words))],
    ...[SUBJECT_TIMES, MAX_FREQUENCY],
  ];
  const parts: Part[] = [];
  for (let first = 0; first + 1 < ranges.length; first += RANGES_AT_A_TIME) {
    const some = ranges.subarray(first, first + RANGES_AT_A_TIME + 1);
    kernels.run("collectTerms", [...fields, at(some), most, at(room), at(sizes)], some.length - 1);
    for (let i = 0; i + 1 < some.length; i++) {
      parts.push(partIn(room.subarray(i * roomWords), most, sizes[2 * i]!, sizes[2 * i + 1]!));
    }
  }
  return parts;
}

/** Ranges of first words with about as many words of documents in each, and the most occurrences of terms in one. */
function rangesOf(tokens: Uint32Array, words: number): { ranges: Uint32Array; most: number } {
  const occurrences = new Uint32Array(words + 1);
  for (let i = 0; i < tokens.length; i++) occurrences[tokens[i]!]!++;
  const jobs = Math.min(MAX_JOBS, Math.ceil((1 + tokens.length) / (RANGE_TOKENS * RANGES_AT_A_TIME)));
  const wanted = Math.ceil((1 + tokens.length) / (jobs * RANGES_AT_A_TIME));
  const ranges = [0];
  let [size, largest] = [0, 0];
  for (let word = 0; word < words; word++) {
    size += occurrences[word + 1]!;
    largest = Math.max(largest, size);
    if (size < wanted && word + 1 < words) continue;
    ranges.push(word + 1);
    size = 0;
  }
  // Each word is a unigram, and the first of a bigram at most.
  return { ranges: Uint32Array.from(ranges), most: 2 * largest };
}

/** Copies a part from where its kernel left it. */
function partIn(room: Uint32Array, most: number, terms: number, pairs: number): Part {
  const frequencies = new Uint16Array(room.buffer, room.byteOffset + 16 * most, pairs);
  return {
    first: room.slice(0, terms),
    second: room.slice(most, most + terms),
    starts: room.slice(2 * most, 2 * most + terms),
    documents: room.slice(3 * most, 3 * most + pairs),
    frequencies: frequencies.slice(),
  };
}

/** The sentiment terms: unigrams behind all words. */
function sentimentTerms({ tokens, starts, subjects }: TokenList, { codes, firstTerm }: SentimentWords): Part {
  const walk = new SentimentWalk(codes);
  const noAddress = new Uint8Array(codes.length);
  const terms: Map<number, number>[] = [];
  for (let document = 0; document < subjects.length; document++) {
    const some = tokens.subarray(starts[document], starts[document + 1]);
    const sentiment = (code: number, times: number): void => {
      terms[code - 1] ??= new Map();
      const sum = (terms[code - 1]!.get(document) ?? 0) + times;
      terms[code - 1]!.set(document, Math.min(sum, MAX_FREQUENCY));
    };
    const sink = { unigram: () => {}, bigram: () => {}, sentiment };
    walkTokens({ tokens: some, size: some.length, subject: subjects[document]! }, noAddress, sink, walk);
  }
  const found = [...terms.keys()].filter((code) => terms[code]);
  const documents = found.map((code) => [...terms[code]!.keys()]);
  return {
    first: Uint32Array.from(found, (code) => firstTerm + code),
    second: new Uint32Array(found.length),
    starts: Uint32Array.from(found, (_, i) => sum(documents.slice(0, i).map(({ length }) => length))),
    documents: Uint32Array.from(documents.flat()),
    frequencies: Uint16Array.from(found.flatMap((code) => [...terms[code]!.values()])),
  };
}

/** Joins parts in the memory of kernels. */
function joined(kernels: Kernels, parts: readonly Part[], size: number): TermDocuments {
  const terms = sum(parts.map(({ first }) => first.length));
  const pairs = sum(parts.map(({ documents }) => documents.length));
  const all = {
    first: kernels.array(Uint32Array, terms),
    second: kernels.array(Uint32Array, terms),
    starts: kernels.array(Uint32Array, terms + 1),
    documents: kernels.array(Uint32Array, pairs),
    frequencies: kernels.array(Uint16Array, pairs),
    size,
  };
  let [term, pair] = [0, 0];
  for (const { first, second, starts, documents, frequencies } of parts) {
    all.first.set(first, term);
    all.second.set(second, term);
    for (let i = 0; i < starts.length; i++) all.starts[term + i] = pair + starts[i]!;
    all.documents.set(documents, pair);
    all.frequencies.set(frequencies, pair);
    term += first.length;
    pair += documents.length;
  }
  all.starts[terms] = pairs;
  return all;
}
