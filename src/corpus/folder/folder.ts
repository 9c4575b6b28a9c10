/** Folder corpora: one sub-folder per category, one file per document; or one mbox per category. */

import { statSync } from "node:fs";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { attempt } from "../../files/errors.js";
import type { Document } from "../document.js";
import { messagesIfSeveral } from "../mbox/mbox.js";
import { noteMboxes, readMboxes } from "../mbox/mbox-folder.js";
import type { Reading } from "../reading.js";
import { FileReader, requireFile } from "./file-reader.js";
import { type Entry, entriesOf, isMaildir, mailFoldersOf } from "./folder-entries.js";

/**
 * Reads the documents of a folder, ordered by name. A category that is a Maildir has the messages of its `cur` and `new`; the mail folders
 * in a Maildir are categories, too. A file that is an mbox has several documents. Skips hidden files and folders, and files beside the category folders (a README, say).
 * Follows symbolic links anywhere: an untrusted corpus can turn your own files into documents.
 *
 * @throws NewsgroupsError `file` if a file cannot be read; `input` if there are neither sub-folders nor mboxes, or if a
 * sub-folder holds a file larger than 64 MiB, a pipe, a device, or a folder that `depth` does not allow.
 */
export async function* readFolder(path: string, reading: Reading): AsyncGenerator<Document> {
  const entries = entriesOf(path, reading);
  if (isMaildir(entries)) {
    const folders = mailFoldersOf(path);
    if (folders.length === 0) {
      const what = "is a Maildir, one mailbox; give the folder that holds a Maildir for each category";
      throw new NewsgroupsError("input", `${printable(path)}: ${what}`);
    }
    reading.note("beside", path, "its own messages, which are in none of its mail folders");
    yield* new FolderReader(reading).read(folders);
    return;
  }
  if (entries.every(({ kind }) => kind !== "folder")) {
    yield* readMboxes(path, entries, reading);
    return;
  }
  noteMboxes(entries, reading);
  yield* new FolderReader(reading).read(entries);
}

/** Reads sub-folders, however deep they are. */
class FolderReader {
  readonly #reading: Reading;
  readonly #depth: number;
  readonly #files = new FileReader();
  /** Folders that are being read, from the top: a link may lead back to one of them. */
  readonly #open: { readonly dev: number; readonly ino: number }[] = [];
  readonly #labels: string[] = [];

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#depth = reading.options.depth ?? 1;
  }

  async *read(entries: readonly Entry[]): AsyncGenerator<Document> {
    if (isMaildir(entries)) {
      yield* this.#readMaildir(entries);
      return;
    }
    for (const entry of entries) {
      if (entry.kind === "folder") yield* this.#readInside(entry);
      else if (this.#labels.length === this.#depth) yield* this.#readFile(entry);
    }
  }

  async *#readInside({ name, path }: Entry): AsyncGenerator<Document> {
    const isCategory = this.#labels.length < this.#depth;
    if (!isCategory && this.#reading.options.depth === undefined) throw folderInside(path);
    const stats = attempt("read", path, () => statSync(path));
    if (this.#open.some(({ dev, ino }) => dev === stats.dev && ino === stats.ino)) {
      throw new NewsgroupsError("input", `${printable(path)}: leads back to a folder that it is in; remove the link`);
    }
    this.#open.push(stats);
    if (isCategory) this.#labels.push(name);
    yield* this.read(entriesOf(path, this.#reading));
    if (isCategory) this.#labels.pop();
    this.#open.pop();
  }

  async *#readFile({ path, kind }: Entry): AsyncGenerator<Document> {
    requireFile(path, kind);
    const bytes = this.#files.read(path);
    const messages = messagesIfSeveral(bytes);
    if (messages !== undefined) {
      yield* this.#reading.messages(path, this.#label, messages);
      return;
    }
    const document = await this.#reading.document(path, this.#label, bytes, bytes.length);
    if (document) yield document;
  }

  async *#readMaildir(entries: readonly Entry[]): AsyncGenerator<Document> {
    for (const { name, path } of entries) {
      if (name !== "cur" && name !== "new") continue;
      for (const entry of entriesOf(path, this.#reading)) yield* this.#readFile(entry);
    }
  }

  get #label(): string {
    return this.#labels.join("/");
  }
}

function folderInside(path: string): NewsgroupsError {
  return new NewsgroupsError(
    "input",
    `${printable(path)}: is a folder inside a category; give the folder that holds the category folders, ` +
      "or say how many folders make a label with --depth: 1 for the first alone, 2 for topic/subtopic",
  );
}
