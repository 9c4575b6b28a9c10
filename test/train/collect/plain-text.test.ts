/** Plain documents, which a kernel opens, against what `readText`, `normalText` and `partsOf` make of them. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partsOf } from "../../../src/core/text/terms.js";
import { readText } from "../../../src/mail/read-text.js";
import { WordReader } from "../../../src/train/collect/word-reader.js";
import { normalText } from "../../../src/train/documents/fingerprint.js";
import { plainTokens } from "../../support/numbered-forms.js";

const HEADER = "From: pat@example.com (Pat)\nSubject: Re: engine oil\nOrganization: none\nLines: 2\n\n";

const lines = fc.oneof(
  fc.constantFrom(
    ..."From: a@b.org|Subject: engine oil|SUBJECT : Oil|subject:|Lines: 3|X-Mailer: x|Note: this|Organization: x y".split(
      "|",
    ),
    ..."MIME-Version: 1.0|Content-Type: text/plain|Subject: =?utf-8?q?oil?=|From pat Mon Apr 5 1993|>From x 12".split(
      "|",
    ),
    ..."  more of it|\tand more|   |stray line|a b: c|Path:x!y|Date\t: 5 Apr|:|x:|--part|Content-Type: x|-----".split(
      "|",
    ),
    "",
    "",
    "<html><b>",
    "This is a multi-part message in MIME format.",
    "a=20",
    "x=3Dy",
    "=ybegin line=128 size=3 name=x",
    "M".repeat(61),
    "QUJDRGFiY2QwMTIzNDU2Nzg5QUJDRGFiY2QwMTIzNDU2Nzg5QUJDRGFiY2QwMTIz",
    "-".repeat(70),
    "a=b, c == d, e=",
    "é",
    "%PDF-1.4",
    "BZh91AY&SY",
    "{\\rtf1 \\x",
    "(note)",
    "\x01\x02\x03\x04\x05",
    "\x1b[0m",
    "\0",
  ),
  fc.string({ unit: fc.constantFrom(..."ab: .@-=<\t\f\r\x0e\x7f"), maxLength: 12 }),
);
const bodies = fc.array(lines, { maxLength: 8 }).map((list) => list.join("\n"));
const documents = fc
  .tuple(fc.constantFrom("", HEADER, HEADER.slice(0, -1), "\n", " "), bodies, fc.constantFrom("", "\n", " \n\t\f\n"))
  .map((parts) => parts.join(""));

describe("a plain document", () => {
  it("is what it is by way of a string: the same normal text, and the same words", () => {
    let opened = 0;
    fc.assert(
      fc.property(documents, fc.boolean(), (text, isString) => {
        const reader = new WordReader();
        const content = isString ? text : Buffer.from(text);
        const bytes = reader.open(content);
        if (!bytes) return;
        opened++;
        const read = readText(content);
        if (typeof read !== "string") throw new Error("it has to be decoded first");
        const normal = normalText(read);
        expect(Buffer.from(bytes).toString()).toBe(normal);
        const [subject, body] = partsOf(normal).map((part) => part.text) as [string, string];
        const count = reader.readOpened();
        expect([...reader.tokens.subarray(0, reader.count)]).toEqual(plainTokens([subject, body]));
        expect(count).toBe(plainTokens([subject]).length);
      }),
      { numRuns: 5000 },
    );
    expect(opened).toBeGreaterThan(300);
  });

  it.each([
    ["a message", `${HEADER}The old one.\n`],
    ["a subject of two lines", "Subject: engine\n oil\nFrom: x\n\nThe old one.\n"],
    ["a note", "The old one: which oil?"],
    ["letters that may be encoded", `${HEADER}${"M".repeat(61)}\n`],
    ["white space at its end", "oil \n\n\f"],
  ])("is %s", (_, text) => {
    expect(new WordReader().open(text)).toBeDefined();
  });

  it.each([
    ["empty", ""],
    ["white space", " \n"],
    ["beyond ASCII", "é"],
    ["with line ends of another system", "a\r\nb"],
    ["indented", " oil"],
    ["with a body of another kind", `Content-Type: text/html\n${HEADER}<b>oil</b>`],
    ["a message without a body", HEADER],
    ["longer than a megabyte", "oil ".repeat(300_000)],
  ])("is none that is %s", (_, text) => {
    expect(new WordReader().open(text)).toBeUndefined();
    expect(new WordReader().open(Buffer.from(text))).toBeUndefined();
  });
});
