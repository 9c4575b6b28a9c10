/** MurmurHash3: against published values and those of scikit-learn. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { featureOf, murmurHash } from "../../../../../src/core/models/scikit-learn/features/murmur-hash.js";

const hashOf = (bytes: Uint8Array): number => murmurHash(bytes, 0, bytes.length);

/**
 * Test vectors of the x86 variant for 32 bits with seed 0 that are passed around among those who port it (Ian Boyd's list on Stack
 * Overflow), and three sentences. `murmurhash3_32(bytes, seed=0, positive=True)` of scikit-learn 1.9.1 gives the same.
 */
const PUBLISHED: readonly (readonly [bytes: string, hash: number])[] = [
  ["", 0],
  ["\0", 0x514e28b7],
  ["\0\0", 0x30f4c306],
  ["\0\0\0", 0x85f0b427],
  ["\0\0\0\0", 0x2362f9de],
  ["\x21", 0x72661cf4],
  ["\x21\x43", 0xa0f7b07a],
  ["\x21\x43\x65", 0x7e4a8634],
  ["\x21\x43\x65\x87", 0xf55b516b],
  ["\xff\xff\xff\xff", 0x76293b50],
  ["test", 0xba6bd213],
  ["Hello, world!", 0xc0363e43],
  ["The quick brown fox jumps over the lazy dog", 0x2e4ff723],
];

/** `sklearn.utils.murmurhash3_32(text)` of scikit-learn 1.9.1, and `abs(hash) % 1024`. */
const TERMS: readonly (readonly [term: string, hash: number, feature: number])[] = [
  ["orbit", -357686705, 433],
  ["rocket", 515862427, 923],
  ["naïve", 992511445, 469],
  ["地球", 1174118868, 468],
  ["🚀 launch", -1050063523, 675],
  ["a", 1009084850, 434],
  ["ab", -1681926305, 161],
  ["abc", -1277324294, 6],
  ["abcd", 1139631978, 874],
  ["abcde", -392455434, 266],
];

/** A word whose hash is −2^31, found by running the hash backwards; scikit-learn gives the same. */
const LOWEST = "akqlrggi";

describe("murmurHash", () => {
  it.each(PUBLISHED)("of %j is the published one", (bytes, hash) => {
    expect(hashOf(Buffer.from(bytes, "latin1")) >>> 0).toBe(hash);
  });

  it.each(TERMS)("of the term %s is scikit-learn's, with its sign", (term, hash) => {
    expect(hashOf(Buffer.from(term))).toBe(hash);
  });

  it("looks at the bytes from start to end alone, wherever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(40), fc.nat(40), (bytes, one, other) => {
        const [start, end] = [Math.min(one, other, bytes.length), Math.min(Math.max(one, other), bytes.length)];
        expect(murmurHash(bytes, start, end)).toBe(hashOf(bytes.slice(start, end)));
      }),
    );
  });

  it("is a signed number of 32 bits", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const hash = hashOf(bytes);
        expect(Object.is(hash, hash | 0) || hash === 0).toBe(true);
      }),
    );
    expect(hashOf(Buffer.from(LOWEST))).toBe(-(2 ** 31));
  });
});

describe("featureOf", () => {
  it.each(TERMS)("puts %s among 1024 features where scikit-learn puts it", (_term, hash, feature) => {
    expect(featureOf(hash, 1024)).toBe(feature);
  });

  // `HashingVectorizer(n_features=n, norm=None).transform(["akqlrggi"]).indices` of scikit-learn 1.9.1.
  it.each([
    [7, 2],
    [1000, 648],
    [1024, 0],
    [2 ** 20, 0],
  ])("puts −2^31, which has no size in 32 bits, among %i features at %i", (features, feature) => {
    expect(featureOf(-(2 ** 31), features)).toBe(feature);
  });

  it("stays below the number of features, and gives a hash and its negative the same one", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }),
        fc.integer({ min: 1, max: 2 ** 28 }),
        (h, n) => {
          expect(featureOf(h, n)).toBe(Math.abs(h) % n);
          expect(featureOf(-h, n)).toBe(featureOf(h, n));
        },
      ),
    );
  });
});
