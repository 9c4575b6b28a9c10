/** System errors become one line that names the file. */

import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NewsgroupsError } from "../../src/core/errors.js";
import { attempt, fileError } from "../../src/files/errors.js";

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

const systemError = (code: string): Error => Object.assign(new Error(`${code}: no, read`), { code, syscall: "read" });

describe("fileError", () => {
  it("says in words that a file does not exist", () => {
    const path = join(tmpdir(), "no such folder of newsgroups", "file");
    const cause = thrownBy(() => readFileSync(path));
    const error = fileError("read", path, cause) as NewsgroupsError;
    expect(error).toBeInstanceOf(NewsgroupsError);
    expect(error.code).toBe("file");
    expect(error.message).toBe(`${path}: cannot read: no such file or folder; check the path`);
    expect(error.cause).toBe(cause);
  });

  it("names a folder where it expected a file", () => {
    const error = fileError(
      "read",
      tmpdir(),
      thrownBy(() => readFileSync(tmpdir())),
    ) as NewsgroupsError;
    expect(error.message).toContain("expected a file, got a folder");
  });

  it.each(["ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "ELOOP", "ENOSPC", "EROFS"])(
    "has a message for %s",
    (code) => {
      const error = fileError("write", "model.bin", systemError(code)) as NewsgroupsError;
      expect(error.code).toBe("file");
      expect(error.message).toMatch(/^model\.bin: cannot write: [a-z -]+/);
      expect(error.message).not.toContain(code);
    },
  );

  it("falls back to the system's message", () => {
    const error = fileError("write", "x", systemError("EIO")) as NewsgroupsError;
    expect(error.message).toBe("x: cannot write: EIO: no, read");
  });

  it("names the path in whatever a failing call throws, and returns what a call returns", () => {
    expect(attempt("read", "x", () => 42)).toBe(42);
    const failing = (): never => {
      throw systemError("EACCES");
    };
    expect(() => attempt("read", "x", failing)).toThrow(/^x: cannot read: permission denied/);
  });

  it("escapes control characters in the path", () => {
    const error = fileError("read", "a\u001b[31m\nb", systemError("ENOENT")) as NewsgroupsError;
    expect(error.message).toMatch(/^a\\u001b\[31m\\u000ab: /);
  });

  it("returns anything but a system error unchanged", () => {
    const others = [
      new TypeError("a defect"),
      Object.assign(new Error("a number"), { code: 20 }),
      new NewsgroupsError("input", "line 3: not JSON"),
      "text",
      undefined,
    ];
    for (const other of others) expect(fileError("read", "x", other)).toBe(other);
  });
});
