/** Temporary folders for the tests of corpus readers, and the documents that readers give. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { NewsgroupsError } from "../../src/core/errors.js";
import type { Document } from "../../src/corpus/document.js";

/** Makes a folder for each test of a file, and removes it; `path()` is the way to something in it. */
export function useTemporaryFolder(): { path(...parts: string[]): string } {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "newsgroups-test-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return { path: (...parts) => join(folder, ...parts) };
}

/** Writes files by their path below `root`, with the folders they need. */
export function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  mkdirSync(root, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
}

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

/** The error that reading to the end comes to, which is one for the user. */
export async function errorOf(documents: Documents): Promise<NewsgroupsError> {
  try {
    await documentsOf(documents);
  } catch (error) {
    if (error instanceof NewsgroupsError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
