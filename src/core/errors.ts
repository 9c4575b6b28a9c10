/** The package's one error class, and the meaning of its codes. */

/**
 * The faults of a model or counts file, one code per kind. docs/format.md describes the format and each check.
 *
 * - `too-short`: the file is shorter than any valid file.
 * - `magic`: the file does not begin with the magic bytes.
 * - `version`: the format version is not supported.
 * - `family`: the model belongs to a family that this version does not know.
 * - `header-length`: the header length exceeds the limit, or the file.
 * - `header-json`: the header is not a JSON object, or is nested too deeply.
 * - `header-keys`: a key of the header is unknown, missing, out of order or repeated, or the header differs from what
 *   `JSON.stringify` writes.
 * - `header-value`: an entry of the header has the wrong type or an invalid value.
 * - `section-bounds`: a section extends beyond the file.
 * - `section-overlap`: a section begins before the previous one ends.
 * - `section-gap`: there is a gap before a section, or the padding is not zero.
 * - `trailing-bytes`: there are bytes between the last section and the digest.
 * - `digest`: the file is damaged, or is not the requested file.
 * - `targets`: the categories are too few, too many, repeated, unsorted, or not printable names.
 * - `section-size`: the size of a section does not match its number of entries, or counts do not add up.
 * - `not-finite`: a weight is infinite or not a number.
 * - `out-of-range`: an index, a length or another number in a section is out of range.
 * - `order`: words, terms, documents or the categories of a term are unsorted or repeated.
 * - `truncated`: a section ends in the middle of a number, a word or a fingerprint.
 * - `number-form`: a number is not in its shortest encoding.
 */
export type FileFault =
  | "too-short"
  | "magic"
  | "version"
  | "family"
  | "header-length"
  | "header-json"
  | "header-keys"
  | "header-value"
  | "section-bounds"
  | "section-overlap"
  | "section-gap"
  | "trailing-bytes"
  | "digest"
  | "targets"
  | "section-size"
  | "not-finite"
  | "out-of-range"
  | "order"
  | "truncated"
  | "number-form";

/**
 * Why a dump of scikit-learn cannot be imported, one code per kind. docs/import.md describes each.
 *
 * - `foreign`: the file is no pickle, but something else (named where it is known).
 * - `damaged`: the file ends too early, or is no valid pickle, array or compressed stream.
 * - `limit`: the file is larger, more deeply nested or more strongly compressed than any that is read.
 * - `pickled-code`: the file holds code, as dill and cloudpickle write it.
 * - `callable`: a step calls a function of the author's program.
 * - `class`: a step is of a class that is not supported.
 * - `parameter`: a step has a parameter, or a value of one, that is not supported.
 * - `not-fitted`: a step was saved before it was fitted.
 * - `no-model`: there is no classifier.
 * - `no-vectorizer`: there is no vectorizer, so the model classifies numbers and not text.
 * - `ambiguous`: there is more than one of what there must be one of.
 * - `mismatch`: parts do not fit each other.
 * - `regressor`: the model predicts numbers.
 * - `multi-label`: the model gives several labels to one text.
 */
export type DumpFault =
  | "foreign"
  | "damaged"
  | "limit"
  | "pickled-code"
  | "callable"
  | "class"
  | "parameter"
  | "not-fitted"
  | "no-model"
  | "no-vectorizer"
  | "ambiguous"
  | "mismatch"
  | "regressor"
  | "multi-label";

/**
 * The kind of error, as a stable word that programs can test: a {@link FileFault}, a {@link DumpFault}, or
 *
 * - `usage`: the call is wrong (an unknown option, a value out of range); the command line exits with 2.
 * - `input`: a corpus, a text or a file cannot be used.
 * - `file`: the operating system cannot read or write a file.
 * - `fetch`: a download failed.
 * - `listen`: a server cannot listen at its address.
 * - `settings`: counts made with different settings cannot be added.
 * - `duplicates`: counts share documents, which would count twice.
 * - `check`: a requested check failed.
 */
export type ErrorCode =
  | FileFault
  | DumpFault
  | "usage"
  | "input"
  | "file"
  | "fetch"
  | "listen"
  | "settings"
  | "duplicates"
  | "check";

/**
 * An error that the user can act on. Its message is one line: where, what is wrong, expected and got, and the remedy. Any
 * other error that leaves the package is a bug in the package.
 */
export class NewsgroupsError extends Error {
  override readonly name = "NewsgroupsError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Control characters, line ends, direction changes, and invisible characters. */
const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Escapes control characters, so that a name from a file or an archive cannot disturb a terminal. */
export function printable(name: string): string {
  return name.replace(HARMFUL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Names a value of a wrong type, as a part of a message. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return printable(value.length > 100 ? `${value.slice(0, 100)}…` : value);
  if (typeof value !== "object" || value === null) return typeof value === "function" ? "a function" : String(value);
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === "string" && name !== "Object" ? `an object of class ${printable(name)}` : "an object";
}
