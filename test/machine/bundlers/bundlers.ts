/** Bundlers, and how each is asked for one file that Node runs. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
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

export const BUNDLERS: readonly Bundler[] = [
  {
    name: "esbuild",
    bundle(cwd, from, to, format) {
      const [entryPoints, outfile] = [[join(cwd, from)], join(cwd, to)];
      buildSync({ entryPoints, outfile, bundle: true, platform: "node", format, logLevel: "warning" });
    },
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
