/** Files that hold corpora: each format is told, read, and refused with what to do. */

import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { packTar } from "modern-tar";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.js";
import { CORPUS_FORMATS } from "../../src/corpus/format-names.js";
import { FORMATS } from "../../src/corpus/formats.js";
import type { CorpusOptions } from "../../src/corpus/options.js";
import type { Packing } from "../../src/unpack/packing.js";
import { rejectionOf } from "../support/errors.js";
import { put, useTemporaryFolder } from "../support/folders.js";
import { NDJSON, PACKED, PACKED_ENDINGS } from "../support/packed.js";
import { documentsOf, labelledTexts, readingOf } from "../support/read-corpus.js";
import { zipOf } from "../support/zip.js";

const message = (subject: string): string => `From: a@example.com\nSubject: ${subject}\n\nbody of ${subject}\n`;
const mbox = (...subjects: readonly string[]): string =>
  subjects.map((subject) => `From a@example.com  Mon Apr  5 18:01:16 1993\n${message(subject)}\n`).join("");

const ARFF =
  "% a comment\n@RELATION t\n\n@attribute 'the text' string\n@attribute n numeric\n@attribute class {a,'b c'}\n@data\n";

describe("a file", () => {
  const temporary = useTemporaryFolder();
  const file = (content: string | Uint8Array, name: string): string => put(temporary.path(), name, content);

  it.each<[string, string, readonly string[]]>([
    ["x.json", '[{"text":"one","label":"a"},\n {"label":7,"text":"two"}]', ["a: one", "7: two"]],
    ["x.json", NDJSON, ["a: one", "b: two"]],
    ["x.json", "\ufeff[]", []],
    ["x.jsonl", '{"sentence":"one","category":"a"}\n', ["a: one"]],
    ["x.ndjson", '{"text":"one","label":true}\n{"text":"two","label":0.5}\n', ["true: one", "0.5: two"]],
    ["x.ndjson", '{"text":"one","label":["a"]}\n', ["a: one"]],
    ["x.ndjson", '{"text":"one","label":" Cafe\u0301 "}\n', ["Café: one"]],
    [
      "x.txt",
      "__label__a one two\n__label__b three __label__\n".replace(" __label__\n", "\n"),
      ["a: one two", "b: three"],
    ],
    ["x.txt", "one two __label__a\nthree __label__b four\n", ["a: one two", "b: three four"]],
    ["x.label", "DESC:manner How does it ?\nLOC:city Where ?\n", ["DESC:manner: How does it ?", "LOC:city: Where ?"]],
    ["x.arff", `${ARFF}'it\\'s one',1,a\n"two, three",2,'b c'\n% end\n`, ["a: it's one", "b c: two, three"]],
    ["two.mbox", mbox("one", "two"), [`two: ${message("one")}`, `two: ${message("two")}`]],
  ])("%s is read: %j", async (name, content, texts) => {
    expect(await labelledTexts(readCorpus(file(content, name)))).toEqual(texts);
    if (name === "x.label" || content === "\ufeff[]") return;
    // By its content, from a stream without a name: an mbox by itself has no label then.
    const streamed = await labelledTexts(readCorpus(Readable.from([Buffer.from(content)])));
    expect(streamed).toEqual(texts.map((text) => text.replace(/^two: From/, "mbox: From")));
  });

  it.each(Object.keys(PACKED) as Packing[])("packed by %s is read, whatever its name", async (packing) => {
    for (const name of [`x.ndjson.${PACKED_ENDINGS[packing]}`, "x.ndjson", "x"]) {
      expect(await labelledTexts(readCorpus(file(PACKED[packing], name)))).toEqual(["a: one", "b: two"]);
    }
  });

  it("of another format than it seems is read as the option says", async () => {
    const path = file('"one",a\n', "x.ndjson");
    expect(await labelledTexts(readCorpus(path, { format: "csv", textField: "1", labelField: "2" }))).toEqual([
      "a: one",
    ]);
    const labels = file("a one\n", "x.txt");
    expect(await labelledTexts(readCorpus(labels, { format: "trec" }))).toEqual(["a: one"]);
  });

  it.each<[string, string, string, string]>([
    [
      "x.json",
      '{"data":[{"text":"a","label":"b"}],\n"x":1}',
      "input",
      `make one document per line: jq -c '.["data"][]' file`,
    ],
    ["x.json", '{"text":{"0":"a"},"label":{"0":"b"}}', "input", "to_json(file, orient='records', lines=True)"],
    ["x.json", "[1,", "input", 'x.json: not JSON; expected [{"text": "...", "label": "..."}, ...]'],
    ["x.json", '{\n"text":"a"}\n{"text":"b"}', "input", "jq -c . file > corpus.ndjson"],
    [
      "x.json",
      '{"all":{"data":[{"text":"a"}]}}',
      "input",
      `x.json:1: has no field of a text; make one document per line: jq -c '.["all"]["data"][]' file`,
    ],
    [
      "x.json",
      '{"a":["one"],"b":["two"]}',
      "input",
      "jq -c 'to_entries[] | .key as $label | .value[] | {text: ., $label}' file",
    ],
    ["x.json", '{"train":[["one","a"]]}', "input", `jq -c '.["train"][] | {text: .[0], label: .[1]}' file`],
    ["x.json", '[["one","a"]]', "input", "x.json[0]: is a list;"],
    ["x.jsonl", '["one","a"]\n', "input", "jq -c '{text: .[0], label: .[1]}' file"],
    [
      "x.jsonl",
      '{"text":"one","label":"a"},\n',
      "input",
      'x.jsonl:1: not JSON; expected {"text": "...", "label": "..."}; remove the commas',
    ],
    [
      "x.jsonl",
      '{"text":"one","label":NaN}\n',
      "input",
      'x.jsonl:1: not JSON; expected {"text": "...", "label": "..."}; NaN',
    ],
    ["x.jsonl", '{\n"text":"one"}\n', "input", "jq -c . file"],
    ["x.json", '[{"text":"a","label":"b"},{"text":"a"}]', "input", 'x.json[1]: "label" is missing'],
    [
      "x.ndjson",
      '{"text":"a","label":["b","c"]}',
      "input",
      'x.ndjson:1: has 2 labels, "b", "c", and a text has one category; make one document for each',
    ],
    [
      "x.ndjson",
      '{"body":"a","name":"b"}',
      "input",
      'x.ndjson:1: cannot tell which of the fields is the label: "body", "name"; name them',
    ],
    ["x.txt", "__label__a __label__b one\n", "input", 'x.txt:1: has 2 labels, "a", "b"'],
    ["x.txt", "__label__a one\ntwo\n", "input", "x.txt:2: no label; expected __label__name and the text"],
    ["x.label", "A:b one\nC:d\n", "input", "x.label:2: one word; expected a label, a blank and the text"],
    ["x.arff", `${ARFF}'one',1\n`, "input", "x.arff:8: 2 values; expected 3, as there are attributes"],
    ["x.arff", `${ARFF}{0 'one'}\n`, "input", "x.arff:8: a sparse row; save the table as CSV"],
    ["x.arff", `${ARFF}'one,1,a\n`, "input", "x.arff:8: a quote is not closed"],
    ["x.eml", message("one"), "input", "x.eml: one message; its category would be the name of its folder"],
    ["x", "", "input", "x: empty; give a folder"],
    [
      "x.parquet",
      "PAR1aaaaPAR1",
      "input",
      "is a table in Parquet; convert it with pandas: read_parquet(file).to_json(",
    ],
    ["x.pkl", "\u0080\u0004K\u0001.", "input", "is a pickle; write its texts and labels as NDJSON"],
    ["x.csv", "t\0e\0x\0t\0,\0a\0\n\0", "input", "is UTF-16 without a byte order mark; convert it to UTF-8"],
    ["x.csv", "%PDF-1.4 x", "input", "is a PDF document; extract its text"],
  ])("%s with %j is refused", async (name, content, code, what) => {
    const bytes = name === "x.pkl" ? Buffer.from(content, "latin1") : content;
    const error = await rejectionOf(readCorpus(file(bytes, name)));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(what)]);
  });

  it.each<[string, string, CorpusOptions, string]>([
    ["x.ndjson", NDJSON, { subset: "x" }, "format ndjson has no subsets; leave out --subset"],
    ["x.ndjson", NDJSON, { depth: 2 }, "format ndjson has no folders; leave out --depth"],
    ["x.txt", "__label__a one\n", { textField: "1" }, "format fasttext has no fields; leave out --text-field"],
    ["x.mbox", mbox("one"), { labelField: "1" }, "format mbox has no fields; leave out --label-field"],
    ["x.csv", "text,label\n", { format: "xls" as never }, "format: expected tar, zip, mbox"],
    ["x.csv", "text,label\n", { depth: 0 }, "depth: expected a whole number of 1 or more, got 0"],
    ["x.csv", "text,label\n", { textField: 1 as never }, "textField: expected a string, got 1"],
    ["x.csv", "text,label\n", "train" as never, "options: expected an object such as { subset }, got train"],
  ])("%s is refused with an option that does not fit: %j, %j", async (name, content, options, what) => {
    const error = await rejectionOf(readCorpus(file(content, name), options));
    expect([error.code, error.message]).toEqual(["usage", expect.stringContaining(what)]);
  });

  it("of one mbox says that it is one category", async () => {
    expect((await readingOf(file(mbox("one", "two"), "inbox.mbox"))).notes).toEqual([
      "read-as: an mbox, all of one category, inbox; a folder of mboxes has one for each",
    ]);
  });

  it("that is damaged is refused, whatever is packed in it", async () => {
    const many = gzipSync(Array.from({ length: 200_000 }, (_, i) => `{"text":"${i * 7919}","label":"a"}\n`).join(""));
    const error = await rejectionOf(readCorpus(file(many.subarray(0, many.length - 100), "x.ndjson.gz")));
    expect([error.code, error.message]).toEqual([
      "input",
      `${temporary.path("x.ndjson.gz")}: damaged: the gzip data cannot be unpacked (unexpected end of file); copy the file again`,
    ]);
  });

  it("that unpacks to too much is refused", async () => {
    const zeros = gzipSync(Buffer.alloc(1 << 28, `${" ".repeat(1000)}\n`));
    const { message: what } = await rejectionOf(readCorpus(file(zeros, "x.ndjson.gz")));
    expect(what).toContain("x.ndjson.gz: unpacks to over 200 times its size, as decompression bombs do; leave it out");
  });
});

describe("an archive of tables", () => {
  const temporary = useTemporaryFolder();
  const csv = "text,label\none,a\n";

  it.each(["zip", "tar"])("that is one table in a %s is that table", async (kind) => {
    const members = { "README.md": "read me", "data.csv": csv };
    const path = put(temporary.path(), `x.${kind}`, await archive(kind, members));
    expect((await documentsOf(readCorpus(path))).map(({ id, text }) => [id, text])).toEqual([
      [`${path}:data.csv:2`, "one"],
    ]);
  });

  it.each(["zip", "tar"])("that is one table in a folder of a %s is that table", async (kind) => {
    const members = { "d/README.md": "read me", "d/data.csv": csv };
    const path = put(temporary.path(), `x.${kind}`, await archive(kind, members));
    expect(await labelledTexts(readCorpus(path))).toEqual(["a: one"]);
    const two = put(temporary.path(), `y.${kind}`, await archive(kind, { "d/train.csv": csv, "d/test.jsonl": csv }));
    const { message: what } = await rejectionOf(readCorpus(two));
    expect(what).toContain('it has "d/train.csv", "d/test.jsonl"; --subset reads one of them');
    const categories = put(temporary.path(), `z.${kind}`, await archive(kind, { "a/1.csv": "one", "b/2.csv": "two" }));
    expect(await labelledTexts(readCorpus(categories))).toEqual(["a: one", "b: two"]);
  });

  it.each(["zip", "tar"])("of several in a %s is read by the subset, and says which there are", async (kind) => {
    const path = put(temporary.path(), `x.${kind}`, await archive(kind, { "train.csv": csv, "d/test.csv": csv }));
    expect(await labelledTexts(readCorpus(path, { subset: "train.csv" }))).toEqual(["a: one"]);
    expect(await labelledTexts(readCorpus(path, { subset: "d/test.csv" }))).toEqual(["a: one"]);
    const two = put(temporary.path(), `y.${kind}`, await archive(kind, { "train.csv": csv, "test.csv": csv }));
    const { message: what } = await rejectionOf(readCorpus(two));
    expect(what).toBe(`${two}: no documents; it has "train.csv", "test.csv"; --subset reads one of them`);
  });

  it("in a folder is read by the subset", async () => {
    put(temporary.path(), "data/train.csv", csv);
    expect(await labelledTexts(readCorpus(temporary.path("data"), { subset: "train.csv" }))).toEqual(["a: one"]);
    const { message: what } = await rejectionOf(readCorpus(temporary.path("data")));
    expect(what).toContain(`one sub-folder per category, or the file ${temporary.path("data", "train.csv")}`);
  });
});

async function archive(kind: string, members: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const entries = Object.entries(members);
  if (kind === "zip") return zipOf(entries.map(([name, content]) => ({ name, content })));
  return packTar(entries.map(([name, body]) => ({ header: { name, size: body.length }, body })));
}

describe("the table of formats", () => {
  const page = readFileSync(new URL("../../docs/corpora.md", import.meta.url), "utf8");

  it.each(CORPUS_FORMATS)("has a row for %s in the documentation, with its endings", (name) => {
    const { endings, content } = FORMATS[name];
    const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\``)) ?? "";
    const [, , ends, holds] = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
    expect([ends, holds?.replaceAll("\\|", "|")]).toEqual([
      endings.map((ending) => `\`${ending}\``).join(", "),
      content,
    ]);
  });
});
