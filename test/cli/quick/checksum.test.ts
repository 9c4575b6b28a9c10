/** The checksum against its formula, and what it finds. */

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checksum } from "../../../src/cli/quick/checksum.js";

const BITS = 64;

/** The formula, written out. */
function expected(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let [sum, sums] = [0n, 0n];
  for (let at = 0; at < bytes.length; at += 8) {
    sum = BigInt.asUintN(BITS, sum + view.getBigUint64(at, true));
    const turned = BigInt.asUintN(BITS, (sums << 5n) | (sums >> 59n));
    sums = BigInt.asUintN(BITS, turned + sum);
  }
  return `${bytes.length} ${BigInt.asIntN(BITS, sums)}`;
}

const contents = fc
  .uint8Array({ minLength: 8, maxLength: 400 })
  .map((bytes) => bytes.slice(0, bytes.length - (bytes.length % 8)));

describe("checksum", () => {
  it("is what its formula says", () => {
    fc.assert(fc.property(contents, (bytes) => void expect(checksum(bytes)).toBe(expected(bytes))));
    const large = new Uint8Array(200_000).map((_, i) => (i * 7919) >>> 3);
    expect(checksum(large)).toBe(expected(large));
  });

  it("changes with any byte, with the order of words, and with the length", () => {
    fc.assert(
      fc.property(contents, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, where, change) => {
        const other = bytes.slice();
        other[where % bytes.length]! ^= change;
        expect(checksum(other)).not.toBe(checksum(bytes));
        expect(checksum(Uint8Array.of(...bytes, ...new Uint8Array(8)))).not.toBe(checksum(bytes));
      }),
    );
    const words = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0);
    expect(checksum(words)).not.toBe(checksum(Uint8Array.of(...words.subarray(8), ...words.subarray(0, 8))));
  });

  it("is in the quick answer for the built-in model as it is", () => {
    const root = new URL("../../../", import.meta.url);
    const built = readFileSync(new URL("dist/quick-predicting.cjs", root), "utf8");
    expect(built).toContain(checksum(readFileSync(new URL("data/20newsgroups.model", root))));
  });
});
