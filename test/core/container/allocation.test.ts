/** Allocation: what files of at most 64 KiB make a reader take, whatever they claim. Measured in processes of their own. */

import { execFile } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../../src/train/model/compile.js";
import { countsFile, fingerprints, type Said, section, TRUE, WHOLE } from "../../support/counts-files.js";
import { decodeFlat, encodeFlat, type FlatModel } from "../../support/flat-model.js";
import { temporaryFolder } from "../../support/folders.js";
import { forged, partsOf, withEntries, withTable } from "../../support/forged-container.js";
import { handCounts } from "../../support/hand-counts.js";
import { ANIMALS, artifactOf } from "../../support/model-corpora.js";
import { PEAK_BYTES } from "../../support/peak-memory.js";
import { tampered } from "../../support/tampered-artifact.js";

const FILE_BYTES = 64 * 1024;
const MIB = 2 ** 20;

/** Reads a true file, so that all code is loaded, and then a lie; says how that went and how much it took. */
const SCRIPT = `
  ${PEAK_BYTES}
  import { readFileSync } from "node:fs";
  const [library, action, truth, lie] = process.argv.slice(1);
  const { dump, load } = await import(library);
  async function run(path) {
    try {
      if (action === "load") load(path);
      else await dump(readFileSync(path));
      return "taken";
    } catch (error) {
      if (error.name !== "NewsgroupsError") throw error;
      return error.code;
    }
  }
  await run(truth);
  const before = process.memoryUsage().rss;
  const outcome = await run(lie);
  console.log(JSON.stringify({ outcome, bytes: peakBytes() - before }));
`;

interface Measured {
  /** "taken", or the code of the error. */
  readonly outcome: string;
  /** Most memory that the process had at any time beyond what it had before. */
  readonly bytes: number;
}

async function measured(action: "load" | "dump", truth: Uint8Array, lie: Uint8Array): Promise<Measured> {
  const folder = temporaryFolder();
  const paths = [truth, lie].map((bytes, i) => {
    const path = join(folder, `${i}`);
    writeFileSync(path, bytes);
    return path;
  });
  return measuredAt(action, paths);
}

async function measuredAt(action: "load" | "dump", paths: readonly string[]): Promise<Measured> {
  const library = new URL("../../../dist/index.js", import.meta.url).href;
  const args = ["--input-type=module", "--eval", SCRIPT, library, action, ...paths];
  return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as Measured;
}

/** As many names as fit, of three bytes each, in ascending order. */
const names = (count: number): string[] => Array.from({ length: count }, (_, i) => String.fromCharCode(0x4e00 + i));

let artifact: Uint8Array;
let model: FlatModel;
beforeAll(async () => {
  artifact = await artifactOf(ANIMALS);
  model = decodeFlat(artifact, "test.model");
});

const ones = (length: number): Uint8Array => new Uint8Array(length).fill(1);

/** A true model of all bigrams of some words. */
function bigramModel(words: number): Uint8Array {
  const all = Array.from({ length: words }, (_, i) => `w${i}`);
  const terms = all.flatMap((first) => all.map((second) => ({ words: [first, second] as const, sums: [1, 0] })));
  return encodeFlat({ ...compile(handCounts(terms, [1, 1]), {}), recorded: [] });
}

const MODELS: readonly (readonly [what: string, outcome: string, file: () => Uint8Array])[] = [
  ["a header of 2 MiB", "header-length", () => forged({ ...partsOf(sized(artifact)), headerBytes: 2 ** 21 })],
  ["a header of 4 GiB", "header-length", () => forged({ ...partsOf(sized(artifact)), headerBytes: 0xffffffff })],
  ["20,000 lists in each other", "header-json", () => nested("[".repeat(20_000), "]".repeat(20_000))],
  ["20,000 empty objects", "header-value", () => nested(`[${"{},".repeat(20_000)}`, "]")],
  ["a section of 2^53 - 1 bytes", "section-bounds", () => sectionsOf(2 ** 53 - 1)],
  ["a section of 64 MiB", "section-bounds", () => sectionsOf(64 * MIB)],
  [
    "documents without number",
    "header-value",
    () => tampered(model, { documents: Array<number>(2400).fill(2 ** 53 - 1), targets: names(2400) }),
  ],
  [
    "as many targets as fit",
    "section-size",
    () => tampered(model, { targets: names(7500), documents: Array<number>(7500).fill(1), recorded: [] }),
  ],
  ["buckets alone", "section-size", () => tampered(model, { bucketWords: new Uint32Array(15_000) })],
  ["counts of 2^32 - 1", "section-size", () => tampered(model, { bigramCounts: fullOf(model.bigramCounts.length) })],
  ["as many terms without postings as fit", "section-size", () => tampered(model, { commonCodes: ones(60_000) })],
  ["as many bigrams as fit, truly", "taken", () => bigramModel(105)],
];

const fullOf = (length: number): Uint32Array => new Uint32Array(length).fill(0xffffffff);
/** With zeros up to the size of all these files. */
const sized = (file: Uint8Array): Uint8Array => {
  const larger = new Uint8Array(FILE_BYTES);
  larger.set(file);
  return larger;
};
const nested = (open: string, close: string): Uint8Array =>
  withEntries(artifact, ([first, ...rest]) => [[first![0], `${open}1${close}`], ...rest]);
const sectionsOf = (bytes: number): Uint8Array =>
  withTable(artifact, ([first, ...rest]) => [[first![0], `[0,${bytes}]`], ...rest]);

const header = (change: Record<string, unknown>): Partial<Said> => ({ header: { ...TRUE.header, ...change } });
const HUGE = 2 ** 53 - 1;

/** The first words of two bytes: each its number, 2 · (2 - 1), plus 1 for a stop word, and its bytes. */
const shortWords = (count: number, isStopWord = false): Uint8Array =>
  Uint8Array.from(
    { length: 3 * count },
    (_, i) => [isStopWord ? 3 : 2, Math.floor(i / 3) >> 8, Math.floor(i / 3) & 255][i % 3]!,
  );

/** Words of which the kept documents have none. */
const unused = (words: Uint8Array): Partial<Said> => ({
  words,
  occurrences: new Uint8Array(words.length / 3),
  sequences: new Uint8Array(6),
});

/** All unigrams and bigrams of some words, each in one document of the first category. */
function allTerms(words: number): Partial<Said> {
  const row = [1, 1, 0, 1];
  const numbers = Array.from({ length: words }, (_, first) => [
    ...[first === 0 ? 0 : 1, 0, ...row],
    ...Array.from({ length: words }, () => [0, 1, ...row]).flat(),
  ]).flat();
  return { ...header({ terms: words * (words + 1) }), ...unused(shortWords(words)), terms: Uint8Array.from(numbers) };
}

/** Counts of a number of categories. */
function wide(categories: number): Uint8Array {
  const labels = names(categories);
  return countsFile(header({ labels, documents: labels.map(() => 1) }));
}

/** Entries whose fingerprints begin with zeros, each with a number of copies, by turns of each category. */
const entries = (count: number, categories: number, copies = 1): Uint8Array =>
  fingerprints(...Array.from({ length: count }, (_, i) => [0, i, 0, i % categories, copies] as const));

/** As many documents as fit, all of them kept, without words. */
const manyDocuments = (count: number): Partial<Said> => ({
  ...header({ documents: [count / 2, count / 2] }),
  fingerprints: entries(count, 2),
  occurrences: section(0, 0),
  sequences: new Uint8Array(2 * count),
});

/** Two documents with very many words, all different or all the same, and many copies of each. */
const longDocuments = (words: number, size: number, copies: number): Partial<Said> => ({
  ...WHOLE,
  header: { ...WHOLE.header, documents: [copies, copies] },
  words: shortWords(words),
  occurrences: section(...Array<number>(words).fill((2 * size) / words)),
  sequences: section(...[0, 1].flatMap(() => [0, size, ...Array.from({ length: size }, (_, i) => 1 + (i % words))])),
  fingerprints: entries(2, 2, copies),
});

/** Many categories, each with two copies of a document, which are held out. */
function widelyHeldOut(categories: number): Uint8Array {
  const labels = names(categories);
  return countsFile({
    ...header({ labels, documents: labels.map(() => 2) }),
    fingerprints: entries(categories, categories, 2),
    occurrences: section(categories, 0),
    sequences: section(...labels.flatMap(() => [0, 1, 1])),
  });
}

const COUNTS: readonly (readonly [what: string, outcome: string, file: Uint8Array])[] = [
  ["2^53 - 1 terms", "section-size", countsFile(header({ terms: HUGE }))],
  ["2^53 terms", "header-value", countsFile(header({ terms: 2 ** 53 }))],
  ["2^53 - 1 documents", "header-value", countsFile(header({ documents: [HUGE, HUGE] }))],
  ["a word of 2^52 bytes", "out-of-range", countsFile({ words: section(HUGE) })],
  [
    "a term of the word 2^53 - 1",
    "out-of-range",
    countsFile({ terms: section(HUGE, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1) }),
  ],
  [
    "a term in 2^53 - 1 categories",
    "out-of-range",
    countsFile({ ...header({ terms: 1 }), terms: section(0, 0, 3, HUGE, 0, 1) }),
  ],
  ["as many categories as fit", "taken", wide(2700)],
  ["as many words as fit", "taken", countsFile(unused(shortWords(16_000)))],
  ["as many stop words as fit", "taken", countsFile(unused(shortWords(16_000, true)))],
  ["as many terms as fit", "taken", countsFile(allTerms(100))],
  ["2^53 - 1 copies of a document", "out-of-range", countsFile({ fingerprints: fingerprints([0, 0, 0, 0, HUGE]) })],
  ["a document of 2^53 - 1 words", "truncated", countsFile({ sequences: section(0, HUGE, 1, 1) })],
  [
    "2^37 - 1 documents, of which three are there",
    "section-size",
    countsFile({
      ...header({ documents: [2 ** 37 - 2, 1], keptBits: 20 }),
      fingerprints: TRUE.fingerprints,
    }),
  ],
  ["as many documents as fit", "taken", countsFile(manyDocuments(4000))],
  ["documents of as many different words as fit", "taken", countsFile(longDocuments(7000, 7000, 2 ** 16))],
  ["documents of as many words as fit", "taken", countsFile(longDocuments(50, 30_000, 2 ** 16))],
  ["as many categories as fit that are held out", "taken", widelyHeldOut(1700)],
];

describe("load", () => {
  it.each(MODELS)("takes no 64 MiB for 64 KiB with %s", async (_, outcome, file) => {
    const bytes = file();
    expect(bytes.length).toBeLessThanOrEqual(FILE_BYTES);
    const found = await measured("load", artifact, bytes);
    expect(found.outcome).toBe(outcome);
    expect(found.bytes).toBeLessThan(64 * MIB);
  });

  it("takes as much as a file that is really large, by the same measure", async () => {
    const folder = temporaryFolder();
    const [truth, large] = [join(folder, "true.model"), join(folder, "large")];
    writeFileSync(truth, artifact);
    writeFileSync(large, "");
    truncateSync(large, 80 * MIB);
    const found = await measuredAt("load", [truth, large]);
    expect(found.outcome).toBe("magic");
    expect(found.bytes).toBeGreaterThan(64 * MIB);
  });
});

describe("dump", () => {
  it.each(COUNTS)("takes no 64 MiB for 64 KiB with %s", async (_, outcome, file) => {
    expect(file.length).toBeLessThanOrEqual(FILE_BYTES);
    const found = await measured("dump", countsFile(), file);
    expect(found.outcome).toBe(outcome);
    expect(found.bytes).toBeLessThan(64 * MIB);
  });
});
