/** Tables as people have them: each form is read, or refused with what to do; never with a label inside a text. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../../../src/corpus/corpus.js";
import type { CorpusOptions } from "../../../src/corpus/options.js";
import { rejectionOf } from "../../support/errors.js";
import { put, temporaryFolder, useTemporaryFolder } from "../../support/folders.js";
import { documentsOf, labelledTexts, readingOf } from "../../support/read-corpus.js";

/** Rows of the SMS messages as one site has them: a header that names nothing, and empty columns. */
const unnamed = ["v1,v2,,,", ...Array.from({ length: 12 }, (_, i) => `${i % 3 ? "ham" : "spam"},"text ${i}, more",,,`)];

describe("a table", () => {
  const temporary = useTemporaryFolder();
  const file = (content: string | Uint8Array, name = "x.csv"): string => put(temporary.path(), name, content);

  it.each<[string, string, readonly string[]]>([
    ["a header", "text,label\none two,a\nthree,b\n", ["a: one two", "b: three"]],
    ["the label first", "label,text\na,one\nb,two\n", ["a: one", "b: two"]],
    ["other names", "id,Review,Sentiment\n1,good,pos\n2,bad,neg\n", ["pos: good", "neg: bad"]],
    ["an index without a name", ",text,label\n0,one,a\n1,two,b\n", ["a: one", "b: two"]],
    ["a title and a description", "Class Index,Title,Description\n3,one,two\n", ["3: one\ntwo"]],
    ["a text beside a title", "title,text,label\none,two,a\n", ["a: two"]],
    ["one name of two", "label,words\na,one two\n", ["a: one two"]],
    ["no header", '"3","Shares fall","Markets, ""again"", fell"\n', ['3: Shares fall\nMarkets, "again", fell']],
    [
      "a header that names nothing",
      "v1,v2\na,one two\nb,two three\na,three four\nb,four five\n",
      ["a: one two", "b: two three", "a: three four", "b: four five"],
    ],
    [
      "no header, and a text of one word",
      "a,one\nb,two three\na,three four\nb,four five\na,six seven\n",
      ["a: one", "b: two three", "a: three four", "b: four five", "a: six seven"],
    ],
    ["no header, the label last", "one two,a\nthree four,b\n", ["a: one two", "b: three four"]],
    [
      "semicolons and a byte order mark",
      "\ufefftext;label\r\none; two;a\r\n".replace("one; two", '"one; two"'),
      ["a: one; two"],
    ],
    ["Excel's line", "sep=;\r\nlabel;text\r\na;one,two\r\n", ["a: one,two"]],
    ["lines that end in CR", "label,text\ra,one\rb,two\r", ["a: one", "b: two"]],
    ["blanks around quotes", '"a", "one, two"\n"b", "three four"\n', ["a: one, two", "b: three four"]],
    ["line ends in quotes", 'text,label\r\n"one\r\n\r\ntwo",a\r\n', ["a: one\r\n\r\ntwo"]],
    ["quotes within a field", 'text,label\nhe said "no" twice,a\n"x, y",b\n', ['a: he said "no" twice', "b: x, y"]],
    ["a text that begins with a quote", 'text,label\n"""No,"" he said\nand went",a\n', ['a: "No," he said\nand went']],
    [
      "quotes behind backslashes",
      '"he said \\"a, b\\" and\\nwent","x"\n"c d, e","y"\n',
      ['x: he said "a, b" and\nwent', "y: c d, e"],
    ],
    ["blank rows and lines", "text,label\n\none,a\n,\n \ntwo,b\n\n", ["a: one", "b: two"]],
    ["no line end at the end", "text,label\none,a", ["a: one"]],
    ["an empty text", "text,label\n,a\none,b\n", ["a: ", "b: one"]],
    ["nothing but a header", "text,label\n", []],
    ["nothing", "", []],
    ["a delimiter at the end of the file", "label,text\na,one\nb,", ["a: one", "b: "]],
    ["labels with blanks around them", "text,label\none, a \n", ["a: one"]],
    [
      "empty columns, and a header that names nothing",
      unnamed.join("\r\n"),
      unnamed.slice(1).map((_, i) => `${i % 3 ? "ham" : "spam"}: text ${i}, more`),
    ],
  ])("with %s", async (_, content, texts) => {
    expect(await labelledTexts(readCorpus(file(content)))).toEqual(texts);
  });

  it.each<[string, string, readonly string[]]>([
    ["label and text", "ham\tare you coming\nspam\tWIN a prize\n", ["ham: are you coming", "spam: WIN a prize"]],
    [
      "stray quotes",
      'ham\t"Hi its Kate\nspam\tWIN "now"\nham\tI said "no\nham\t"quoted whole"\n',
      ['ham: "Hi its Kate', 'spam: WIN "now"', 'ham: I said "no', "ham: quoted whole"],
    ],
    ["line ends in quotes", 'text\tlabel\n"one\ntwo"\ta\n"three ""3"""\tb\n', ["a: one\ntwo", 'b: three "3"']],
    [
      "tabs in the text",
      "ham\tone two\nspam\tthree four\nham\tfive\tsix seven\n".repeat(2),
      [
        ...["ham: one two", "spam: three four", "ham: five\tsix seven", "ham: one two", "spam: three four"],
        "ham: five\tsix seven",
      ],
    ],
  ])("with tabs: %s", async (_, content, texts) => {
    expect(await labelledTexts(readCorpus(file(content, "x.tsv")))).toEqual(texts);
  });

  it("in UTF-16 and UTF-32, and in windows-1252 field by field", async () => {
    const text = "text,label\ncafé – 😀,a\n";
    const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
    const utf32 = Buffer.concat(
      [..."\ufeff", ...text].map((c) => Buffer.from(Uint32Array.of(c.codePointAt(0)!).buffer)),
    );
    const swapped = Buffer.from(utf16).swap16();
    for (const bytes of [utf16, swapped, utf32]) {
      expect(await labelledTexts(readCorpus(file(bytes)))).toEqual(["a: café – 😀"]);
    }
    const mixed = Buffer.concat([Buffer.from("text,label\ncaf"), Buffer.of(0xe9), Buffer.from(",a\ncafé,b\n")]);
    expect(await labelledTexts(readCorpus(file(mixed)))).toEqual(["a: café", "b: café"]);
  });

  it("names the line in which a record begins", async () => {
    const path = file('text,label\r\n\r\n"one\r\ntwo",a\r\nthree,b\r\n');
    expect((await documentsOf(readCorpus(path))).map(({ id }) => id)).toEqual([`${path}:3`, `${path}:5`]);
  });

  it("tells which columns it took, unless they say it", async () => {
    expect((await readingOf(file("review,stars\ngood,5\n"))).notes).toEqual([
      'read-as: text in "review", label in "stars"',
    ]);
    expect((await readingOf(file("ham\tone two\nspam\tthree four\n", "x.tsv"))).notes).toEqual([
      "read-as: text in column 2, label in column 1; no header",
    ]);
    expect((await readingOf(file("label,text\na,b\n"))).notes).toEqual([]);
  });

  it.each<[string, CorpusOptions, string]>([
    ["names", { textField: "b", labelField: "c" }, "three: two"],
    ["numbers", { textField: "2", labelField: "1" }, "one: two"],
    ["several names", { textField: "a,c", labelField: "b" }, "two: one\nthree"],
    ["several numbers", { textField: "2, 3", labelField: "1" }, "one: two\nthree"],
  ])("with columns that are given by %s", async (_, options, text) => {
    const [header, row] = ["a,b,c", "one,two,three"];
    const hasNames = !/\d/.test(options.labelField!);
    expect(await labelledTexts(readCorpus(file(`${hasNames ? `${header}\n` : ""}${row}\n`), options))).toEqual([text]);
  });

  it("takes a number for that of a column even if the first row has it as a label", async () => {
    const options = { textField: "2", labelField: "1" };
    expect(await labelledTexts(readCorpus(file("2,one two\n1,three four\n"), options))).toEqual([
      "2: one two",
      "1: three four",
    ]);
  });

  it.each<[string, string, CorpusOptions, string]>([
    [
      "two columns for a label",
      "text,class,category\na b,x,y\n",
      {},
      'the label may be in "class", "category"; say which with --label-field',
    ],
    [
      "names that say nothing",
      "foo,bar,baz\na b,c,d\n",
      {},
      'cannot tell the columns of text and label: 1 "foo", 2 "bar", 3 "baz"; give',
    ],
    [
      "a name that is missing",
      "text,label\na,b\n",
      { textField: "body" },
      'no field "body"; its fields are "text", "label"',
    ],
    [
      "a number that is too high",
      "text,label\na,b\n",
      { textField: "1", labelField: "3" },
      "no column 3; its columns are 1",
    ],
    [
      "a number without the other",
      "a b,x\nc d,y\n",
      { textField: "1" },
      "give both --text-field and --label-field as numbers",
    ],
    ["one column", "text\none\n", {}, 'one column, "text"; expected a column of texts and one of labels'],
    [
      "a row that is too long",
      "text,label\none,a\ntwo, three,b\n",
      {},
      'x.csv:3: 3 fields, the first row has 2; put a text with ","',
    ],
    ["a row that is too short", "text,label,id\none,a,1\ntwo,b\n", {}, "x.csv:3: 2 fields, the first row has 3"],
    ["a blank label", "text,label\none,a\ntwo, \n", {}, "x.csv:3: its label is blank; give it a name"],
  ])("is refused with %s", async (_, content, options, what) => {
    const { code, message } = await rejectionOf(readCorpus(file(content), options));
    expect([code, message]).toEqual(["input", expect.stringContaining(what)]);
  });

  it("is refused with a quote that is never closed, by its line", async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => `text number ${i},a\n`).join("");
    const path = file(`text,label\n"a, b",a\n${many}"never, closed,b\n${many}`);
    const { code, message } = await rejectionOf(readCorpus(path));
    expect([code, message]).toEqual([
      "input",
      expect.stringContaining("x.csv:60003: a quote that opens a field is not closed"),
    ]);
  });

  it("is refused with a stray quote behind many rows that have none, by its line", async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => `text number ${i},a\n`).join("");
    const path = file(`text,label\n${many}"stray,a\n"one" more,b\n`);
    const { message } = await rejectionOf(readCorpus(path));
    expect(message).toMatch(/x\.csv:6000[23]: a quote /);
  });

  it("reads back what quoting rules write, with any delimiter", async () => {
    const folder = temporaryFolder();
    const field = fc.string({ unit: fc.constantFrom(..."ab \",;|\t\n\r'\\é"), maxLength: 12 });
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(",", ";", "\t", "|"),
        fc.constantFrom("\n", "\r\n"),
        fc.array(fc.tuple(field, fc.constantFrom("a", "b c", "d,e")), { minLength: 1, maxLength: 8 }),
        async (delimiter, end, rows) => {
          const lines = [["text", "label"], ...rows].map((row) => row.map(quoted).join(delimiter));
          const path = put(folder, "x.csv", lines.join(end) + end);
          const texts = rows.map(([text, label]) => `${label}: ${text}`);
          expect(await labelledTexts(readCorpus(path))).toEqual(texts);
        },
      ),
      { numRuns: 150 },
    );
  });
});
