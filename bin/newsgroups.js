#!/usr/bin/env node
// A module would be loaded later than this: see src/cli/quick/answer.ts.
require("node:module").enableCompileCache?.();
const { quickAnswer } = require("../dist/quick-answer.cjs");

const args = process.argv.slice(2);
(async () => {
  // There is nothing to clean up, and exiting at once takes less time.
  if (await quickAnswer(args)) process.exit();
  const { main } = await import("../dist/cli.js");
  process.exitCode = await main(args);
})();
