import { availableParallelism } from "node:os";
import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Milliseconds. */
const SECOND = 1000;

/** A suite: tests that need the same things, as CONTRIBUTING.md lists them. In a run of several, one follows the other. */
const suite = (name: string, groupOrder: number, include: string, options: object): object => ({
  test: { name, include: [include], globalSetup: "test/build.ts", sequence: { groupOrder }, ...options },
});

const config: ViteUserConfig = defineConfig({
  test: {
    reporters: ["default", "./test/support/skip-reporter.ts"],
    projects: [
      suite("test", 0, "test/**/*.test.ts", {
        exclude: ["test/machine/**", "test/scale/**", "test/real-corpus/**"],
        // Most of their time the tests wait for a process, a timer or a disk.
        maxWorkers: availableParallelism() + 1,
        // No test changes a module, so all files of a worker share what was imported once.
        isolate: false,
        testTimeout: 30 * SECOND,
      }),
      suite("machine", 1, "test/machine/**/*.test.ts", {
        maxWorkers: availableParallelism(),
        testTimeout: 30 * SECOND,
      }),
      suite("scale", 2, "test/scale/**/*.test.ts", {
        // Most of their time they wait until a machine that was cut off is given up.
        maxWorkers: 4,
        testTimeout: 120 * SECOND,
        hookTimeout: 60 * SECOND,
      }),
      suite("corpus", 3, "test/real-corpus/**/*.test.ts", { testTimeout: 300 * SECOND, hookTimeout: 300 * SECOND }),
    ],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      // No coverage is taken of browsers, of WebAssembly, of `serve`, which is tested as processes of its own, and of threads.
      exclude: [
        "src/**/*.d.ts",
        "src/server/web/**",
        "src/cli/commands/serve.ts",
        "src/cli/serve/**",
        "src/kernels/assembly/**",
        "src/kernels/worker.ts",
        "src/train/stop-words/worker.ts",
      ],
      reporter: ["text", "html"],
      thresholds: { lines: 97, functions: 97, branches: 93, "src/core/{container,models}/**": { 100: true } },
    },
  },
});

export default config;
