/** Charsets: declared ones, by their many names; what declares nothing. */

import { describe, expect, it } from "vitest";
import { decodeCharset } from "../../src/mail/charset.js";

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(" ", ""), "hex");

describe("decodeCharset", () => {
  it.each([
    ["koi8-r", "f0d2c9d7c5d4", "Привет"],
    ["KOI8-R ", "f0d2c9d7c5d4", "Привет"],
    ["windows-1251", "cff0e8e2e5f2", "Привет"],
    ["cp1251", "cff0e8e2e5f2", "Привет"],
    ["iso-8859-5", "bfe0d8d2d5e2", "Привет"],
    ["gb2312", "c4e3bac3", "你好"],
    ["x-gbk", "c4e3bac3", "你好"],
    ["cp936", "c4e3bac3", "你好"],
    ["hz-gb-2312", "7e7b44633a437e7d 20 7e7e", "你好 ~"],
    ["big5", "a741a66e", "你好"],
    ["iso-2022-jp", "1b2442376f4c3e1b2842", "件名"],
    ["cp932", "8c8f96bc", "件名"],
    ["euc-jp", "b7efccbe", "件名"],
    ["ks_c_5601-1987", "bec8b3e7", "안녕"],
    ["utf-7", "2b4242384551415134424449454e515243202b2d202b414f6b2d", "Привет + é"],
    ["utf-16be", "041f04400438", "При"],
    ["utf-16", "fffe1f044004", "Пр"],
    // All of these are windows-1252 to mailers; its quotes are C1 controls in ISO 8859-1.
    ["iso-8859-1", "93e994", "“é”"],
    ["latin1", "93e994", "“é”"],
    ["cp1252", "93e994", "“é”"],
    ["utf8", "c3a9", "é"],
    // As mailers misspell them.
    ["ISO-8859-2//TRANSLIT", "b3f364bc", "łódź"],
    ["'windows-1251'", "cff0e8e2e5f2", "Привет"],
    ["windows_1251;", "cff0e8e2e5f2", "Привет"],
    ["win-1251", "cff0e8e2e5f2", "Привет"],
    ["windows1251", "cff0e8e2e5f2", "Привет"],
    ["x-cp1251", "cff0e8e2e5f2", "Привет"],
    ["koi8r", "f0d2c9d7c5d4", "Привет"],
    ["iso8859_5", "bfe0d8d2d5e2", "Привет"],
    ["eucJP", "b7efccbe", "件名"],
    ["iso-2022-jp-2004", "1b2442376f4c3e1b2842", "件名"],
    ["UTF_8", "c3a9", "é"],
    ["cp866", "8fe0a8a2a5e2", "Привет"],
    // Those of DOS: the tables of Python's codecs.
    ["cp437", "63616682 e1", "caféß"],
    ["IBM850", "63616682 b7", "caféÀ"],
    ["cp852", "88a264ab", "łódź"],
  ])("decodes %s", (charset, hex, expected) => {
    expect(decodeCharset(bytes(hex), charset)).toBe(expected);
  });

  it.each(["", "us-ascii", "x-unknown", "unknown-8bit", "utf-8", "constructor", "cp99999", "a".repeat(1000)])(
    "lets the bytes decide for %s",
    (charset) => {
      expect(decodeCharset(bytes("c3a9"), charset)).toBe("é");
      expect(decodeCharset(bytes("63 61 66 e9"), charset)).toBe("café");
    },
  );
});
