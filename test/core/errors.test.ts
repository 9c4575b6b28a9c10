/** Errors: the one class, what it makes of system errors, and how names are printed. */

import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileError, NewsgroupsError, printable } from "../../src/core/errors.js";

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

const systemError = (code: string): Error => Object.assign(new Error(`${code}: no, read`), { code, syscall: "read" });

describe("NewsgroupsError", () => {
  it("is an Error with a code, a message and a cause", () => {
    const cause = new Error("why");
    const error = new NewsgroupsError("input", "what", { cause });
    expect(error).toBeInstanceOf(Error);
    expect({ ...error }).toMatchObject({ name: "NewsgroupsError", code: "input" });
    expect(error.message).toBe("what");
    expect(error.cause).toBe(cause);
    expect(String(error)).toBe("NewsgroupsError: what");
  });
});

describe("fileError", () => {
  it("says in words what the system said of a file that is not there", () => {
    const path = join(tmpdir(), "no such folder of newsgroups", "file");
    const cause = thrownBy(() => readFileSync(path));
    const error = fileError("read", path, cause) as NewsgroupsError;
    expect(error).toBeInstanceOf(NewsgroupsError);
    expect(error.code).toBe("file");
    expect(error.message).toBe(`${path}: cannot read it: no such file or folder; check the path`);
    expect(error.cause).toBe(cause);
  });

  it("says that a folder is one where a file was expected", () => {
    const error = fileError(
      "read",
      tmpdir(),
      thrownBy(() => readFileSync(tmpdir())),
    ) as NewsgroupsError;
    expect(error.message).toContain("it is a folder");
  });

  it.each(["ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "ELOOP", "ENOSPC", "EROFS"])(
    "has words for %s",
    (code) => {
      const error = fileError("write", "model.bin", systemError(code)) as NewsgroupsError;
      expect(error.code).toBe("file");
      expect(error.message).toMatch(/^model\.bin: cannot write it: [a-z -]+/);
      expect(error.message).not.toContain(code);
    },
  );

  it("passes on the system's own words for what it has none for", () => {
    const error = fileError("write", "x", systemError("EIO")) as NewsgroupsError;
    expect(error.message).toBe("x: cannot write it: EIO: no, read");
  });

  it("escapes control characters in the path", () => {
    const error = fileError("read", "a\u001b[31m\nb", systemError("ENOENT")) as NewsgroupsError;
    expect(error.message).toMatch(/^a\\u001b\[31m\\u000ab: /);
  });

  it("hands back unchanged what is no system error", () => {
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

describe("printable", () => {
  it("writes control characters as escapes", () => {
    expect(printable("a\u0000b\tc\r\n\u001b[2J\u007f\u009b")).toBe(
      "a\\u0000b\\u0009c\\u000d\\u000a\\u001b[2J\\u007f\\u009b",
    );
  });

  it("writes line separators and what turns the direction of text as escapes", () => {
    expect(printable("\u2028\u2029\u202e\u2066")).toBe("\\u2028\\u2029\\u202e\\u2066");
    expect(printable("\u061c\u200e\u200f\ufeff")).toBe("\\u061c\\u200e\\u200f\\ufeff");
  });

  it("leaves no control character in any name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        expect(printable(name)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it("leaves other characters as they are", () => {
    for (const name of ["comp.sys.ibm", "naïve 東京 😀", "a\\b", "~/x y"]) expect(printable(name)).toBe(name);
  });
});
