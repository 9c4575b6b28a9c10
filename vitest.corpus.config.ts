import { defineConfig, type ViteUserConfig } from "vitest/config";

// The end-to-end run on the real corpus, from the built command line.
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/real-corpus/**/*.test.ts"],
    globalSetup: "test/build.ts",
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

export default config;
