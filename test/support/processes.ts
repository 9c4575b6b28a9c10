/** Whether processes are alive. */

import { readFileSync } from "node:fs";

/** Whether a process runs; false for a zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch (error) {
    // Without /proc only the signal shows it.
    return (error as NodeJS.ErrnoException).syscall === "open" && process.platform !== "linux";
  }
}
