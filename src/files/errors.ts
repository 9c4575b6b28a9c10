/** System errors → errors that name the file, say what is wrong in words, and how to fix it. */

import { NewsgroupsError, printable } from "../core/errors.js";

/**
 * Wraps a system error about `path` in a {@link NewsgroupsError} with code `file`. Returns anything else unchanged: it is
 * a defect, and needs its stack.
 */
export function fileError(action: "read" | "write", path: string, cause: unknown): unknown {
  if (cause instanceof NewsgroupsError) return cause;
  if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "string") return cause;
  const reason = REASONS[cause.code] ?? printable(cause.message);
  return new NewsgroupsError("file", `${printable(path)}: cannot ${action}: ${reason}`, { cause });
}

/**
 * Returns what a file system call returns.
 *
 * @throws NewsgroupsError `file` if the call fails; see {@link fileError}.
 */
export function attempt<T>(action: "read" | "write", path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw fileError(action, path, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder; check the path",
  EACCES: "permission denied; check its owner and mode",
  EPERM: "operation not permitted; check its owner and mode",
  EISDIR: "expected a file, got a folder",
  ENOTDIR: "part of the path is a file, not a folder; check the path",
  ELOOP: "too many symbolic links; check for a loop",
  EMFILE: "too many open files; raise the limit (ulimit -n), or add counts in steps",
  ENOSPC: "no space left on the device; free some space or choose another path",
  EFBIG: "the file would be too large; raise the limit (ulimit -f) or choose another path",
  EROFS: "the file system is read-only; choose another path",
};
