/** What is no text: files of other kinds by their signatures, NULs and control characters; and what is one all the same. */

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { nameBinary } from "../../../src/core/text/not-text.js";

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");
/** As compressed data is: all bytes, in no order. */
const noise = Buffer.from(Array.from({ length: 2048 }, (_, i) => (i * 7919 * (i + 13)) >> 3));

describe("nameBinary", () => {
  it.each([
    ["a PNG image", bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR")],
    ["a JPEG image", bytes("\xff\xd8\xff\xe0\0\x10JFIF\0")],
    ["a GIF image", bytes("GIF89a\x10\0\x10\0\xf0\0\0")],
    ["a BMP image", bytes("BM\x36\x03\0\0\0\0\0\0")],
    ["a WebP image", bytes("RIFF\x24\0\0\0WEBPVP8 ")],
    ["a PDF document", bytes("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")],
    ["a PDF document", bytes("%PDF-1.7\r\n1 0 obj\r\n")],
    ["an SVG image", bytes('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
    ["an SVG image", bytes('<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "x">\n<svg width="1"></svg>')],
    ["an RTF document", bytes("{\\rtf1\\ansi\\deff0 {\\fonttbl}}")],
    ["a zip archive", bytes("PK\x03\x04\x14\0\0\0\b\0")],
    ["a gzip file", gzipSync("text")],
    ["a bzip2 file", bytes("BZh91AY&SY\x94\xb2")],
    ["an xz file", bytes("\xfd7zXZ\0\0\x04")],
    ["a zstd file", bytes("\x28\xb5\x2f\xfd\x04\x58")],
    ["a 7z archive", bytes("7z\xbc\xaf\x27\x1c\0\x04")],
    ["a tar archive", bytes(`x.txt${"\0".repeat(252)}ustar\x0000`)],
    ["a program (ELF)", bytes("\x7fELF\x02\x01\x01\0")],
    ["a program (Windows)", bytes("MZ\x90\0\x03\0\0\0\x04\0")],
    ["a program (WebAssembly)", bytes("\0asm\x01\0\0\0")],
    ["an Office document of the old kind (OLE2)", bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0")],
    ["an SQLite database", bytes("SQLite format 3\0\x10\0")],
    ["a pickle", bytes("\x80\x04\x95\x0b\0\0\0\0\0\0\0\x8c\x04text\x94.")],
    ["binary data (NUL bytes)", bytes("text, and\0more")],
    ["binary data (NUL bytes)", noise],
    ["binary data (many control characters)", noise.filter((byte) => byte !== 0)],
    ["UTF-16 without a byte order mark", Buffer.from("garlic soup with onions", "utf16le")],
    ["UTF-16 without a byte order mark", Buffer.from("суп with onions and leek", "utf16le").swap16()],
  ])("names %s", (kind, content) => {
    expect(nameBinary(content)).toBe(kind);
  });

  it.each([
    ["an empty text", bytes("")],
    ["a text that begins with MZ", bytes("MZ is how programs begin, BM how bitmaps do")],
    ["a text that begins with BM", bytes("BM sells motorcycles")],
    ["a text that begins with PK", bytes("PK is my name")],
    ["a text that begins with GIF89a", bytes("GIF89a is the newer format")],
    ["a text about SVG", bytes("<svg> is an element")],
    ["a text about PDF", bytes("%PDF-1.4 is how they begin")],
    ["PostScript", bytes("%!PS-Adobe-2.0\n%%Title: x\n")],
    ["UTF-16 with its mark", Buffer.from("\ufeffgarlic", "utf16le")],
    ["text in windows-1251", bytes("\xf1\xf3\xef \xe8 \xf5\xeb\xe5\xe1")],
    ["text that begins with a capital É", bytes("\xc9t\xe9")],
    ["a few control characters", bytes("one\x01 two\x02 three\x03 four\x04")],
    ["a page of a manual with backspaces", bytes("N\bNA\bAM\bME\bE\n  ls - list\n\f")],
    ["escapes of a terminal", bytes("\x1b[31mred\x1b[0m \x1b[1mbold\x1b[0m")],
    ["a text with yEnc in it", Buffer.concat([bytes("=ybegin line=128 size=9\n"), noise.filter((b) => b > 0)])],
  ])("takes %s for a text", (_, content) => {
    expect(nameBinary(content)).toBeUndefined();
  });
});
