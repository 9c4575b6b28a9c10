/** Stripping: the same results as scikit-learn's functions of the same names. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STRIPPABLE, type Strippable, strip, withoutParts } from "../../src/evaluate/strip.js";

/*
 * The expected values are derived by hand from sklearn/datasets/_twenty_newsgroups.py:
 *
 *   strip_newsgroup_header:   _before, _blankline, after = text.partition("\n\n"); return after
 *   strip_newsgroup_quoting:  lines for which _QUOTE_RE.search(line) is None, joined by "\n", with
 *     _QUOTE_RE = (writes in|writes:|wrote:|says:|said:|^In article|^Quoted from|^\||^>)
 *   strip_newsgroup_footer:   lines = text.strip().split("\n"); line_num = the last line with
 *     line.strip().strip("-") == "", or 0; if line_num > 0 the lines before it, else text
 */
const TABLE: readonly (readonly [part: Strippable, what: string, text: string, expected: string])[] = [
  ["headers", "up to the first empty line", "A: b\nC: d\n\nbody\n\nmore", "body\n\nmore"],
  ["headers", "the whole text if it has no empty line", "A: b\nC: d\n", ""],
  ["headers", "only the two line ends of a text that starts with them", "\n\nbody", "body"],
  ["headers", "only the first of several empty lines", "A: b\n\n\nbody", "\nbody"],
  ["headers", "past a line of blanks, which does not count as empty", "A: b\n \nbody\n\nmore", "more"],
  ["headers", "up to the first empty line with CRLF", "A: b\r\n\r\nbody\r\n\r\nmore", "body\r\n\r\nmore"],
  ["headers", "up to the first empty line of old Macs", "A: b\r\rbody\r\rmore", "body\n\nmore"],
  ["headers", "up to the first empty line with CR CR LF", "A: b\r\r\n\r\r\nbody", "body"],
  ["headers", "nothing from an empty text", "", ""],
  ["footers", "a signature behind dashes", "body\nmore\n--\nJoe\nExample Inc.", "body\nmore"],
  ["footers", "from the last empty line on", "one\n\ntwo\n\nthree", "one\n\ntwo"],
  ["footers", "from the last of several lines of dashes on", "a\n---\nb\n-----\nc", "a\n---\nb"],
  ["footers", "from a line of blanks and dashes on", "a\n  -- \t\nc", "a"],
  ["footers", "nothing if the only such line is the first", "--\nbody\nmore", "--\nbody\nmore"],
  ["footers", "nothing if there is no such line", "body\nmore\n", "body\nmore\n"],
  ["footers", "nothing from dashes alone", "-----", "-----"],
  ["footers", "nothing from blanks alone", " \n\n ", " \n\n "],
  ["footers", "nothing from an empty text", "", ""],
  ["footers", "the last of several lines of dashes", "--\n--\n--", "--\n--"],
  ["footers", "and blank lines around the text, which do not start a footer", "\n\nbody\n--\nJoe\n\n", "body"],
  ["footers", "nothing for dashes within a line", "a - b\nc--\nd", "a - b\nc--\nd"],
  ["footers", "and treats the carriage return of CRLF as a blank", "body\r\n--\r\nJoe\r\n", "body\r"],
  ["quotes", "quoted lines", "a\n> b\n>>c\n| d\ne", "a\ne"],
  ["quotes", "lines that announce a quotation", "Joe writes:\nJoe wrote:\nhe says: x\nhe said: y\nreply", "reply"],
  ["quotes", "lines that name an article or a source", "In article <1@x>\nQuoted from y\nreply", "reply"],
  ["quotes", "lines that say where someone writes", "x writes in sci.med\nreply", "reply"],
  [
    "quotes",
    "no line with such marks in other places",
    " > a\n x | y\nread In article\nsaid so\nHe Wrote:",
    " > a\n x | y\nread In article\nsaid so\nHe Wrote:",
  ],
  ["quotes", "every line of a text that is all quotations", "> a\n> b", ""],
  ["quotes", "no empty line", "\n\n", "\n\n"],
  ["quotes", "quoted lines with CRLF", "> a\r\nb\r\n", "b\r\n"],
];

describe("strip", () => {
  it.each(TABLE)("removes %s: %s", (part, _, text, expected) => {
    expect(strip(text, [part])).toBe(expected);
  });

  const message = "From: x\nSubject: y\n\nJoe writes:\n> old\nnew\n--\n> Joe\nExample Inc.";

  it("removes headers, footers and quotes in this order, whatever the order of the arguments", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...STRIPPABLE], { minLength: 3 }), (parts) => {
        expect(strip(message, parts)).toBe("new");
      }),
    );
    // If footers came first, the empty line after the header would start the footer.
    expect(strip("A: b\n\nbody", ["footers", "headers"])).toBe("body");
  });

  it("removes from CRLF what it removes from LF", () => {
    const lines = fc.array(fc.constantFrom("From: a", "", "body", "> old", "--", "Joe writes:", " ", "In article <1>"));
    fc.assert(
      fc.property(lines, fc.subarray([...STRIPPABLE]), (all, parts) => {
        const stripped = strip(all.join("\r\n"), parts).replaceAll("\r", "");
        expect(stripped).toBe(strip(all.join("\n"), parts));
      }),
    );
  });

  it("removes no other part", () => {
    expect(strip(message, [])).toBe(message);
    expect(strip(message, ["quotes"])).toBe("From: x\nSubject: y\n\nnew\n--\nExample Inc.");
  });
});

describe("withoutParts", () => {
  it("gives what is behind a header as a body, though it looks like a message", () => {
    const text = "From: a\n\nSubject: not a subject\nFrom: b\n\nbody";
    expect(withoutParts(text, ["headers"])).toEqual({ subject: "", body: "Subject: not a subject\nFrom: b\n\nbody" });
    expect(withoutParts(text, ["footers", "quotes"])).toBe(strip(text, ["footers"]));
  });
});
