/** Prints, after a run, which tests were skipped for what is missing here, and how to get it. */

import type { Reporter, TestCase, TestModule } from "vitest/node";
import { SKIPPED } from "./programs.js";

/** Why a test was skipped: the end of its title or of that of its group, or the note that it gave itself. */
function reasonOf(test: TestCase): string {
  const { note } = test.result() as { note?: string };
  return test.fullName.split(SKIPPED).at(1)?.split(" > ").at(0) ?? note ?? `no reason given: ${test.fullName}`;
}

export default class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = new Map<string, number>();
    for (const module of modules) {
      for (const test of module.children.allTests("skipped")) {
        const reason = reasonOf(test);
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
      }
    }
    for (const [reason, count] of counts) console.log(`Skipped ${count} ${count === 1 ? "test" : "tests"}: ${reason}`);
  }
}
