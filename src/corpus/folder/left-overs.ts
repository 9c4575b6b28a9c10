/** Left-overs: files that macOS and Windows put into folders and archives, told by their names. */

/** Names of the files themselves, in lower case. */
const NAMES: ReadonlySet<string> = new Set([".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"]);
/** What `ditto` and Finder put beside each file, in an archive or on a disk of another kind. */
const FOLDER = "__MACOSX";
const PREFIX = "._";

/** Whether a path, given by its parts, is of a file that only a file manager needs. */
export function isLeftOver(parts: readonly string[]): boolean {
  const name = parts.at(-1) ?? "";
  return NAMES.has(name.toLowerCase()) || name.startsWith(PREFIX) || parts.includes(FOLDER);
}
