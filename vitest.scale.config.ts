import { defineConfig, type ViteUserConfig } from "vitest/config";

// The recipes of docs/scale.md on several machines, which are made of namespaces: root on Linux, and what .ci/run installs.
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/scale/**/*.test.ts"],
    globalSetup: "test/build.ts",
    // Most of the time they wait until somebody who was cut off is given up.
    maxWorkers: 4,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});

export default config;
