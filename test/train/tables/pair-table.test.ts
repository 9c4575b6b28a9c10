/** The pair table against a Map. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PairTable } from "../../../src/train/tables/pair-table.js";

/** Numbers pairs in the order in which they come, by strings. */
class Reference {
  readonly #members = new Map<string, number>();

  intern(a: number, b: number): number {
    const key = `${a},${b}`;
    if (!this.#members.has(key)) this.#members.set(key, this.#members.size);
    return this.#members.get(key)!;
  }

  get pairs(): number[][] {
    return [...this.#members.keys()].map((key) => key.split(",").map(Number));
  }

  clear(): void {
    this.#members.clear();
  }
}

const pairsOf = ({ a, b, size }: PairTable): number[][] => Array.from({ length: size }, (_, i) => [a[i]!, b[i]!]);

const number = fc.oneof(fc.nat({ max: 5 }), fc.constant(0xffffffff), fc.integer({ min: 0, max: 0xffffffff }));

describe("PairTable", () => {
  it("numbers pairs in the order in which they come, each once", () => {
    const table = new PairTable();
    expect([table.intern(5, 7), table.intern(7, 5), table.intern(5, 7), table.intern(0, 0)]).toEqual([0, 1, 0, 2]);
    expect(pairsOf(table)).toEqual([
      [5, 7],
      [7, 5],
      [0, 0],
    ]);
  });

  it("does what a Map does, for any calls of intern and clear", () => {
    const table = new PairTable();
    const reference = new Reference();
    const calls = fc.array(fc.oneof({ weight: 12, arbitrary: fc.tuple(number, number) }, fc.constant("clear")));
    fc.assert(
      fc.property(calls, (list) => {
        for (const call of list) {
          if (typeof call === "string") {
            table.clear();
            reference.clear();
          } else {
            expect(table.intern(...call)).toBe(reference.intern(...call));
          }
          expect(table.size).toBe(reference.pairs.length);
        }
        expect(pairsOf(table)).toEqual(reference.pairs);
      }),
    );
  });

  it("keeps every member while it grows, and none when it is cleared", () => {
    const table = new PairTable();
    const size = 20_000;
    const pair = (i: number): [number, number] => [i % 141, Math.floor(i / 141)];
    for (let round = 0; round < 2; round++) {
      const added = Array.from({ length: size }, (_, i) => table.intern(...pair(i)));
      const found = Array.from({ length: size }, (_, i) => table.intern(...pair(i)));
      expect(added).toEqual(Array.from({ length: size }, (_, i) => i));
      expect(found).toEqual(added);
      expect(pairsOf(table)).toEqual(added.map(pair));
      table.clear();
      expect(table.size).toBe(0);
    }
  });
});
