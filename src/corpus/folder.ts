/** Folder corpora: one sub-folder for each category, one file for each document. */

import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileError, NewsgroupsError, printable } from "../errors.js";
import { decodeText } from "./decode.js";
import type { Document } from "./document.js";

/**
 * Reads the documents of a folder, in the order of names. Hidden files and folders are passed over, and so are files
 * beside the category folders (a README, say).
 *
 * Reading is synchronous: for thousands of small files that takes a third of the time.
 */
export function* readFolder(path: string): Generator<Document> {
  const categories = visible(path).filter((name) => statOf(join(path, name))?.isDirectory());
  if (categories.length === 0) {
    throw new NewsgroupsError(
      "input",
      `${printable(path)}: no sub-folders; a folder with one sub-folder for each category expected`,
    );
  }
  for (const label of categories) {
    for (const name of visible(join(path, label))) {
      const id = join(path, label, name);
      const bytes = readDocument(id, label);
      yield { id, label, text: decodeText(bytes), bytes: bytes.length };
    }
  }
}

function visible(path: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    throw fileError("read", path, error);
  }
  return entries
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("."))
    .sort();
}

function statOf(path: string): ReturnType<typeof statSync> {
  try {
    return statSync(path);
  } catch (error) {
    throw fileError("read", path, error);
  }
}

function readDocument(path: string, label: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    if (statOf(path)?.isDirectory()) {
      throw new NewsgroupsError(
        "input",
        `${printable(path)}: a folder inside category ${printable(label)}; files expected. ` +
          "Give the folder that holds the category folders",
      );
    }
    throw fileError("read", path, error);
  }
}
