/** Decoding: a byte order mark, UTF-8, nearly UTF-8, windows-1252. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText, shareNotUtf8 } from "../../../src/core/text/decode.js";

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

function utf32(text: string, isLittleEndian: boolean): Uint8Array {
  const points = Array.from(text, (character) => character.codePointAt(0)!);
  const view = new DataView(new ArrayBuffer(4 * points.length));
  for (const [i, point] of points.entries()) view.setUint32(4 * i, point, isLittleEndian);
  return new Uint8Array(view.buffer);
}

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

  it.each([
    ["UTF-16LE", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16BE", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["UTF-32LE", (text: string) => utf32(`\ufeff${text}`, true)],
    ["UTF-32BE", (text: string) => utf32(`\ufeff${text}`, false)],
  ])("decodes %s by its byte order mark", (_, encode) => {
    const wellFormed = fc.string({ unit: "binary" }).filter((text) => text !== "" && !text.startsWith("\0"));
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(decodeText(encode(text))).toBe(text);
      }),
    );
  });

  it("replaces what is no character in UTF-16 and UTF-32", () => {
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x62))).toBe("a\ufffd");
    expect(decodeText(Uint8Array.of(0xfe, 0xff, 0, 0x61, 0))).toBe("a\ufffd");
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0, 0, 0xd8, 0, 0, 0x62))).toBe("a\ufffd\ufffd");
  });

  const long = "Déjà vu — “naïve” café";
  it("keeps UTF-8 that is cut off within a character", () => {
    const bytes = Buffer.from(`${long} 🏒`);
    for (const lost of [1, 2, 3]) expect(decodeText(bytes.subarray(0, -lost))).toBe(`${long} \ufffd`);
    expect(decodeText(Buffer.from("the puck…").subarray(0, -1))).toBe("the puck\ufffd");
    expect(decodeText(Buffer.concat([Buffer.from("é"), Uint8Array.of(0xe9)]))).toBe("é\ufffd");
  });

  it("keeps UTF-8 with a few bytes that are none, anywhere", () => {
    for (let at = 0; at <= 3; at++) {
      const bytes = Buffer.concat([Buffer.from(long.slice(0, at)), Uint8Array.of(0xff), Buffer.from(long.slice(at))]);
      expect(decodeText(bytes)).toBe(`${long.slice(0, at)}\ufffd${long.slice(at)}`);
    }
  });

  it("takes for windows-1252 what has more bytes that are no UTF-8 than characters of several bytes", () => {
    expect(decodeText(Buffer.from("caf\xe9", "latin1"))).toBe("café");
    expect(decodeText(Buffer.from("caf\xe9s, na\xefve, Ã©", "latin1"))).toBe("cafés, naïve, Ã©");
  });

  it("keeps to a byte order mark of UTF-8", () => {
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xff))).toBe("a\ufffd");
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

describe("shareNotUtf8", () => {
  it.each([
    ["nothing of UTF-8", Buffer.from("суп и хлеб"), 0],
    ["nothing of an empty text", Buffer.from(""), 0],
    ["nothing of UTF-16 with its mark", Buffer.from("\ufeffé", "utf16le"), 0],
    ["all bytes of another encoding that are not ASCII", Buffer.from("\xf1\xf3\xef \xe8 ab", "latin1"), 0.5],
    ["each byte of a character that is cut off", Uint8Array.of(0x61, 0xf0, 0x9f, 0x8f), 0.75],
  ])("counts %s", (_, bytes, share) => {
    expect(shareNotUtf8(bytes)).toBe(share);
  });
});
