/** Stripping, against what scikit-learn's functions of the same names give for the same texts. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STRIPPABLE, type Strippable, strip } from "../../src/evaluate/strip.js";

/*
 * The expected values are worked out by hand from sklearn/datasets/_twenty_newsgroups.py:
 *
 *   strip_newsgroup_header:   _before, _blankline, after = text.partition("\n\n"); return after
 *   strip_newsgroup_quoting:  lines for which _QUOTE_RE.search(line) is None, joined by "\n", with
 *     _QUOTE_RE = (writes in|writes:|wrote:|says:|said:|^In article|^Quoted from|^\||^>)
 *   strip_newsgroup_footer:   lines = text.strip().split("\n"); line_num = the last line with
 *     line.strip().strip("-") == "", or 0; if line_num > 0 the lines before it, else text
 */
const TABLE: readonly (readonly [part: Strippable, what: string, text: string, expected: string])[] = [
  ["headers", "up to the first empty line", "A: b\nC: d\n\nbody\n\nmore", "body\n\nmore"],
  ["headers", "everything where there is no empty line", "A: b\nC: d\n", ""],
  ["headers", "nothing but the two line ends of a text that starts with them", "\n\nbody", "body"],
  ["headers", "one empty line of several", "A: b\n\n\nbody", "\nbody"],
  ["headers", "past a line of blanks, which is not empty", "A: b\n \nbody\n\nmore", "more"],
  ["headers", "everything of a text with CRLF, in which no line end follows another", "A: b\r\n\r\nbody", ""],
  ["headers", "nothing of nothing", "", ""],
  ["footers", "a signature behind dashes", "body\nmore\n--\nJoe\nExample Inc.", "body\nmore"],
  ["footers", "from the last empty line on", "one\n\ntwo\n\nthree", "one\n\ntwo"],
  ["footers", "from the last of several lines of dashes on", "a\n---\nb\n-----\nc", "a\n---\nb"],
  ["footers", "from a line of blanks and dashes on", "a\n  -- \t\nc", "a"],
  ["footers", "nothing where the only such line is the first", "--\nbody\nmore", "--\nbody\nmore"],
  ["footers", "nothing where no such line is", "body\nmore\n", "body\nmore\n"],
  ["footers", "nothing of dashes alone", "-----", "-----"],
  ["footers", "nothing of blanks alone", " \n\n ", " \n\n "],
  ["footers", "nothing of nothing", "", ""],
  ["footers", "all but the first of several lines of dashes", "--\n--\n--", "--\n--"],
  ["footers", "and blanks around the text, which are no empty line then", "\n\nbody\n--\nJoe\n\n", "body"],
  ["footers", "nothing for dashes within a line", "a - b\nc--\nd", "a - b\nc--\nd"],
  ["footers", "and reads the line end of CRLF as a blank", "body\r\n--\r\nJoe\r\n", "body\r"],
  ["quotes", "quoted lines", "a\n> b\n>>c\n| d\ne", "a\ne"],
  ["quotes", "lines that announce a quotation", "Joe writes:\nJoe wrote:\nhe says: x\nhe said: y\nreply", "reply"],
  ["quotes", "lines that start with an article or a source", "In article <1@x>\nQuoted from y\nreply", "reply"],
  ["quotes", "lines in which someone writes in", "x writes in sci.med\nreply", "reply"],
  [
    "quotes",
    "no line with such marks elsewhere",
    " > a\n x | y\nread In article\nsaid so\nHe Wrote:",
    " > a\n x | y\nread In article\nsaid so\nHe Wrote:",
  ],
  ["quotes", "all lines of a text of quotations", "> a\n> b", ""],
  ["quotes", "no empty line", "\n\n", "\n\n"],
  ["quotes", "quoted lines with CRLF", "> a\r\nb\r\n", "b\r\n"],
];

describe("strip", () => {
  it.each(TABLE)("takes away of %s: %s", (part, _, text, expected) => {
    expect(strip(text, [part])).toBe(expected);
  });

  const message = "From: x\nSubject: y\n\nJoe writes:\n> old\nnew\n--\n> Joe\nExample Inc.";

  it("takes headers, footers and quotes away in this order, whatever the order asked for", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...STRIPPABLE], { minLength: 3 }), (parts) => {
        expect(strip(message, parts)).toBe("new");
      }),
    );
    // Footers before headers would take the empty line behind the header for the start of the footer.
    expect(strip("A: b\n\nbody", ["footers", "headers"])).toBe("body");
  });

  it("takes away no part that was not asked for", () => {
    expect(strip(message, [])).toBe(message);
    expect(strip(message, ["quotes"])).toBe("From: x\nSubject: y\n\nnew\n--\nExample Inc.");
  });
});
