/** Decoding: UTF-8 where it is, windows-1252 where it is not. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../../src/core/text/decode.js";

/**
 * The rows of WHATWG's index-windows-1252 from 0x80 to 0x9F (encoding.spec.whatwg.org), as code points; every other
 * byte stands for the code point of its own number.
 */
const UPPER_CONTROLS = [
  ...[0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d],
  ...[0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d],
  ...[0x17e, 0x178],
];
const windows1252 = (byte: number): string =>
  String.fromCharCode(byte >= 0x80 && byte < 0xa0 ? UPPER_CONTROLS[byte - 0x80]! : byte);

describe("decodeText", () => {
  it("decodes UTF-8", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }).filter((text) => !text.startsWith("\ufeff")),
        (text) => {
          expect(decodeText(new TextEncoder().encode(text))).toBe(text);
        },
      ),
    );
  });

  it("drops one byte order mark, at the start only", () => {
    expect(decodeText(Buffer.from("\ufeffaé"))).toBe("aé");
    expect(decodeText(Buffer.from("\ufeff\ufeffa\ufeff"))).toBe("\ufeffa\ufeff");
    expect(decodeText(Buffer.from("\ufeff"))).toBe("");
  });

  it("decodes each of the 256 bytes as windows-1252 if the text is not UTF-8", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(decodeText(bytes)).toBe(Array.from(bytes, windows1252).join(""));
    for (let byte = 0x80; byte < 0x100; byte++) expect(decodeText(Uint8Array.of(byte))).toBe(windows1252(byte));
  });

  it("falls back to windows-1252 even if only the last byte is not UTF-8", () => {
    expect(decodeText(Buffer.concat([Buffer.from("é"), Uint8Array.of(0xe9)]))).toBe("Ã©é");
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0xff))).toBe("ï»¿ÿ");
  });

  it("does not accept surrogates, overlong forms or code points above U+10FFFF as UTF-8", () => {
    expect(decodeText(Uint8Array.of(0xed, 0xa0, 0x80))).toBe("í\u00a0€");
    expect(decodeText(Uint8Array.of(0xc0, 0xaf))).toBe("À¯");
    expect(decodeText(Uint8Array.of(0xf4, 0x90, 0x80, 0x80))).toBe("ô\u0090€€");
  });

  it("decodes a view of a buffer without its surroundings", () => {
    expect(decodeText(Buffer.from("xéy").subarray(1, 3))).toBe("é");
    expect(decodeText(new Uint8Array())).toBe("");
  });
});
