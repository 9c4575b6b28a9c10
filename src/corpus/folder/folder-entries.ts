/** The entries of a folder that a corpus may read: what is hidden or left over is passed over, links are followed. */

import { type Dirent, existsSync, readdirSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../../files/errors.js";
import type { Reading } from "../reading.js";
import { isLeftOver } from "./left-overs.js";

/** A file, a folder, or something else that cannot be read. */
export interface Entry {
  readonly name: string;
  readonly path: string;
  readonly kind: "file" | "folder" | "pipe" | "socket" | "device";
}

/**
 * Lists a folder by name. Notes left-overs, and links that lead nowhere.
 *
 * @throws NewsgroupsError `file` if it cannot be read.
 */
export function entriesOf(folder: string, reading: Reading): Entry[] {
  const listed: Dirent[] = attempt("read", folder, () => readdirSync(folder, { withFileTypes: true }));
  const entries: Entry[] = [];
  const start = join(folder, "-").slice(0, -1);
  for (const entry of listed.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = entry;
    const path = start + name;
    if (isLeftOver([name])) reading.note("left-over", path, "a file of macOS or Windows");
    else if (!name.startsWith(".")) {
      const kind = kindOf(entry, path, reading);
      if (kind !== undefined) entries.push({ name, path, kind });
    }
  }
  return entries;
}

/** What an entry is, or what a link leads to; undefined if it leads nowhere. */
function kindOf(entry: Dirent, path: string, reading: Reading): Entry["kind"] | undefined {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  const stats = attempt("read", path, () => statIfThere(path));
  if (stats !== undefined) return kindOfFile(stats);
  reading.note("link", path, "a link that leads nowhere; remove it");
  return undefined;
}

/** What a file is. */
export function kindOfFile(stats: Stats): Entry["kind"] {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "folder";
  return stats.isFIFO() ? "pipe" : stats.isSocket() ? "socket" : "device";
}

function statIfThere(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** Whether a folder is a Maildir, which keeps messages in its folders `cur` and `new`. */
export function isMaildir(entries: readonly Entry[]): boolean {
  const folders = entries.filter(({ kind }) => kind === "folder").map(({ name }) => name);
  return folders.includes("cur") && folders.length > 1 && folders.every((name) => MAILDIR_FOLDERS.includes(name));
}

const MAILDIR_FOLDERS: readonly string[] = ["cur", "new", "tmp"];

/** Lists the mail folders in a Maildir, `.Sent` or `.Work.Projects`, each a Maildir itself (Maildir++), by their names without the first dot. */
export function mailFoldersOf(folder: string): Entry[] {
  return attempt("read", folder, () => readdirSync(folder))
    .filter((name) => /^\.[^.]/.test(name) && existsSync(join(folder, name, "cur")))
    .sort()
    .map((name) => ({ name: name.slice(1), path: join(folder, name), kind: "folder" }));
}
