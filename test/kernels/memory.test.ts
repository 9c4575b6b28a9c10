/** The memory of kernels: how it grows, and what is said if it cannot. */

import { describe, expect, it } from "vitest";
import { aligned, makeRoom, newMemory } from "../../src/kernels/memory.js";
import { errorOf } from "../support/errors.js";

describe("makeRoom", () => {
  it("makes a memory as large as asked, and never smaller", () => {
    const memory = newMemory();
    for (const size of [1, 65_536, 65_537, 1_000_000, 5]) {
      const before = memory.buffer.byteLength;
      makeRoom(memory, size);
      expect(memory.buffer.byteLength).toBe(Math.max(before, Math.ceil(size / 65_536) * 65_536));
    }
  });

  it("says what to do if more than 4 GB are needed, and leaves the memory as it is", () => {
    const memory = newMemory();
    const { code, message } = errorOf(() => makeRoom(memory, 5.5 * 2 ** 30));
    expect(code).toBe("input");
    expect(message).toMatch(/ 5\.5 GB .* 4\.0 GB .*--no-documents/);
    expect(memory.buffer.byteLength).toBe(65_536);
  });
});

describe("aligned", () => {
  it("is the next multiple of 16", () => {
    expect([0, 1, 15, 16, 17, 2 ** 32 + 1].map(aligned)).toEqual([0, 16, 16, 16, 32, 2 ** 32 + 16]);
  });
});
