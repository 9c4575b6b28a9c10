/** The one error class of the package, and what each of its codes means. */

/**
 * What went wrong, as a stable word that a program can test.
 *
 * - `usage`: the call itself is wrong (unknown option, value out of range); the command line exits with 2.
 * - `input`: a corpus, a text or a file given by the user cannot be used.
 * - `file`: the operating system refused to read or write a file.
 * - `fetch`: a download failed.
 * - `format`: bytes are not a counts file or an artifact of this version.
 * - `digest`: bytes are damaged, or are not the ones that were asked for.
 * - `content`: bytes are whole, but what they say is impossible.
 * - `settings`: counts that were made in different ways cannot be added.
 * - `check`: a check that the caller asked for said no.
 */
export type ErrorCode = "usage" | "input" | "file" | "fetch" | "format" | "digest" | "content" | "settings" | "check";

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

/**
 * Wraps what the operating system said of `path` in a {@link NewsgroupsError} with code `file`; hands anything that
 * is not a system error back unchanged, for it is a defect and needs its stack.
 */
export function fileError(action: "read" | "write", path: string, cause: unknown): unknown {
  if (cause instanceof NewsgroupsError) return cause;
  if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "string") return cause;
  const why = REASONS[cause.code] ?? cause.message;
  return new NewsgroupsError("file", `${printable(path)}: cannot ${action} it: ${why}`, { cause });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder; check the path",
  EACCES: "permission denied; check who owns it and its mode",
  EPERM: "operation not permitted; check who owns it and its mode",
  EISDIR: "it is a folder, and a file was expected",
  ENOTDIR: "a part of the path is a file, and a folder was expected",
  ELOOP: "too many symbolic links, perhaps in a circle",
  ENOSPC: "no space left on the device; free some or choose another place",
  EROFS: "the file system is read-only; choose another place",
};

/** Writes control characters as escapes, so that a name from a file or an archive cannot disturb a terminal. */
export function printable(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  return name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
