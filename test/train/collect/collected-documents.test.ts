/** Collected documents: what is kept is there in any order, with other numbers for its words if they are given. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CollectedDocuments } from "../../../src/train/collect/collected-documents.js";
import type { DocumentWalk } from "../../../src/train/documents/document-walk.js";

type Document = readonly [subject: readonly number[], body: readonly number[]];

// Numbers of one to five bytes.
const token = fc.oneof(fc.nat({ max: 200 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
const tokens = fc.array(token, { maxLength: 8 });
const documents = fc.array(fc.tuple(tokens, tokens), { maxLength: 20 });

const added = (all: readonly Document[]): CollectedDocuments => {
  const collected = new CollectedDocuments();
  for (const [subject, body] of all) {
    // What is behind the size does not count.
    const tokens = Uint32Array.from([...subject, ...body, 7]);
    collected.add({ tokens, size: tokens.length - 1, subject: subject.length });
  }
  return collected;
};

function* read(walk: DocumentWalk): Generator<Document> {
  while (walk.next()) {
    const { tokens, size, subject } = walk;
    yield [[...tokens.subarray(0, subject)], [...tokens.subarray(subject, size)]];
  }
}

describe("CollectedDocuments", () => {
  it("gives documents back in any order, and some again and again", () => {
    fc.assert(
      fc.property(documents, fc.array(fc.nat(), { maxLength: 30 }), (all, some) => {
        const numbers = all.length === 0 ? [] : some.map((n) => n % all.length);
        const walk = added(all).walk(Uint32Array.from(numbers));
        expect([...read(walk)]).toEqual(numbers.map((number) => all[number]));
      }),
    );
  });

  it("gives words the numbers that they are to have, and leaves gaps", () => {
    const walk = added([
      [
        [1, 0],
        [3, 2],
      ],
    ]).walk(Uint32Array.of(0), Int32Array.of(20, 10, 0));
    expect([...read(walk)]).toEqual([
      [
        [21, 0],
        [1, 11],
      ],
    ]);
  });

  it("keeps the numbers of those that are left", () => {
    fc.assert(
      fc.property(documents, documents, fc.func(fc.boolean()), fc.func(fc.boolean()), (some, more, one, other) => {
        const collected = added(some);
        collected.keepOnly((number) => one(number));
        for (const [subject, body] of more) {
          collected.add({
            tokens: Uint32Array.from([...subject, ...body]),
            size: subject.length + body.length,
            subject: subject.length,
          });
        }
        collected.keepOnly((number) => other(number));
        const all = [...some, ...more];
        const left = [...all.keys()].filter((n) => (n >= some.length || one(n)) && other(n));
        expect([...read(collected.walk(Uint32Array.from(left)))]).toEqual(left.map((n) => all[n]));
      }),
    );
  });

  it("takes more than a chunk", () => {
    const all = Array.from({ length: 300 }, (_, i): Document => [[], Array(10_000).fill(i)]);
    const numbers = Uint32Array.from(all.keys()).reverse();
    expect([...read(added(all).walk(numbers))]).toEqual(all.toReversed());
  });
});
