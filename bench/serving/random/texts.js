// @ts-check
/** Random texts, and JSON with or without them. */

import { sampleTexts } from "../../sample.js";

const WORDS = sampleTexts()
  .join(" ")
  .match(/[A-Za-z]{2,}/g);

export const words = (draw, number) => draw.many(number, () => draw.one(WORDS)).join(" ");

/** Parts of texts besides words: first and last code points of ranges that are treated specially. */
const RANGES = [
  [0xa0, 0x17f],
  [0x300, 0x36f],
  [0x370, 0x5ff],
  [0x600, 0x6ff],
  [0xe00, 0xe7f],
  [0x200b, 0x206f],
  [0x3040, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xe000, 0xe0ff],
  [0xfb00, 0xfdff],
  [0xfe00, 0xffff],
  [0x1f300, 0x1faff],
  [0xe0000, 0xe007f],
  [0x10ff00, 0x10ffff],
];

/** Has a letter, so that it is not blank. */
export const unicode = (draw) =>
  `x${draw.many(draw.whole(1, 200), () => String.fromCodePoint(draw.whole(...draw.one(RANGES)))).join("")}`;

/** JSON can only express a lone surrogate by its escape. */
export const loneSurrogates = (draw) =>
  `"x${draw.many(draw.whole(1, 50), () => `\\u${draw.whole(0xd800, 0xdfff).toString(16)}`).join(draw.one(["", " ", "a"]))}"`;

export const controls = (draw) =>
  `x${draw.many(draw.whole(1, 100), () => String.fromCharCode(draw.whole(0, 31), draw.whole(97, 122))).join("")}${draw.one(["", "\u007f", "\u0085", "\u2028", "\0"])}`;

export const blank = (draw) => draw.many(draw.whole(0, 20), () => draw.one([" ", "\t", "\n", "\r"])).join("");

export const textBody = (text) => JSON.stringify({ text });

/** A value that is not a string. */
const OTHERS = ["null", "true", "false", "0", "-1", "1e400", "3.14", "[]", "{}", '["a"]', '{"text":"a"}', "[[]]"];

export function wrongTypes(draw) {
  const other = draw.one(OTHERS);
  const word = JSON.stringify(words(draw, 2));
  return draw.one([
    () => `{"text":${other}}`,
    () => `{"texts":${word}}`,
    () => `{"Text":${word}}`,
    () => "{}",
    () => `{"text ":${word}}`,
    () => draw.one(["null", "true", "1", "[]", "[{}]", '""']),
    () => word,
    () => `[{"text":${word}}]`,
    () => `{"text":[${word}]}`,
    () => `{"text":{"text":${word}}}`,
  ])();
}

/** Invalid JSON: something is missing, added or changed. */
export function brokenJson(draw) {
  for (;;) {
    const good = textBody(words(draw, draw.whole(1, 30)));
    const at = draw.whole(0, good.length - 1);
    const bad = draw.one([
      () => good.slice(0, at),
      () => good.slice(0, at) + good.slice(at + 1),
      () =>
        good.slice(0, at) + draw.one(['"', "{", "}", "\\", "\0", "\n", "]", ",", ":", "'", "\u00e9"]) + good.slice(at),
      () => good + draw.one(["}", "{}", ",", "x", "\0", good]),
      () => good.replaceAll('"', "'"),
      () => `{text: ${JSON.stringify(words(draw, 2))}}`,
      () => `{"text": ${draw.one(["NaN", "undefined", "Infinity", "0x10", "01", "+1", ".5", "nul"])}}`,
      () => `{"text": "a",}`,
      () => "[".repeat(draw.whole(1, 20_000)),
      () => String.fromCharCode(...draw.many(draw.whole(1, 100), () => draw.whole(0, 255))),
    ])();
    if (!isJson(bad)) return bad;
  }
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A value nested deeply in arrays and objects. */
export function nested(draw, depth) {
  const [open, close] = draw.one([
    ["[", "]"],
    ['{"text":', "}"],
    ['[{"a":', "}]"],
  ]);
  return open.repeat(depth) + draw.one(["1", '"a"', "null", "[]"]) + close.repeat(depth);
}
