/** Faults become errors that name the file and say what to do. */

import { describe, expect, it } from "vitest";
import { Fault, walkWithFileName, withFileName } from "../../../src/core/container/fault.js";
import type { Kind } from "../../../src/core/container/format.js";
import { type FileFault, NewsgroupsError } from "../../../src/core/errors.js";

const KIND: Kind = { name: "a test file", magic: "NGTESTED", versions: [3], madeBy: "`newsgroups test`" };

const thrownBy = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

describe("withFileName", () => {
  it.each<[FileFault, string, string]>([
    ["too-short", "it has only 3 bytes", "not a test file: it has only 3 bytes; make one with `newsgroups test`"],
    ["magic", "it is text", "not a test file: it is text; make one with `newsgroups test`"],
    [
      "version",
      "format version 9, but this program reads version 3",
      "a test file of format version 9, but this program reads version 3; use the version of newsgroups that made it, " +
        "or make it again with `newsgroups test`",
    ],
    ["digest", "it differs", "damaged: it differs; copy it again, or make it again with `newsgroups test`"],
    ["order", "two before one", "invalid: two before one; copy it again, or make it again with `newsgroups test`"],
  ])("completes the fault %s", (code, what, message) => {
    const error = thrownBy(() =>
      withFileName(KIND, "some.file", () => {
        throw new Fault(code, what);
      }),
    );
    expect(error).toBeInstanceOf(NewsgroupsError);
    expect(error).toMatchObject({ code, message: `some.file: ${message}` });
  });

  it("leaves results and other errors as they are", () => {
    expect(withFileName(KIND, "some.file", () => 7)).toBe(7);
    const other = new RangeError("a defect");
    expect(
      thrownBy(() =>
        withFileName(KIND, "some.file", () => {
          throw other;
        }),
      ),
    ).toBe(other);
  });
});

describe("walkWithFileName", () => {
  it("completes a fault that a walk finds on its way", () => {
    class Walk {
      at = 0;
      next(): boolean {
        if (this.at === 2) throw new Fault("order", "two before one");
        return ++this.at > 0;
      }
    }
    const walk = walkWithFileName(KIND, "some.file", new Walk());
    expect([walk.next(), walk.at, walk.next(), walk.at]).toEqual([true, 1, true, 2]);
    expect(thrownBy(() => walk.next())).toMatchObject({
      code: "order",
      message: expect.stringMatching(/^some\.file: /),
    });
  });
});
