/** Bytes come in many sorts of arrays: all are as good as those that `dump` and `train` give. */

import { describe, expect, it } from "vitest";
import { dump, load, train } from "../../src/index.js";

const counts = await train([
  { label: "hockey", text: "the goalie stops the puck" },
  { label: "space", text: "the shuttle reaches its orbit" },
]);
const artifact = await dump(counts);
const expected = load(artifact).predict("a shuttle in orbit", 2);

/** The same bytes, in the middle of something else or in memory of another sort. */
const VIEWS: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array])[] = [
  ...[1, 2, 3, 4, 7, 8].map((offset) => {
    const view = (bytes: Uint8Array): Uint8Array => {
      const larger = new Uint8Array(bytes.length + 16).fill(0xff);
      larger.set(bytes, offset);
      return larger.subarray(offset, offset + bytes.length);
    };
    return [`a view that starts at byte ${offset}`, view] as const;
  }),
  ["a Buffer with memory of its own", (bytes) => Buffer.from(Uint8Array.from(bytes).buffer)],
  ["a part of a Buffer", (bytes) => Buffer.concat([Buffer.alloc(5), bytes]).subarray(5)],
  ["shared memory", (bytes) => shared(bytes, 0)],
  ["a part of shared memory", (bytes) => shared(bytes, 3)],
];

function shared(bytes: Uint8Array, offset: number): Uint8Array {
  const view = new Uint8Array(new SharedArrayBuffer(bytes.length + offset), offset);
  view.set(bytes);
  return view;
}

describe("load", () => {
  it.each(VIEWS)("takes %s", (_, viewOf) => {
    expect(load(viewOf(artifact)).predict("a shuttle in orbit", 2)).toEqual(expected);
  });

  it.each(VIEWS)("refuses damage in %s", (_, viewOf) => {
    const damaged = artifact.slice();
    damaged[damaged.length >> 1]! ^= 1;
    expect(() => load(viewOf(damaged))).toThrow("damaged");
  });
});

describe("dump", () => {
  it.each(VIEWS)("takes %s", async (_, viewOf) => {
    expect(await dump(viewOf(counts))).toEqual(artifact);
  });
});
