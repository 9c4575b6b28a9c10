/** The checksum against its formula, and what it finds. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summedMemory } from "../../../src/cli/quick/checksum.js";

const BITS = 64;

/** The formula, written out. */
function expected(bytes: Uint8Array): string {
  const padded = new Uint8Array(Math.ceil(bytes.length / 32) * 32);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  const [even, odd] = [0, 8].map((first) => {
    let [sum, sums] = [0n, 0n];
    for (let at = first; at < padded.length; at += 16) {
      sum = BigInt.asUintN(BITS, sum + view.getBigUint64(at, true));
      sums = BigInt.asUintN(BITS, turned(sums, 5n) + sum);
    }
    return sums;
  }) as [bigint, bigint];
  return `${BigInt.asIntN(BITS, even ^ turned(odd, 32n))}`;
}

const turned = (word: bigint, bits: bigint): bigint => BigInt.asUintN(BITS, word << bits) | (word >> (64n - bits));

function checksum(bytes: Uint8Array): string {
  const memory = summedMemory(bytes.length);
  memory.bytes.set(bytes);
  return memory.checksum();
}

const contents = fc.uint8Array({ minLength: 1, maxLength: 400 });

describe("summedMemory", () => {
  it("has the checksum that its formula says", () => {
    fc.assert(fc.property(contents, (bytes) => void expect(checksum(bytes)).toBe(expected(bytes))));
    const large = new Uint8Array(200_000).map((_, i) => (i * 7919) >>> 3);
    expect(checksum(large)).toBe(expected(large));
  });

  it("has another one with any other byte, and with another order of words", () => {
    fc.assert(
      fc.property(contents, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, where, change) => {
        const other = bytes.slice();
        other[where % bytes.length]! ^= change;
        expect(checksum(other)).not.toBe(checksum(bytes));
      }),
    );
    const words = new BigUint64Array([1n, 2n, 3n, 4n]);
    const bytesOf = (order: readonly number[]): Uint8Array =>
      new Uint8Array(new BigUint64Array(order.map((i) => words[i]!)).buffer);
    const all = [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].map((b) => [a, b] as const)).filter(([a, b]) => a < b);
    const sums = all.map(([a, b]) => checksum(bytesOf([0, 1, 2, 3].map((i) => (i === a ? b : i === b ? a : i)))));
    expect(new Set([...sums, checksum(bytesOf([0, 1, 2, 3]))]).size).toBe(all.length + 1);
  });
});
