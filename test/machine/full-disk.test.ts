/** Writing to a full disk: a clear error, the old file as it was, and nothing beside it. */

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { NewsgroupsError } from "../../src/core/errors.js";
import { writeFile } from "../../src/files/write.js";
import { temporaryFolder } from "../support/folders.js";
import { skipped } from "../support/programs.js";

/** A file system of 64 KiB, which only the superuser of a system can mount; undefined elsewhere. */
function mountSmall(folder: string): boolean {
  return spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "newsgroups-test", folder]).status === 0;
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "newsgroups-mount-"));
  const isMounted = mountSmall(folder);
  if (isMounted) execFileSync("umount", [folder]);
  rmSync(folder, { recursive: true });
  return isMounted;
}

const WITHOUT_MOUNT = canMount() ? "" : skipped("cannot mount a small file system; run the tests as root on Linux");

describe("writeFile", () => {
  it.skipIf(WITHOUT_MOUNT)(`reports a full disk, and leaves the old file unchanged${WITHOUT_MOUNT}`, async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "small"));
    expect(mountSmall(join(folder, "small"))).toBe(true);
    onTestFinished(() => {
      execFileSync("umount", [join(folder, "small")]);
    });
    const path = join(folder, "small", "file");
    await writeFile(path, Buffer.alloc(30_000, "o"));
    const error: unknown = await writeFile(path, Buffer.alloc(60_000, "n")).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NewsgroupsError);
    expect(error).toMatchObject({
      code: "file",
      message: `${path}: cannot write: no space left on the device; free some space or choose another path`,
    });
    expect(readFileSync(path).equals(Buffer.alloc(30_000, "o"))).toBe(true);
    expect(readdirSync(join(folder, "small"))).toEqual(["file"]);
  });
});
