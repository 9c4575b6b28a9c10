/** Reading whole files: limits hold for files and for devices that never end. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBytes } from "../../src/files/read.js";
import { embeddedModel } from "../../src/package-files.js";
import { temporaryFolder } from "../support/folders.js";

describe("readBytes", () => {
  it("returns the bytes of a file", () => {
    const path = join(temporaryFolder(), "file");
    writeFileSync(path, "bytes");
    expect(Buffer.from(readBytes(path)).toString()).toBe("bytes");
    expect(readFileSync(embeddedModel()).equals(readBytes(embeddedModel()))).toBe(true);
  });

  it("returns a file or a device of up to the limit, and fails with `input` above it", () => {
    const path = join(temporaryFolder(), "ten");
    writeFileSync(path, "0123456789");
    expect(Buffer.from(readBytes(path, 10)).toString()).toBe("0123456789");
    expect(readBytes("/dev/null", 10)).toHaveLength(0);
    const tooLong = expect.objectContaining({ code: "input", message: expect.stringContaining("at most 9 bytes") });
    expect(() => readBytes(path, 9)).toThrowError(tooLong);
    expect(() => readBytes("/dev/zero", 9)).toThrowError(tooLong);
  });

  it("limits an endless device by default", () => {
    expect(() => readBytes("/dev/zero")).toThrowError(
      expect.objectContaining({ code: "input", message: expect.stringContaining("268435456 bytes") }),
    );
  });
});
