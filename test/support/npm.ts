/** Packages that npm installs for a test: this project's as it is published, and others at pinned versions. */

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const KEPT = join(ROOT, "node_modules/.cache/newsgroups-tests");
const OFFLINE = /ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|E404|ETARGET|EBADPLATFORM/;

const WARNING = /^npm warn (?!Unknown (env|user) config).*$/gm;

/** Installing takes seconds where npm has the packages, and minutes where it has to download them. */
export const INSTALLING_MS = 300_000;

/** Thrown when npm cannot get a package; the message says which, and how to get it. */
export class Unavailable extends Error {}

/** The tarball that npm would publish. */
export interface Packed {
  readonly path: string;
  /** Bytes of the tarball, and of its files. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs the project as the last build left it, into a folder. */
export function pack(folder: string): Packed {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [packed] = JSON.parse(execFileSync("npm", args, { cwd: ROOT, encoding: "utf8", stdio: "pipe" }));
  return { ...packed, path: join(folder, packed.filename) };
}

/**
 * Installs packages in a folder, which is made a project of its own.
 *
 * @param packages what `npm install` takes, options too.
 * @returns npm's warnings about the packages: engines, deprecations, scripts that run at installation.
 * @throws Unavailable if npm cannot get one of them.
 */
export function install(folder: string, ...packages: readonly string[]): string[] {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"private": true, "type": "module"}');
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=warn"];
  const { status, stderr } = spawnSync("npm", ["install", ...quiet, ...packages], { cwd: folder, encoding: "utf8" });
  if (status === 0) return stderr.match(WARNING) ?? [];
  if (!OFFLINE.test(stderr)) throw new Error(stderr);
  throw new Unavailable(`npm could not get ${packages.join(", ")}; run this once with a connection`);
}

/**
 * The folder of a package at a pinned version, which is kept for the next run.
 *
 * @param spec such as `node@20.0.0`.
 * @throws Unavailable if npm cannot get it.
 */
export function installed(spec: string): string {
  const folder = join(KEPT, spec);
  if (!existsSync(folder)) {
    const fresh = `${folder}.${process.pid}`;
    try {
      install(fresh, spec);
      renameSync(fresh, folder);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      // Another process was faster.
      if (!existsSync(folder)) throw error;
    }
  }
  return folder;
}

/** The path of a version of Node, which has a package for each platform. */
export function nodeBinary(version: string): string {
  const name = `node-${process.platform}-${process.arch}`;
  return join(installed(`${name}@${version}`), "node_modules", name, "bin/node");
}
