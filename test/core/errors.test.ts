/** Errors: the one class, and how names are escaped. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NewsgroupsError, printable } from "../../src/core/errors.js";

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

describe("printable", () => {
  it("writes control characters as escapes", () => {
    expect(printable("a\u0000b\tc\r\n\u001b[2J\u007f\u009b")).toBe(
      "a\\u0000b\\u0009c\\u000d\\u000a\\u001b[2J\\u007f\\u009b",
    );
  });

  it("escapes line separators and direction changes", () => {
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
