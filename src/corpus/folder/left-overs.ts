/** Files that are no documents, told by their names: what macOS and Windows put into folders and archives, a README, a table. */

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

/** What is beside the data in an archive. */
const BESIDE = /(?:^|[/:])(?:readme|licen[cs]e|copying|changelog|citation)[^/]*$/i;

/** Whether a name is that of a file about a corpus, such as its README. */
export const isAbout = (name: string): boolean => BESIDE.test(name);

/** Endings of the formats that have named or numbered fields, or labelled lines. */
const RECORDS = /\.(?:csv|tsv|tab|jsonl?|ndjson|arff|ft)(?:\.(?:gz|bz2|xz|zstd?))?$/i;

/** Whether a name is that of a file of many labelled texts. */
export const isTableName = (name: string): boolean => RECORDS.test(name);
