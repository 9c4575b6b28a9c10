/** Lists of ranges: they grow, and keep what is in them. */

import { expect, it } from "vitest";
import { Ranges } from "../../../../../src/core/models/scikit-learn/text/ranges.js";

it("keeps all ranges while it grows", () => {
  const ranges = new Ranges();
  for (let i = 0; i < 1000; i++) ranges.add(i, 2 * i);
  expect(ranges.count).toBe(1000);
  expect(Array.from({ length: 1000 }, (_, i) => ranges.ends[i]! - 2 * ranges.starts[i]!)).toEqual(Array(1000).fill(0));
});

it("makes room for ranges that are written by hand", () => {
  const ranges = new Ranges();
  ranges.add(3, 4);
  ranges.makeRoom(5000);
  expect(ranges.starts.length).toBeGreaterThan(5000);
  expect([ranges.starts[0], ranges.ends[0], ranges.count]).toEqual([3, 4, 1]);
});
