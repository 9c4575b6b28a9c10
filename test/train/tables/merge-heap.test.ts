/** The merge heap: it hands out the items of all streams in order. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MergeHeap } from "../../../src/train/tables/merge-heap.js";

describe("MergeHeap", () => {
  it("gives the items of sorted streams in the order of all of them sorted", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat({ max: 30 })), { maxLength: 20 }), (lists) => {
        const streams = lists.map((list) => list.toSorted((a, b) => a - b));
        const next = streams.map(() => 0);
        const isLeft = (stream: number): boolean => next[stream]! < streams[stream]!.length;
        const itemOf = (stream: number): number => streams[stream]![next[stream]!]!;
        const heap = new MergeHeap([...streams.keys()].filter(isLeft), (a, b) => itemOf(a) - itemOf(b));
        const merged: number[] = [];
        for (let first = heap.first; first !== undefined; first = heap.first) {
          merged.push(itemOf(first));
          next[first]!++;
          heap.moved(isLeft(first));
        }
        expect(merged).toEqual(lists.flat().sort((a, b) => a - b));
      }),
    );
  });

  it("has no first stream if there are no streams", () => {
    expect(new MergeHeap([], () => 0).first).toBeUndefined();
  });
});
