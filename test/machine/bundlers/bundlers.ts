/** Bundlers, at pinned versions, and how each is asked for one file that Node runs. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installed } from "../../support/npm.js";

/** ECMAScript or CommonJS modules. */
type Format = "esm" | "cjs";

export interface Bundler {
  readonly name: string;
  /** Bundles `from` into the file `to`, everything but Node's own modules; both lie in the folder `cwd`. */
  bundle(cwd: string, from: string, to: string, format: Format): void;
}

/** Runs a bundler's command; what it prints is shown only if it fails. */
function run(spec: string, name: string, cwd: string, ...args: readonly string[]): void {
  execFileSync(join(installed(spec), "node_modules/.bin", name), args, { cwd, encoding: "utf8", stdio: "pipe" });
}

const ESBUILD = "esbuild@0.28.2";

/** Runs esbuild with further options. */
export function esbuild(cwd: string, from: string, to: string, ...options: readonly string[]): void {
  run(ESBUILD, "esbuild", cwd, from, "--bundle", `--outfile=${to}`, "--log-level=warning", ...options);
}

export const BUNDLERS: readonly Bundler[] = [
  {
    name: ESBUILD,
    bundle: (cwd, from, to, format) => esbuild(cwd, from, to, "--platform=node", `--format=${format}`),
  },
  {
    name: "rollup@4.68.8",
    bundle(cwd, from, to, format) {
      // Rollup itself leaves out what lies in node_modules.
      const plugin = join(installed("@rollup/plugin-node-resolve@16.0.3"), "node_modules/@rollup/plugin-node-resolve");
      const args = ["--external", "/^node:/", "--plugin", plugin, "--format", format, "--silent"];
      run("rollup@4.68.8", "rollup", cwd, from, "--file", to, ...args);
    },
  },
  {
    name: "vite@8.3.8",
    bundle(cwd, from, to, format) {
      writeFileSync(
        join(cwd, "vite.config.js"),
        `export default {
          logLevel: "warn",
          build: {
            emptyOutDir: false,
            lib: { entry: ${JSON.stringify(from)}, formats: ["${format}"], fileName: () => ${JSON.stringify(to)} },
            outDir: ".",
            rolldownOptions: { external: /^node:/ },
          },
        };`,
      );
      run("vite@8.3.8", "vite", cwd, "build");
    },
  },
];
