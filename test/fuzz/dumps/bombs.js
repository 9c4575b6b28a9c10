// @ts-check
/** Bombs: dumps of 64 KiB that demand as much memory and time as they can, packed and not. */

import { deflateSync } from "node:zlib";
import { PACKERS } from "./files.js";

const BYTES = 1 << 16;
/** What a byte of a packed file may unpack to, and a little more; and what zlib can unpack to. */
const [PACKED_TIMES, MOST_TIMES] = [160, 1032];

const GLOBAL = "cnumpy.core.multiarray\n_reconstruct\n";
const OBJECT = "csklearn.naive_bayes\nMultinomialNB\n)\x81";
const DTYPE = "cnumpy\ndtype\nX\x02\0\0\0f8\x89\x88\x87R";

/**
 * Opcodes to repeat: what stands before, what is repeated, what stands behind (once, or once for each).
 *
 * @type {string[][]}
 */
const FRAGMENTS = [
  ...["N", "(", "]", "}", "\x8f", ")", "2", "0", "\x88", "K\x01", "I1\n", "Fnan\n", "\x8c\0", "C\0", "V\n"].map(
    (code) => ["N", code, ""],
  ),
  // Nested: tuples, lists, dicts.
  ...[
    ["N", "\x85", ""],
    ["", "]", "a"],
    ["", "}K\0", "s"],
    ["N", "]2a", ""],
    ["", "(", "t"],
    ["", "(", "\x91"],
    ["N", "}2K\0", "s"],
  ],
  // Remembered, and recalled.
  ...[
    ["N", "\x94", ""],
    ["N", "q\0", ""],
    ["Nq\0", "h\0", ""],
    ["N", "r\xff\xff\xff\x7f", ""],
    ["N", "p9007199254740991\n", ""],
  ],
  // Items of one list, dict and set; a list that is appended to itself.
  ...[
    ["]", "Na", ""],
    ["](", "N", "e"],
    ["}(", "NN", "u"],
    ["}", "2Ns", ""],
    ["\x8f(", "N", "\x90"],
    ["]q\0", "h\0a", ""],
    ["]q\0", "(h\0h\0h\0e", ""],
  ],
  // Names and objects.
  ...[
    ["N", GLOBAL, ""],
    [`${GLOBAL}q\0`, "h\0)R", ""],
    ["N", OBJECT, ""],
    [`${OBJECT}`, "}b", ""],
    [`${OBJECT}`, "}(NNK\x01NubN\x85b", ""],
  ],
  ...[
    [`${OBJECT}}q\0`, "(K\x01Nub", ""],
    ["N", DTYPE, ""],
    [`${DTYPE}q\0`, "h\0(K\x03NNNNNNNtb", ""],
    ["N", "(icollections\nOrderedDict\n", ""],
  ],
  // Calls that copy what they get.
  ...["list", "dict", "set", "tuple", "frozenset", "bytes", "str"].map((name) => [
    `cbuiltins\n${name}\nq\0](${"K\x01".repeat(2000)}eq\x01`,
    "h\0h\x01\x85R",
    "",
  ]),
  [`c_codecs\nencode\nq\0X\0\x10\0\0${"a".repeat(4096)}q\x01X\x06\0\0\0latin1q\x02`, "h\0h\x01h\x02\x86R", ""],
  // Numbers and texts of many digits and escapes.
  ...[
    ["I", "9", "\n"],
    ["L", "9", "L\n"],
    ["F", "9", "\n"],
    ["N", `I${"9".repeat(4300)}\n`, ""],
    ["N", `\x8a\xff${"\x7f".repeat(255)}`, ""],
  ],
  ...[
    ["V", "\\u0041", "\n"],
    ["V", "\\\\", "\n"],
    ["V", "\\U0001f680", "\n"],
    ["S'", "\\x41", "'\n"],
    ["S'", "\\", "'\n"],
    ["S", "'", "\n"],
  ],
  ...[
    ["\x8d\0\xff\0\0\0\0\0\0", "\xf0\x9f\x9a\x80", ""],
    ["\x8d\0\xf0\0\0\0\0\0\0", "\xed\xa0\x80", ""],
    ["c", "a", "\n\n"],
    ["cos\n", "\xc3\xa9", "\n"],
  ],
  // Frames, protocols, and the STOP of nothing.
  ...[
    ["", "\x95\0\0\0\0\0\0\0\0", "N"],
    ["", "\x80\x04", "N"],
    ["N", "(1", ""],
    ["N", "(0", ""],
  ],
];
/** Behind these, what is in the middle is written once more for each. */
const CLOSED = new Set(["a", "s", "t", "\x91"]);

/** What stands before zeros: nothing, opcodes of long values, lines that do not end. */
const STARTS = ["", "\x80\x04X\xff\xff\xff\x03", "\x80\x04B\xff\xff\xff\x03", "\x80\x04(", "S'", "I"];

/** Yields `[name, bytes]`. */
export function* dumpBombs() {
  for (const fragment of FRAGMENTS) {
    yield ["bomb", bombOf(fragment, BYTES)];
    yield ["packed bomb", packedBomb(PACKERS.zlib, (size) => bombOf(fragment, size))];
  }
  for (const start of STARTS) {
    const zeros = (size) => Buffer.concat([Buffer.from(start, "latin1"), Buffer.alloc(size)]);
    for (const pack of [PACKERS.zlib, PACKERS.gzip, PACKERS.zf]) yield ["packed zeros", packedBomb(pack, zeros)];
    const strongest = deflateSync(zeros(MOST_TIMES * BYTES), { level: 9 });
    yield ["packed zeros", Uint8Array.from(strongest)];
    yield ["packed zeros, cut off", Uint8Array.from(strongest.subarray(0, BYTES - 100))];
    yield ["bomb in a bomb", Uint8Array.from(deflateSync(strongest))];
  }
}

/** The largest bomb that a packed file of 64 KiB can hold, nearly. */
function packedBomb(pack, bombOfSize) {
  for (let size = BYTES * PACKED_TIMES; ; size >>= 1) {
    const packed = pack(bombOfSize(size));
    if (packed.length <= BYTES) return Uint8Array.from(packed);
  }
}

/** @param {string[]} fragment */
function bombOf([open, middle, close], size) {
  const start = `\x80\x04${open}`;
  const isClosed = CLOSED.has(close);
  const times = Math.floor((size - start.length - 8) / (middle.length + (isClosed ? close.length : 0)));
  const end = isClosed ? `N${close.repeat(times)}` : close;
  return Uint8Array.from(Buffer.from(`${start}${middle.repeat(times)}${end}.`, "latin1"));
}
