/** A project of a user's own that has this package installed, as it is published. */

import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, type TestContext } from "vitest";
import { sharedFolder } from "./folders.js";
import { INSTALLING_MS, install, pack, Unavailable } from "./npm.js";

/** A project that exists while the tests of a file run. */
export interface Project {
  readonly folder: string;
  /** The path of a file in it. */
  file(name: string): string;
  /** Writes a value as JSON into it; returns the path. */
  json(name: string, value: unknown): string;
  /**
   * Returns what a test needs; skips the test, with the reason, if npm cannot get it or the project.
   *
   * @param get throws {@link Unavailable} if npm cannot get something.
   */
  need<T>(context: TestContext, get: () => T): T;
}

/**
 * Makes a project for the tests of a file.
 *
 * @param programs folders whose files are copied into the project.
 */
export function project(...programs: readonly URL[]): Project {
  const folder = sharedFolder();
  const file = (name: string): string => join(folder, name);
  let missing: Unavailable | undefined;
  beforeAll(() => {
    try {
      install(folder, pack(folder).path);
      for (const source of programs) cpSync(fileURLToPath(source), folder, { recursive: true });
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      missing = error;
    }
  }, INSTALLING_MS);
  return {
    folder,
    file,
    json(name, value) {
      writeFileSync(file(name), JSON.stringify(value));
      return file(name);
    },
    need(context, get) {
      try {
        if (missing !== undefined) throw missing;
        return get();
      } catch (error) {
        if (error instanceof Unavailable) context.skip(error.message);
        throw error;
      }
    },
  };
}
