/** Regions against arrays that are copied as they grow. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Regions } from "../../src/kernels/regions.js";

const NAMES = ["a", "b", "c"] as const;
type Name = (typeof NAMES)[number];

describe("Regions", () => {
  it("keeps what is in all regions when one grows", () => {
    const growth = fc.tuple(fc.constantFrom(...NAMES), fc.nat(200_000));
    fc.assert(
      fc.property(fc.array(growth, { maxLength: 10 }), (growths) => {
        const regions = new Regions<Name>({ a: 16, b: 100, c: 0 });
        const view = (name: Name) => new Uint8Array(regions.memory.buffer, regions.start(name), regions.size(name));
        const expected: Record<Name, Uint8Array> = { a: view("a").slice(), b: view("b").slice(), c: view("c").slice() };
        expect(expected.b).toEqual(new Uint8Array(112));
        growths.forEach(([name, more], i) => {
          const before = regions.size(name);
          regions.grow(name, before + more);
          expect(regions.size(name)).toBeGreaterThanOrEqual(before + more);
          view(name).fill(i + 1, before);
          const larger = new Uint8Array(regions.size(name)).fill(i + 1);
          larger.set(expected[name]);
          expected[name] = larger;
        });
        for (const name of NAMES) expect(Buffer.compare(view(name), expected[name])).toBe(0);
        for (const name of NAMES) expect(regions.start(name) % 16).toBe(0);
      }),
    );
  });
});
