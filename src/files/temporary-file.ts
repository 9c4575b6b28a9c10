/** Temporary files beside a target: their names, and the removal of those that killed writers left. */

import { randomBytes } from "node:crypto";
import { lstatSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const AFTER_PREFIX = /^(\d{1,9})-[0-9a-f]{8}\.tmp$/;

/** A writer on another machine or in another container is invisible, but its temporary file changes. */
const UNTOUCHED_MS = 60_000;

/** Returns a new path for a temporary file of this process, in the folder of `file`. */
export function temporaryPath(file: string): string {
  return join(dirname(file), `${prefixOf(file)}${process.pid}-${randomBytes(4).toString("hex")}.tmp`);
}

/** Removes temporary files for `file` whose writers were killed. */
export function removeAbandoned(file: string): void {
  const folder = dirname(file);
  const prefix = prefixOf(file);
  try {
    for (const name of readdirSync(folder)) {
      const pid = name.startsWith(prefix) ? AFTER_PREFIX.exec(name.slice(prefix.length))?.[1] : undefined;
      if (pid === undefined || isOtherProcess(Number(pid))) continue;
      const path = join(folder, name);
      if (Date.now() - lstatSync(path).mtimeMs > UNTOUCHED_MS) rmSync(path);
    }
  } catch {
    // The file is written; the next write will clean up.
  }
}

/** The prefix of temporary names for `file`, truncated because names are limited to 255 bytes. */
const prefixOf = (file: string): string => `.${[...basename(file)].slice(0, 50).join("")}.`;

/** Whether another process has this id. In a container, a previous process may have had our own id. */
function isOtherProcess(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
