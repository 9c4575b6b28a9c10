/** Labels: which names a category may have. */

import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/core/container/fault.js";
import { checkDocuments, checkLabels, isLabel, MAX_DOCUMENTS } from "../../../src/core/container/labels.js";
import { WEIGHT_ONE } from "../../../src/core/text/term-weight.js";

describe("isLabel", () => {
  it.each(["a", "comp.sys.ibm.pc.hardware", "Zeitung & Co.", "ü", "東京", "😀", "__proto__", "constructor", " "])(
    "accepts %j as a label",
    (name) => {
      expect(isLabel(name)).toBe(true);
    },
  );

  it.each([
    "",
    "\n",
    "a\tb",
    "\u0000",
    "\u001b",
    "\u007f",
    "\u0080",
    "\u009f",
    "\u2028",
    "\u2029",
    "\ud800",
    "\udc00x",
  ])("refuses %j", (name) => {
    expect(isLabel(name)).toBe(false);
  });

  it.each([undefined, null, 1, true, {}, ["a"]])("refuses %j, which is not a text", (name) => {
    expect(isLabel(name)).toBe(false);
  });
});

/** The code with which a check refuses; undefined if it does not. */
function refusedBy(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

describe("checkLabels", () => {
  const fault = (labels: unknown): string | undefined =>
    refusedBy(() => expect(checkLabels("label", labels, 1, 3)).toBe(labels));

  it("takes distinct labels in ascending order, as many as allowed", () => {
    for (const labels of [["a"], ["a", "b", "ä"], ["B", "a"]]) expect(fault(labels)).toBeUndefined();
  });

  it.each([["a"], [undefined], [{}], [["a", 1]], [[undefined]]])("refuses %j as `header-value`", (labels) => {
    expect(fault(labels)).toBe("header-value");
  });

  it.each([[["b", "a"]], [["a", "a"]], [["a", ""]], [["a\n", "b"]], [[]], [["a", "b", "c", "d"]]])(
    "refuses %j as `targets`",
    (labels) => {
      expect(fault(labels)).toBe("targets");
    },
  );

  it("orders by UTF-16 units, in which a letter beyond U+FFFF comes before U+FF01", () => {
    expect(fault(["😀", "\uff01"])).toBeUndefined();
    expect(fault(["\uff01", "😀"])).toBe("targets");
  });

  it("says how many there may be, and which label is wrong", () => {
    const check = (labels: readonly string[]) => () => checkLabels("label", labels, 1, 3);
    expect(check([])).toThrowError("it has 0 labels; expected 1 to 3");
    expect(check(["a", "c", "b"])).toThrowError("label 2 is the same as the one before, or unsorted");
  });
});

describe("checkDocuments", () => {
  const fault = (documents: unknown): string | undefined =>
    refusedBy(() => expect(checkDocuments(documents, ["a", "b"])).toBe(documents));

  it("takes a whole number above 0 for each label", () => {
    expect(fault([1, 7])).toBeUndefined();
  });

  it.each([[undefined], [{}], [[1]], [[1, 2, 3]], [[1, 0]], [[1, -1]], [[1, 1.5]], [[1, "1"]], [[1, 2 ** 53]]])(
    "refuses %j as `header-value`",
    (documents) => {
      expect(fault(documents)).toBe("header-value");
    },
  );

  it("takes no more in all than sums of weights are exact for", () => {
    expect(MAX_DOCUMENTS * WEIGHT_ONE).toBeLessThan(Number.MAX_SAFE_INTEGER);
    expect((MAX_DOCUMENTS + 1) * WEIGHT_ONE).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    expect(fault([MAX_DOCUMENTS - 1, 1])).toBeUndefined();
    expect(fault([MAX_DOCUMENTS, 1])).toBe("header-value");
  });
});
