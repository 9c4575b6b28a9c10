/** The one error class of the package, and what each of its codes means. */

/**
 * What is wrong with a file that should be a model or counts: one code for each way in which it can lie.
 * docs/format.md tells of the format, and when each is looked for.
 *
 * - `too-short`: it has fewer bytes than any such file.
 * - `magic`: it does not begin as such a file does.
 * - `version`: its format is of another version.
 * - `header-length`: its header is said to be longer than a header may be, or than the file.
 * - `header-json`: its header is not a JSON object, or is nested too deeply.
 * - `header-keys`: a key of its header is unknown, missing, out of order or repeated, or the header is not written to
 *   the byte as `JSON.stringify` writes it.
 * - `header-value`: an entry of its header is of a wrong kind, or has a value that it cannot have.
 * - `section-bounds`: a section reaches beyond the file.
 * - `section-overlap`: a section begins before the end of the one before it.
 * - `section-gap`: there is a gap before a section, or something other than zeros in the padding.
 * - `trailing-bytes`: something lies between the last section and the digest.
 * - `digest`: it is damaged, or is not the file that was asked for.
 * - `targets`: its categories are too few or too many, repeated, unsorted, or not printable names.
 * - `section-size`: a section has other than the bytes that so many numbers take, or counts do not fit what they count.
 * - `not-finite`: a weight is infinite or not a number.
 * - `out-of-range`: a place, a length or another number in a section is none that it can be.
 * - `order`: words, terms, a term's categories or documents are unsorted or repeated.
 * - `truncated`: a section ends in the middle of a number, a word or a fingerprint.
 * - `number-form`: a number is not in its shortest form.
 */
export type FileFault =
  | "too-short"
  | "magic"
  | "version"
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
 * What went wrong, as a stable word that a program can test: a {@link FileFault}, or
 *
 * - `usage`: the call itself is wrong (unknown option, value out of range); the command line exits with 2.
 * - `input`: a corpus, a text or a file given by the user cannot be used.
 * - `file`: the operating system refused to read or write a file.
 * - `fetch`: a download failed.
 * - `listen`: a server cannot listen where it should.
 * - `settings`: counts that were made in different ways cannot be added.
 * - `duplicates`: counts share documents, which would count twice.
 * - `check`: a check that the caller asked for said no.
 */
export type ErrorCode =
  | FileFault
  | "usage"
  | "input"
  | "file"
  | "fetch"
  | "listen"
  | "settings"
  | "duplicates"
  | "check";

/**
 * An error that the user can act on: its message is one line that says where, what is wrong, what was expected and
 * got, and the remedy. Every other error that leaves the package is a defect of the package.
 */
export class NewsgroupsError extends Error {
  override readonly name = "NewsgroupsError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Control characters, and those that end a line, turn the direction of text, or cannot be seen. */
const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Writes control characters as escapes, so that a name from a file or an archive cannot disturb a terminal. */
export function printable(name: string): string {
  return name.replace(HARMFUL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
