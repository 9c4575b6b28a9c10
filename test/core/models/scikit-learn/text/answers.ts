/** What Python answers about texts, and the same from here. `test/scikit-learn/text.py` tells what is in its answers. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Analyzer, type AnalyzerSettings } from "../../../../../src/core/models/scikit-learn/text/analyzer.js";
import type { Pattern } from "../../../../../src/core/models/scikit-learn/text/pattern/pattern.js";
import { Ranges } from "../../../../../src/core/models/scikit-learn/text/ranges.js";

/** Analyzer, shortest and longest n-gram, lowercase, strip_accents, and whether it is that of before 0.22. */
type Settings = ["word" | "char" | "char_wb", number, number, boolean, "unicode" | "ascii" | null, boolean];

interface Answers {
  readonly settings: readonly Settings[];
  readonly texts: readonly string[];
  readonly grams: readonly (readonly string[])[];
  readonly random: { readonly texts: readonly string[]; readonly digests: readonly string[] };
  readonly patterns: {
    readonly texts: readonly string[];
    readonly words: readonly (readonly [pattern: string, ...words: string[]])[];
    readonly randomTexts: readonly string[];
    readonly digests: readonly (readonly [pattern: string, digest: string])[];
  };
  readonly invalid: readonly string[];
  readonly characters: {
    readonly [name in "kinds" | "lower" | "sigmaAfter" | "sigmaBefore" | "unicode" | "ascii"]: string;
  };
}

export const ANSWERS: Answers = JSON.parse(
  readFileSync(new URL("../../../../scikit-learn/text.json", import.meta.url), "utf8"),
);

/** scikit-learn's defaults, but for what is given. */
export function settings(changed: Partial<AnalyzerSettings> = {}): AnalyzerSettings {
  return {
    analyzer: "word",
    ngramRange: [1, 1],
    lowercase: true,
    stripAccents: null,
    keepsDecomposed: false,
    tokenPattern: "(?u)\\b\\w\\w+\\b",
    ...changed,
  };
}

export function analyzerOf([analyzer, min, max, lowercase, stripAccents, keepsDecomposed]: Settings): Analyzer {
  return new Analyzer(settings({ analyzer, ngramRange: [min, max], lowercase, stripAccents, keepsDecomposed }));
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function gramsOf(analyzer: Analyzer, text: string): string[] {
  const count = analyzer.analyze(text);
  const { bytes, starts, ends } = analyzer;
  return Array.from({ length: count }, (_, i) => decoder.decode(bytes.subarray(starts[i], ends[i])));
}

export function wordsOf(pattern: Pattern, text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const found = new Ranges();
  pattern.findAll(bytes, bytes.length, found);
  const { starts, ends, count } = found;
  return Array.from({ length: count }, (_, i) => decoder.decode(bytes.subarray(starts[i], ends[i])));
}

export function digest(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
}

/** All characters, in order. */
export function allCharacters(): string[] {
  const points = Array.from({ length: 0x110000 }, (_, point) => point);
  return points.filter((point) => point < 0xd800 || point >= 0xe000).map((point) => String.fromCodePoint(point));
}
