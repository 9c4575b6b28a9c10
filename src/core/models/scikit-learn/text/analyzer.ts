/** Text → the n-grams that scikit-learn's vectorizers make of it (`build_analyzer()`), as ranges of UTF-8. */

import { characterLength, codePointAt } from "./characters.js";
import { complement, UNICODE_SPACE } from "./pattern/character-set.js";
import { compilePattern } from "./pattern/compile.js";
import type { Pattern } from "./pattern/pattern.js";
import { RunPattern } from "./pattern/run-pattern.js";
import { type Preparation, PreparedText } from "./prepared-text.js";
import { Ranges } from "./ranges.js";

/** The parameters of `CountVectorizer` and `HashingVectorizer` that decide about the n-grams. */
export interface AnalyzerSettings extends Preparation {
  /** N-grams of words, of characters, or of the characters of each word with a space on either side. */
  readonly analyzer: "word" | "char" | "char_wb";
  /** Lengths of the n-grams, in words or characters; 1 ≤ min ≤ max. */
  readonly ngramRange: readonly [min: number, max: number];
  /** What a word is; null: what `str.split()` gives. */
  readonly tokenPattern: string | null;
}

/** Whether a word, in UTF-8, is left out. */
export type IsStopWord = (bytes: Uint8Array, start: number, end: number) => boolean;

const SPACE = 0x20;

/**
 * Cuts texts into n-grams, exactly as scikit-learn does on Python 3.11.
 *
 * @example
 * const count = analyzer.analyze("To be, or not");
 * for (let i = 0; i < count; i++) use(analyzer.bytes, analyzer.starts[i], analyzer.ends[i]);
 */
export class Analyzer {
  /** UTF-8 that the ranges are of; valid until the next call, as they are. */
  bytes: Uint8Array = new Uint8Array(0);
  /** First byte of each n-gram. */
  starts: Uint32Array = new Uint32Array(0);
  /** Byte after the last of each n-gram. */
  ends: Uint32Array = new Uint32Array(0);

  readonly #settings: AnalyzerSettings;
  readonly #isStopWord: IsStopWord | undefined;
  readonly #pattern: Pattern;
  readonly #text: PreparedText;
  readonly #words: Ranges = new Ranges();
  /** What the n-grams are of: words or characters. */
  readonly #units: Ranges = new Ranges();
  readonly #grams: Ranges = new Ranges();
  /** Words or characters as the n-grams have them, one behind the other. */
  #joined: Uint8Array = new Uint8Array(1 << 12);

  /**
   * @param isStopWord Not asked about n-grams of characters.
   * @throws {PatternFault} if the pattern is not one that is supported.
   */
  constructor(settings: AnalyzerSettings, isStopWord?: IsStopWord) {
    const { analyzer, tokenPattern } = settings;
    this.#settings = settings;
    this.#isStopWord = isStopWord;
    this.#pattern = analyzer === "word" && tokenPattern !== null ? compilePattern(tokenPattern) : SPLIT;
    this.#text = new PreparedText(settings);
  }

  /**
   * Cuts a text.
   *
   * @returns the number of n-grams. They come in Python's order, repeated ones too: the shortest first, and `char_wb` word by word.
   */
  analyze(text: string): number {
    const { analyzer } = this.#settings;
    this.#text.open(text);
    this.#units.count = 0;
    this.#grams.count = 0;
    if (analyzer === "word") return this.#wordGrams();
    return analyzer === "char" ? this.#characterGrams() : this.#characterGramsOfWords();
  }

  #wordGrams(): number {
    const { bytes, size } = this.#text;
    const words = this.#units;
    this.#pattern.findAll(bytes, size, words);
    if (this.#isStopWord) dropStopWords(words, bytes, this.#isStopWord);
    if (this.#settings.ngramRange[1] === 1) return this.#give(bytes, words);
    const joined = this.#room(size + words.count);
    let end = 0;
    for (let i = 0; i < words.count; i++) {
      const start = end;
      for (let at = words.starts[i]!; at < words.ends[i]!; at++) joined[end++] = bytes[at]!;
      words.starts[i] = start;
      words.ends[i] = end;
      joined[end++] = SPACE;
    }
    this.#addGrams(words.count);
    return this.#give(joined, this.#grams);
  }

  /** Two or more white-space characters on end count as one space; one alone stays what it is. */
  #characterGrams(): number {
    const { bytes, size } = this.#text;
    const joined = this.#room(size);
    let end = 0;
    for (let at = 0; at < size; ) {
      const start = at;
      let spaces = 0;
      for (; at < size && UNICODE_SPACE(codePointAt(bytes, at)); spaces++) at += characterLength(bytes[at]!);
      if (spaces > 1) end = this.#addSpace(end);
      else {
        if (spaces === 0) at += characterLength(bytes[at]!);
        end = this.#addCharacters(start, at, end);
      }
    }
    this.#addGrams(this.#units.count);
    return this.#give(joined, this.#grams);
  }

  /** Each word has a space on either side: what is behind one word is before the next. */
  #characterGramsOfWords(): number {
    const { bytes, size } = this.#text;
    const words = this.#words;
    words.count = 0;
    this.#pattern.findAll(bytes, size, words);
    const joined = this.#room(size + 2);
    let end = this.#addSpace(0);
    for (let i = 0; i < words.count; i++) {
      const first = this.#units.count - 1;
      end = this.#addSpace(this.#addCharacters(words.starts[i]!, words.ends[i]!, end));
      this.#addGramsOfWord(first, this.#units.count);
    }
    return this.#give(joined, this.#grams);
  }

  /** Copies characters of the text to `at` in the joined bytes; returns where they end there. */
  #addCharacters(start: number, end: number, at: number): number {
    const { bytes } = this.#text;
    const joined = this.#joined;
    let [from, to] = [start, at];
    while (from < end) {
      const first = to;
      const next = from + characterLength(bytes[from]!);
      while (from < next) joined[to++] = bytes[from++]!;
      this.#units.add(first, to);
    }
    return to;
  }

  #addSpace(at: number): number {
    this.#joined[at] = SPACE;
    this.#units.add(at, at + 1);
    return at + 1;
  }

  /** Adds all n-grams of the first `count` words or characters. */
  #addGrams(count: number): void {
    const [min, max] = this.#settings.ngramRange;
    for (let n = min; n <= max && n <= count; n++) this.#addGramsOf(n, 0, count);
  }

  /** Adds the n-grams of one word. Where it is no longer than n, it counts once, and for no greater n. */
  #addGramsOfWord(first: number, end: number): void {
    const [min, max] = this.#settings.ngramRange;
    for (let n = min; n <= max; n++) {
      this.#addGramsOf(Math.min(n, end - first), first, end);
      if (n >= end - first) break;
    }
  }

  #addGramsOf(n: number, first: number, end: number): void {
    const { starts, ends } = this.#units;
    const grams = this.#grams;
    grams.makeRoom(end - first);
    let count = grams.count;
    for (let i = first; i + n <= end; i++) {
      grams.starts[count] = starts[i]!;
      grams.ends[count++] = ends[i + n - 1]!;
    }
    grams.count = count;
  }

  /** Returns bytes to join words or characters in, `size` of them or more. */
  #room(size: number): Uint8Array {
    if (this.#joined.length < size) this.#joined = new Uint8Array(2 * size);
    return this.#joined;
  }

  #give(bytes: Uint8Array, { starts, ends, count }: Ranges): number {
    this.bytes = bytes;
    this.starts = starts;
    this.ends = ends;
    return count;
  }
}

/** What `str.split()` gives. */
const SPLIT: Pattern = new RunPattern(complement(UNICODE_SPACE), 1);

function dropStopWords(words: Ranges, bytes: Uint8Array, isStopWord: IsStopWord): void {
  const { starts, ends, count } = words;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    if (isStopWord(bytes, starts[i]!, ends[i]!)) continue;
    starts[kept] = starts[i]!;
    ends[kept++] = ends[i]!;
  }
  words.count = kept;
}
