/** Encoded words: the examples of RFC 2047 and 2231, and what mailers make of them. */

import { describe, expect, it } from "vitest";
import { decodeWords, hasEncodedWord } from "../../src/mail/encoded-words.js";

describe("decodeWords", () => {
  it.each([
    // The table of RFC 2047, section 8.
    ["(=?ISO-8859-1?Q?a?=)", "(a)"],
    ["(=?ISO-8859-1?Q?a?= b)", "(a b)"],
    ["(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)"],
    ["(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)", "(ab)"],
    ["(=?ISO-8859-1?Q?a?=\r\n    =?ISO-8859-1?Q?b?=)", "(ab)"],
    ["(=?ISO-8859-1?Q?a_b?=)", "(a b)"],
    ["(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)", "(a b)"],
    [
      "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=\n =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
      "If you can read this you understand the example.",
    ],
    // RFC 2231, section 5.
    ["=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore"],
    // A character in two words, as many mailers divide it.
    ["=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"],
    ["=?UTF-8?B?w5xiZXLDnGI=?= =?utf-8?q?er=C3=9C?=", "ÜberÜberÜ"],
    ["=?koi8-r?B?8NLJ18XU?=", "Привет"],
    ["=?iso-2022-jp?B?GyRCN29MPhsoQg==?=", "件名"],
    ["=?gb2312?B?xOO6ww==?=", "你好"],
    ["=?x-unknown?Q?caf=E9?=", "café"],
    ["Re: =?utf-8?Q?a?=b", "Re: ab"],
    ["=?utf-8?Q?two words?=", "two words"],
    ["=?utf-8?B?dHdv IHdv\n cmRz?=", "two words"],
    ["=?utf-8?Q?who?_me?= =?utf-8?Q?_yes?=", "who? me yes"],
    ["=?utf-8?Q?not all =3 of =XX it?=", "not all =3 of =XX it"],
  ])("decodes %j", (value, expected) => {
    expect(decodeWords(value)).toBe(expected);
  });

  it.each(["=?utf-8?Q?no end", "=?utf-8?X?other?=", "=?utf-8?Q?", "=? utf-8?Q?a?=", "a =? b ?= c", "plain"])(
    "leaves %j as it is",
    (value) => {
      expect(decodeWords(value)).toBe(value);
      expect(hasEncodedWord(value)).toBe(false);
    },
  );
});
