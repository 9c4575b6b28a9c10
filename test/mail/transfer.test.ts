/** Transfer encodings: what was encoded comes back; what is broken gives what can be read of it. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeTransfer } from "../../src/mail/transfer.js";

const decoded = (body: string, encoding: string): string =>
  Buffer.from(decodeTransfer(body, encoding)).toString("latin1");

describe("base64", () => {
  it("gives the bytes that Node encodes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.integer({ min: 1, max: 80 }), (bytes, width) => {
        const lines = Buffer.from(bytes)
          .toString("base64")
          .match(new RegExp(`.{1,${width}}`, "g"))!;
        expect(decodeTransfer(lines.join("\r\n"), " BASE64")).toEqual(bytes);
      }),
    );
  });

  it.each([
    ["characters that do not belong", "aGVs!bG8g\nd29y*bGQ=", "hello world"],
    ["padding within", "aGVsbG8=\nIHdvcmxk", "hello world"],
    ["no padding", "aGVsbG8", "hello"],
    ["a group that is cut off", "aGVsbG8gd", "hello "],
    ["a footer behind it", "aGVsbG8=\n\n-- \nTo leave the list write to x@example.com\n", "hello"],
    ["an address behind it", "aGVsbG8=\nlist@example.com\n", "hello"],
    ["an address in a footer", "aGVs\n\nfrom the list\nlist@example.com\n", "hel"],
    ["text of short lines that is not encoded", "The goalie\nstopped\nit", "The goalie\nstopped\nit"],
    ["text that is not encoded", "this was never\nencoded at all", "this was never\nencoded at all"],
  ])("is read with %s", (_, body, expected) => {
    expect(decoded(body, "base64")).toBe(expected);
  });
});

describe("quoted-printable", () => {
  it.each([
    ["octets", "caf=C3=a9", "caf\xc3\xa9"],
    ["soft line breaks", "one=\ntwo=\r\nthree= \t\nfour=", "onetwothreefour"],
    ["an equals sign that encodes nothing", "a=b 1=2 =XY =", "a=b 1=2 =XY "],
    ["bytes that are not encoded", "caf\xe9", "caf\xe9"],
  ])("is read with %s", (_, body, expected) => {
    expect(decoded(body, "quoted-printable")).toBe(expected);
  });
});

describe("uuencode", () => {
  it.each([
    ["its first and last line", "begin 644 a.txt\n#0V%T\n`\nend\nfooter", "Cat"],
    ["lines alone", "#0V%T\n!80\n`\n", "Cata"],
  ])("is read with %s", (_, body, expected) => {
    expect(decoded(body, "x-uuencode")).toBe(expected);
  });
});

it.each(["7bit", "8bit", "binary", "", "x-unknown"])("%s encodes nothing", (encoding) => {
  expect(decoded("a=C3\xe9 aGk=", encoding)).toBe("a=C3\xe9 aGk=");
});
