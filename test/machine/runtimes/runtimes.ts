/** The runtimes that the library is tested on, at pinned versions, all of them from npm. */

import { join } from "node:path";
import { installed, nodeBinary } from "../../support/npm.js";

/** The oldest Node that can run the package, the oldest that can build it, and the newest of each line. */
export const NODES: readonly string[] = ["20.0.0", "20.19.0", "20.20.2", "22.23.3", "24.19.0", "26.10.0"];

/** A program that runs a JavaScript file with arguments. */
export interface Runtime {
  readonly name: string;
  /** The words before the file, the first of them the program itself. */
  command(): readonly string[];
}

const binary = (spec: string, name: string): string => join(installed(spec), "node_modules/.bin", name);

export const BUN: Runtime = { name: "Bun 1.4.5", command: () => [binary("bun@1.4.5", "bun")] };

/** With no right but to read files and the environment. */
export const DENO: Runtime = {
  name: "Deno 2.9.6",
  command: () => [binary("deno@2.9.6", "deno"), "run", "--quiet", "--no-prompt", "--allow-read", "--allow-env"],
};

export const NODE_RUNTIMES: readonly Runtime[] = NODES.map((version) => ({
  name: `Node ${version}`,
  command: () => [nodeBinary(version)],
}));

/** The program that runs a worker as Cloudflare does. */
export const workerd = (): string => binary("workerd@1.20261117.1", "workerd");
