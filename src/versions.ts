/** The version of this package and of those whose answers shape a model. */

import { readFileSync } from "node:fs";

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as Manifest;

/** Version of this package. */
export const VERSION: string = manifest.version;

/** Version of a dependency as package.json pins it (exactly, for a model's bytes depend on it). */
export function pinned(name: "ml-naivebayes" | "wink-nlp" | "wink-eng-lite-web-model"): string {
  return manifest.dependencies[name]!;
}
