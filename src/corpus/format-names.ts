/** The names of the formats, for options; `formats.ts` says what each is. */

/** The formats of files that hold a corpus, in the order in which a file's content is held against them. */
export const CORPUS_FORMATS = [
  "tar",
  "zip",
  "mbox",
  "json",
  "ndjson",
  "fasttext",
  "arff",
  "trec",
  "csv",
  "tsv",
] as const;

/** The format of a file that holds a corpus. */
export type CorpusFormat = (typeof CORPUS_FORMATS)[number];
