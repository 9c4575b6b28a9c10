import { defineConfig } from "vitest/config";

// The end-to-end run on the real corpus, from the built command line.
export default defineConfig({
  test: {
    include: ["test/corpus/**/*.test.ts"],
    globalSetup: "test/build.ts",
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
