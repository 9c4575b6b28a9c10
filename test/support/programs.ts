/** Other programs that a test needs, and what to install where one is missing. */

import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Whether a program is on PATH. */
function isHere(program: string): boolean {
  return process.env["PATH"]!.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Debian's package of a program that is not named like it. */
const PACKAGES: Readonly<Record<string, string>> = {
  ip: "iproute2",
  man: "man-db",
  munged: "munge",
  nginx: "nginx-light",
  nsenter: "util-linux",
  pgrep: "procps",
  sbatch: "slurm-wlm",
  scontrol: "slurm-wlm",
  script: "bsdutils",
  slurmctld: "slurm-wlm",
  slurmd: "slurm-wlm",
  squeue: "slurm-wlm",
  ss: "iproute2",
  ssh: "openssh-client",
  sshd: "openssh-server",
  unshare: "util-linux",
};

/**
 * The end of the title of a test that needs programs: says which are missing and how to get them, and that the test is
 * skipped. Empty if all are here.
 */
export function skippedWithout(...programs: readonly string[]): string {
  const missing = programs.filter((program) => !isHere(program));
  if (missing.length === 0) return "";
  const packages = new Set(missing.map((program) => PACKAGES[program] ?? program));
  return skipped(`${missing.join(", ")} not found; apt-get install ${[...packages].join(" ")}`);
}

/** The same of a test that needs a path of Linux, such as /dev/full. */
export function skippedWithoutPath(path: string): string {
  return existsSync(path) ? "" : skipped(`no ${path}; run the tests on Linux`);
}

/** The end of the title of a test that is skipped. The reporter of skipped tests prints the reason. */
export function skipped(reason: string): string {
  return `${SKIPPED}${reason}`;
}

/** Parts the title of a skipped test from the reason. */
export const SKIPPED = " SKIPPED: ";
