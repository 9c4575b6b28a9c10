/** Writing where there is no room: a clear error, the old file as it was, and nothing beside it. */

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { NewsgroupsError } from "../../src/core/errors.js";
import { writeFile } from "../../src/files/write.js";
import { train } from "../../src/index.js";
import { put, temporaryFolder } from "../support/folders.js";
import { BIN } from "../support/run-command.js";
import { SAMPLES } from "../support/sample-corpus.js";

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

describe("writeFile", () => {
  it.runIf(canMount())("says so if the disk is full, and leaves the old file alone", async () => {
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
      message: `${path}: cannot write it: no space left on the device; free some space or choose another path`,
    });
    expect(readFileSync(path).equals(Buffer.alloc(30_000, "o"))).toBe(true);
    expect(readdirSync(join(folder, "small"))).toEqual(["file"]);
  });

  it.runIf(existsSync("/dev/full"))("says so if a device takes nothing", async () => {
    const error: unknown = await writeFile("/dev/full", Buffer.from("x")).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "file", message: expect.stringContaining("no space left on the device") });
  });
});

describe("newsgroups dump", () => {
  it.runIf(process.platform !== "win32")(
    "says so at the limit of a file's size, and leaves the old model",
    async () => {
      const folder = temporaryFolder();
      const counts = put(folder, "counts", await train(SAMPLES));
      mkdirSync(join(folder, "outputs"));
      const model = join(folder, "outputs", "model");
      const dump = (limit: string): { status: number | null; stderr: string } =>
        spawnSync(
          "sh",
          ["-c", `ulimit -f ${limit} && exec "$@"`, "sh", process.execPath, BIN, "dump", counts, "-o", model],
          { encoding: "utf8" },
        );
      // The limit is in blocks of 512 bytes or of 1,024; the model is larger than both.
      for (const before of [[], ["model"]]) {
        if (before.length > 0) writeFileSync(model, "old");
        const { status, stderr } = dump("1");
        expect(status).toBe(1);
        expect(stderr).toMatch(/^newsgroups: .*\/outputs\/model: cannot write it: .*too large.*\n$/);
        expect(readdirSync(join(folder, "outputs"))).toEqual(before);
      }
      expect(readFileSync(model, "utf8")).toBe("old");
      expect(dump("unlimited")).toMatchObject({ status: 0 });
      expect(readFileSync(model).length).toBeGreaterThan(1024);
    },
  );
});
