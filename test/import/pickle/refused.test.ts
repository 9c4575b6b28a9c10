/** Refusals of pickles that are broken, too large or not whole by themselves. */

import { describe, expect, it } from "vitest";
import { bytesOf, little, named, refusalOf, text } from "../assembler.js";

/** Pickles of protocol 4 without its opcode. */
const DAMAGED: readonly (readonly [pickle: string | Uint8Array, message: RegExp])[] = [
  ["", /ends at byte 2; expected 1 more bytes from byte 2 on; copy the file again/],
  ["K", /ends at byte 3; expected 1 more/],
  ["J\0\0", /ends at byte 5; expected 4 more bytes from byte 3 on/],
  [bytesOf("X", little(9, 4), "abc"), /ends at byte 10; expected 9 more bytes from byte 7 on/],
  [bytesOf("\x8e", little(2n ** 62n, 8)), /expected 4611686018427388000 more/],
  [bytesOf("\x96", little(-1, 8)), /expected 18446744073709552000 more/],
  ["I12", /ends at byte 5 within the line that starts at byte 3/],
  ["\xff", /invalid opcode 0xff at byte 2/],
  ["Ix\n.", /invalid integer at byte 2/],
  [`L${"9".repeat(5000)}L\n.`, /invalid integer/],
  ["Fone\n.", /invalid float/],
  [bytesOf("\x8b", little(-1, 4), "."), /integer of negative length/],
  [bytesOf("T", little(-1, 4), "."), /string of negative length/],
  ["S'abc\n.", /has an invalid text/],
  ["S'\\x4'\n.", /has an invalid text/],
  ["V\\u20\n.", /has an invalid text/],
  ["V\\U00110000\n.", /has an invalid text/],
  [bytesOf("X", little(1, 4), "\xff."), /text that is not UTF-8/],
  [bytesOf("X", little(4, 4), "\xf5\x80\x80\x80."), /text that is not UTF-8/],
  [bytesOf("X", little(2, 4), "\xe2\x82."), /text that is not UTF-8/],
  [bytesOf("X", little(3, 4), "\xe0\x80\x80."), /text that is not UTF-8/],
  [".", /value from an empty stack/],
  ["a.", /value from an empty stack/],
  ["(.", /value from an empty stack/],
  ["N(a.", /value from an empty stack/],
  ["\x94.", /looks for a value on an empty stack/],
  ["l.", /looks for a missing mark/],
  ["Nu.", /looks for a missing mark/],
  ["(Nd.", /key without a value/],
  ["N(Ne.", /appends to a value that is not a list/],
  ["NNNs.", /sets an item of a value that is not a dict/],
  ["N(N\x90.", /adds to a value that is not a set/],
  ["h\x05.", /recalls value 5, which it has not stored, at byte 2/],
  ["gx\n.", /invalid index of its memo/],
  ["g-1\n.", /invalid index of its memo/],
  ["NN\x93.", /names a class by a value that is not text/],
  ["c\xff\na\n.", /names a class by what is not UTF-8/],
  ["NNR.", /arguments that are not a tuple/],
  ["N)R.", /calls a value that is not a class or function/],
  ["ca\nb\nNN\x92.", /arguments that are not a tuple and a dict/],
  ["(o.", /makes an object without a class/],
  ["K\x01Nb.", /sets the state of a value that cannot have one/],
  [bytesOf("\x95", little(100, 8), "N."), /a frame has 100 bytes, and the file only 2 more, at byte 2/],
  ["\x80\x09N.", /of protocol 9; expected 0 to 5/],
];

describe("a pickle that is broken is refused", () => {
  it.each(DAMAGED)("%j", async (pickle, message) => {
    const refusal = await refusalOf(bytesOf("\x80\x04", pickle));
    expect(refusal).toMatchObject({ code: "damaged", message: expect.stringMatching(message) });
    expect(refusal.message).toMatch(/; copy the file again, or save it again in Python$/);
  });

  it("where it unpacks, saying so", async () => {
    const { gzipSync } = await import("node:zlib");
    expect(await refusalOf(gzipSync(bytesOf("\x80\x04\xff")))).toMatchObject({
      message: expect.stringContaining("at byte 2 of what it unpacks to"),
    });
  });
});

const FOREIGN: readonly (readonly [name: string, pickle: string | Uint8Array, message: RegExp])[] = [
  ["PERSID", "Px\n.", /refers to things outside the pickle \(as torch does\) at byte 2/],
  ["BINPERSID", "NQ.", /refers to things outside the pickle/],
  ["EXT1", "\x82\x01.", /numbers for classes/],
  ["EXT2", "\x83\x01\0.", /numbers for classes/],
  ["EXT4", "\x84\x01\0\0\0.", /numbers for classes/],
  ["NEXT_BUFFER", "\x97.", /its arrays lie outside the pickle/],
  ["READONLY_BUFFER", "\x97\x98.", /its arrays lie outside the pickle/],
];

describe("a pickle that is not whole by itself is refused", () => {
  it.each(FOREIGN)("%s", async (_name, pickle, message) => {
    expect(await refusalOf(bytesOf("\x80\x04", pickle))).toMatchObject({
      code: "foreign",
      message: expect.stringMatching(message),
    });
  });
});

const TOO_LARGE: readonly (readonly [what: string, pickle: Uint8Array, message: RegExp])[] = [
  [
    "an integer",
    bytesOf("\x8b", little(5000, 4), "\x01".repeat(5000)),
    /an integer has 5000 bytes; at most 2048 are read/,
  ],
  ["a text", bytesOf("\x8d", little(2 ** 29, 8)), /a text has 536870912 bytes; at most 268435456/],
  ["a string", bytesOf("T", little(2 ** 30, 4)), /a string has 1073741824 bytes/],
  [
    "copies of a list",
    bytesOf("(", "N".repeat(5000), "l\x94", named("builtins.list"), "\x94", "h\x01h\x00\x85R".repeat(1000)),
    /its values take more than \d+ MiB, the limit for a file of this size/,
  ],
  [
    "copies of a set",
    bytesOf("(", "N".repeat(5000), "l\x94", named("builtins.set"), "\x94", "h\x01h\x00\x85R".repeat(1000)),
    /its values take more than/,
  ],
  [
    "copies of a text",
    bytesOf(
      named("_codecs.encode"),
      "\x94X",
      little(20_000, 4),
      "a".repeat(20_000),
      "\x94",
      text("latin1"),
      "\x94",
      "h\x00h\x01h\x02\x86R".repeat(2000),
    ),
    /its values take more than/,
  ],
  [
    "states that are set again and again",
    bytesOf(
      "}(",
      ...Array.from({ length: 256 }, (_, i) => bytesOf("K", little(i, 1), "N")),
      "u\x94",
      named("a.B"),
      ")\x81",
      "h\x00b".repeat(5000),
    ),
    /its values take more than/,
  ],
];

describe("a pickle that is too large is refused before memory is taken:", () => {
  it.each(TOO_LARGE)("%s", async (_what, pickle, message) => {
    expect(await refusalOf(bytesOf("\x80\x04", pickle))).toMatchObject({
      code: "limit",
      message: expect.stringMatching(message),
    });
  });
});
