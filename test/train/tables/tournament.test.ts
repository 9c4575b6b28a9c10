/** The tournament: it hands out the items of all streams in order. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Tournament } from "../../../src/train/tables/tournament.js";

type Item = readonly [high: number, low: number, rest: number];

const compare = (a: Item, b: Item): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
const number = fc.constantFrom(0, 1, 2, 2 ** 31, 2 ** 32 - 1);
const items = fc.array(fc.tuple(number, number, number));

describe("Tournament", () => {
  it("gives the items of sorted streams in the order of all of them sorted", () => {
    fc.assert(
      fc.property(fc.array(items, { maxLength: 20 }), (lists) => {
        const streams = lists.map((list) => list.toSorted(compare));
        const next = streams.map(() => 0);
        const itemOf = (stream: number): Item => streams[stream]![next[stream]!]!;
        const tournament = new Tournament(streams.length, (a, b) => itemOf(a)[2] - itemOf(b)[2]);
        streams.forEach(([first], stream) => {
          if (first) tournament.enter(stream, first[0], first[1]);
        });
        tournament.begin();
        const merged: Item[] = [];
        for (let first = tournament.first; first >= 0; first = tournament.first) {
          const item = itemOf(first);
          expect([tournament.high, tournament.low]).toEqual(item.slice(0, 2));
          merged.push(item);
          next[first]!++;
          if (itemOf(first)) tournament.moved(itemOf(first)[0], itemOf(first)[1]);
          else tournament.ended();
        }
        expect(merged).toEqual(lists.flat().sort(compare));
      }),
    );
  });

  it("has no first stream if there are no streams", () => {
    const tournament = new Tournament(0);
    tournament.begin();
    expect([tournament.first, tournament.high]).toEqual([-1, Number.POSITIVE_INFINITY]);
  });
});
