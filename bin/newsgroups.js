#!/usr/bin/env node
// A module would be loaded later than this: see src/cli/quick/answer.ts.
require("node:module").enableCompileCache?.();
const { quickAnswer } = require("../dist/quick-answer.cjs");

const args = process.argv.slice(2);
(async () => {
  if (await quickAnswer(args)) return;
  const { main } = await import("../dist/cli.js");
  process.exitCode = await main(args);
})();
