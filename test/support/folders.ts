/** Folders and files for one test. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, onTestFinished } from "vitest";

/** An empty folder that is removed when the test has ended. */
export function temporaryFolder(): string {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty folder for all tests of a file or a `describe`, where it must be called; removed after the last test. */
export function sharedFolder(): string {
  const folder = newFolder();
  // A folder with installed packages takes its time on a busy disk.
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 300_000);
  return folder;
}

/** Gives each test of a file an empty folder; `path()` is the path of something in it. */
export function useTemporaryFolder(): { path(...parts: string[]): string } {
  let folder = "";
  beforeEach(() => {
    folder = temporaryFolder();
  });
  return { path: (...parts) => join(folder, ...parts) };
}

/** Writes a file and the folders above it; returns its path. */
export function put(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** Writes files by their path below `root`, which exists afterwards even without files. */
export function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  mkdirSync(root, { recursive: true });
  for (const [name, content] of Object.entries(files)) put(root, name, content);
}

/** The bytes of a file; undefined if it does not exist. */
export function contentOf(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "newsgroups-test-"));
}
