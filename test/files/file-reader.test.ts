/** Reading files into one buffer: each to its end, up to the limit, whatever is read. */

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FileReader } from "../../src/files/file-reader.js";
import { temporaryFolder } from "../support/folders.js";

const LIMIT = 1 << 20;

describe("FileReader", () => {
  it("reads files of all sizes one after the other, and nothing of one into the next", () => {
    const folder = temporaryFolder();
    const reader = new FileReader();
    // The buffer has 256 KiB at first.
    for (const size of [3, 0, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, LIMIT, 5]) {
      const path = join(folder, "file");
      const bytes = Buffer.alloc(size);
      for (let i = 0; i < size; i++) bytes[i] = (i * 31) % 251;
      writeFileSync(path, bytes);
      expect(Buffer.compare(reader.read(path, LIMIT)!, bytes)).toBe(0);
      expect(reader.isPipe).toBe(false);
    }
  });

  it("reads a file of up to the limit, and gives undefined for a longer one and for a device that never ends", () => {
    const path = join(temporaryFolder(), "ten");
    writeFileSync(path, "0123456789");
    const reader = new FileReader();
    expect(Buffer.from(reader.read(path, 10)!).toString()).toBe("0123456789");
    expect(reader.read(path, 9)).toBeUndefined();
    expect(reader.read("/dev/null", 9)).toHaveLength(0);
    expect(reader.read("/dev/zero", 9)).toBeUndefined();
  });

  it.skipIf(process.platform === "win32")("reads a pipe to its end, however it comes, and says that it was one", () => {
    const path = join(temporaryFolder(), "pipe");
    execFileSync("mkfifo", [path]);
    const writer = spawn("sh", ["-c", '{ printf one; sleep 0.2; printf two; } > "$0"', path]);
    const reader = new FileReader();
    expect(Buffer.from(reader.read(path, LIMIT)!).toString()).toBe("onetwo");
    expect(reader.isPipe).toBe(true);
    writer.kill();
  });

  it("says which file cannot be read, and why", () => {
    const folder = join(temporaryFolder(), "folder");
    mkdirSync(folder);
    const reader = new FileReader();
    const error = (reason: string): unknown =>
      expect.objectContaining({ code: "file", message: expect.stringContaining(reason) });
    expect(() => reader.read(join(folder, "none"), LIMIT)).toThrowError(error("none: cannot read: no such file"));
    expect(() => reader.read(folder, LIMIT)).toThrowError(error("expected a file, got a folder"));
  });
});
