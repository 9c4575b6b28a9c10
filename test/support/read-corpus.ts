/** The documents that a corpus reader yields. */

import type { Document } from "../../src/corpus/document.js";

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
