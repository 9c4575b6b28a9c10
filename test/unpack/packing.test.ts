/** Packings: told by bytes; names without the endings that they add. */

import { describe, expect, it } from "vitest";
import { type Packing, packingOf, unpackedName } from "../../src/unpack/packing.js";
import { PACKED } from "../support/packed.js";

describe("packingOf", () => {
  it.each(Object.entries(PACKED) as [Packing, Buffer][])("tells %s", (packing, bytes) => {
    expect(packingOf(bytes)).toBe(packing);
  });

  it("takes texts for no packed data", () => {
    for (const text of ["", "BZh", "BZh is no word", "BZh9 bands", "7zXZ", "\u001f"]) {
      expect([text, packingOf(Buffer.from(text))]).toEqual([text, undefined]);
    }
  });
});

describe("unpackedName", () => {
  it.each([
    ["a.csv.gz", "a.csv"],
    ["a.NDJSON.ZST", "a.NDJSON"],
    ["a.mbox.bz2", "a.mbox"],
    ["a.tar.xz", "a.tar"],
    ["a.tgz", "a.tar"],
    ["a.tbz2", "a.tar"],
    ["a.txz", "a.tar"],
    ["a.csv", "a.csv"],
    ["gz", "gz"],
  ])("makes %s to %s", (name, unpacked) => {
    expect(unpackedName(name)).toBe(unpacked);
  });
});
