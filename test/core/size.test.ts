/** The core as pages get it: one module that needs no other, and small. */

import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { expect, it } from "vitest";
import { ROOT } from "../docs/blocks.js";

it.each([
  ["newsgroups/core", "core.js", 22_500],
  [
    "newsgroups/core/scikit-learn, with its engine of patterns and its table of characters,",
    "core-scikit-learn.js",
    70_000,
  ],
])("%s takes few bytes minified and gzipped, and needs no module of Node", (_name, file, maxBytes) => {
  const { outputFiles } = buildSync({
    entryPoints: [`${ROOT}dist/${file}`],
    bundle: true,
    // For this platform esbuild does not find Node's modules.
    platform: "browser",
    format: "esm",
    minify: true,
    write: false,
  });
  // The name of a module, and not a key of an object.
  expect(/["'`]node:/.exec(outputFiles[0]!.text)).toBeNull();
  expect(gzipSync(outputFiles[0]!.contents).length).toBeLessThanOrEqual(maxBytes);
});
