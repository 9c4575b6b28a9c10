import { defineConfig, type ViteUserConfig } from "vitest/config";

// The tests that need nothing but a clone; those on the real corpus and on several machines have configurations of their own.
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/real-corpus/**", "test/scale/**"],
    globalSetup: "test/build.ts",
    testTimeout: 20_000,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      // What runs in a browser is tested there, and `serve` as processes of its own, where no coverage is taken.
      exclude: ["src/**/*.d.ts", "src/server/web/**", "src/cli/commands/serve.ts", "src/cli/serve/**"],
      reporter: ["text", "html"],
      thresholds: { lines: 97, functions: 97, branches: 93, "src/core/{container,models}/**": { 100: true } },
    },
  },
});

export default config;
