/** Builds before the tests, since some of them start the real command line. */

import { execFileSync } from "node:child_process";

/** Names the run that has built already: each suite of a run asks for the build. */
const BUILT_BY = "NEWSGROUPS_TESTS_BUILT_BY";

export default function build(): void {
  if (process.env[BUILT_BY] === String(process.pid)) return;
  execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
  process.env[BUILT_BY] = String(process.pid);
}
