/** The documents that a corpus reader yields, and what it notes. */

import { readCorpus } from "../../src/corpus/corpus.js";
import type { Document } from "../../src/corpus/document.js";
import type { CorpusOptions } from "../../src/corpus/options.js";

type Documents = Iterable<Document> | AsyncIterable<Document>;

export async function documentsOf(documents: Documents): Promise<Document[]> {
  const all: Document[] = [];
  for await (const document of documents) all.push(document);
  return all;
}

/** `label: text` of each document. */
export async function labelledTexts(documents: Documents): Promise<string[]> {
  return (await documentsOf(documents)).map(({ label, text }) => `${label}: ${text}`);
}

/** `label: text` of each document of a corpus, and `kind: message` of each note. */
export async function readingOf(
  corpus: string | AsyncIterable<Uint8Array>,
  options: CorpusOptions = {},
): Promise<{ readonly texts: readonly string[]; readonly notes: readonly string[] }> {
  const notes: string[] = [];
  const onNote: CorpusOptions["onNote"] = ({ kind, message }) => notes.push(`${kind}: ${message}`);
  return { texts: await labelledTexts(readCorpus(corpus, { ...options, onNote })), notes };
}
