/** Builds before the tests, since some of them start the real command line; not if nothing has changed since the last build. */

import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";

/** Names the run that has built already: each suite of a run asks for the build. */
const BUILT_BY = "NEWSGROUPS_TESTS_BUILT_BY";

/** What the build reads, with folders, whose times change when a file comes or goes; and what it writes last. */
const INPUTS: readonly string[] = [
  ...["package.json", "node_modules/.package-lock.json", "rolldown.config.js", "tsconfig.json", "tsconfig.build.json"],
  ...["data/20newsgroups.model", "src", ...readdirSync("src", { recursive: true }).map((path) => `src/${path}`)],
];
const LAST_OUTPUT = "dist/server/web/page.js";

export default function build(): void {
  if (process.env[BUILT_BY] === String(process.pid)) return;
  if (!isBuilt()) execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
  process.env[BUILT_BY] = String(process.pid);
}

function isBuilt(): boolean {
  const built = changedAt(LAST_OUTPUT);
  return INPUTS.every((path) => changedAt(path) <= built);
}

/** When a file or folder was changed, in milliseconds; 0 if it is not there. */
function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
