/** The core as pages get it: one module that needs no other, and small. */

import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { expect, it } from "vitest";
import { ROOT } from "../docs/blocks.js";

const MAX_BYTES = 16_000;

it("newsgroups/core takes at most 16 kB minified and gzipped, and needs no module of Node", () => {
  const { outputFiles } = buildSync({
    entryPoints: [`${ROOT}dist/core.js`],
    bundle: true,
    // For this platform esbuild does not find Node's modules.
    platform: "browser",
    format: "esm",
    minify: true,
    write: false,
  });
  expect(outputFiles[0]!.text).not.toMatch(/\bnode:/);
  expect(gzipSync(outputFiles[0]!.contents).length).toBeLessThan(MAX_BYTES);
});
