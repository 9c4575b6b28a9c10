/** Growth of typed arrays. */

import { describe, expect, it } from "vitest";
import { doubled } from "../../../src/train/tables/grow.js";

describe("doubled", () => {
  it("copies into an array of the same kind and twice the length, zero at the end", () => {
    expect(doubled(Uint8Array.of(1, 2))).toEqual(Uint8Array.of(1, 2, 0, 0));
    expect(doubled(Uint32Array.of(0xffffffff))).toEqual(Uint32Array.of(0xffffffff, 0));
    expect(doubled(Float64Array.of(0.5, -1))).toEqual(Float64Array.of(0.5, -1, 0, 0));
  });

  it("leaves what it is given as it was", () => {
    const array = Uint8Array.of(7);
    doubled(array)[0] = 8;
    expect(array).toEqual(Uint8Array.of(7));
  });
});
