/** NDJSON corpora: lines that are documents, and errors that name the line. */

import { truncateSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../../../src/corpus/corpus.js";
import { MAX_DOCUMENT_BYTES } from "../../../src/corpus/document.js";
import { rejectionOf } from "../../support/errors.js";
import { useTemporaryFolder, writeFiles } from "../../support/folders.js";
import { documentsOf, labelledTexts } from "../../support/read-corpus.js";

describe("NDJSON", () => {
  const temporary = useTemporaryFolder();
  const file = (content: string | Uint8Array): string => {
    writeFiles(temporary.path(), { "some.ndjson": content });
    return temporary.path("some.ndjson");
  };

  it("yields one document per line, in order, with its position and size", async () => {
    const lines = ['{"text":"old engine","label":"autos"}', '{"label":"space","id":7,"text":"é"}'];
    const path = file(`${lines.join("\n")}\n`);
    expect(await documentsOf(readCorpus(path))).toEqual([
      { id: `${path}:1`, label: "autos", text: "old engine", bytes: 37 },
      { id: `${path}:2`, label: "space", text: "é", bytes: Buffer.byteLength(lines[1]!) },
    ]);
  });

  it("skips blank lines, accepts CRLF, and needs no final line end", async () => {
    const path = file('\r\n{"text":"a","label":"x"}\r\n\n \t\n{"text":"b","label":"y"}');
    expect((await documentsOf(readCorpus(path))).map(({ id, text }) => [id, text])).toEqual([
      [`${path}:2`, "a"],
      [`${path}:5`, "b"],
    ]);
  });

  it("accepts a byte order mark, and an empty file", async () => {
    expect(await labelledTexts(readCorpus(file('\ufeff{"text":"a","label":"x"}\n')))).toEqual(["x: a"]);
    expect(await labelledTexts(readCorpus(file("")))).toEqual([]);
  });

  it("accepts empty texts, texts with line ends, and labels that are names of object properties", async () => {
    const path = file('{"text":"","label":"__proto__"}\n{"text":"a\\nb","label":"constructor"}\n');
    expect(await labelledTexts(readCorpus(path))).toEqual(["__proto__: ", "constructor: a\nb"]);
  });

  it("decodes a line that is not UTF-8 as windows-1252, and the others as they are", async () => {
    const path = file(
      Buffer.concat([
        Buffer.from('{"text":"é","label":"a"}\n{"text":"'),
        Uint8Array.of(0xe9, 0x80),
        Buffer.from('","label":"b"}\n'),
      ]),
    );
    expect(await labelledTexts(readCorpus(path))).toEqual(["a: é", "b: é€"]);
  });

  it("reads a file of many chunks whole", async () => {
    const lines = Array.from({ length: 5000 }, (_, i) =>
      JSON.stringify({ text: "word ".repeat(i % 90), label: `${i}` }),
    );
    const documents = await documentsOf(readCorpus(file(lines.join("\n"))));
    expect(documents.map(({ label }) => label)).toEqual(lines.map((_, i) => `${i}`));
  });

  it.each([
    ["text that is no JSON", "nonsense", "not JSON"],
    ["JSON that is cut off", '{"text":"a","label":"x"', "not JSON"],
    ["two documents in a line", '{"text":"a","label":"x"}{"text":"b","label":"x"}', "not JSON"],
    ["a document without a text", '{"label":"x"}', '"text" is missing'],
    ["a text that is a number", '{"text":1,"label":"x"}', '"text" is not a string'],
    ["a text that is null", '{"text":null,"label":"x"}', '"text" is not a string'],
    ["a document without a label", '{"text":"a"}', '"label" is missing'],
    ["a label that is null", '{"text":"a","label":null}', '"label" is not a string or a number'],
    ["a label that is an object", '{"text":"a","label":{"x":1}}', '"label" is not a string or a number'],
    ["a label that is no list of one", '{"text":"a","label":[]}', '"label" is not a string or a number'],
    [
      "a number whose digits are lost",
      '{"text":"a","label":12345678901234567890}',
      '"label" is not a string or a number',
    ],
    ["null", "null", '"text" is missing'],
    ["a list", "[]", '"text" is missing'],
    ["a number", "3", '"text" is missing'],
    ["a property of all objects only", '{"__proto__":{"text":"a","label":"x"}}', '"text" is missing'],
  ])("refuses %s, and names the line", async (_, line, what) => {
    const path = file(`{"text":"a","label":"x"}\n\n${line}\n{"text":"a","label":"x"}\n`);
    const { code, message } = await rejectionOf(readCorpus(path));
    expect([code, message]).toEqual(["input", `${path}:3: ${what}; expected {"text": "...", "label": "..."}`]);
  });

  it("refuses a line over the size limit, and names it", async () => {
    const path = file('{"text":"a","label":"x"}\n');
    // A hole, which takes no room on a disk.
    truncateSync(path, 25 + MAX_DOCUMENT_BYTES + 1);
    const { code, message } = await rejectionOf(readCorpus(path));
    expect([code, message]).toEqual(["input", `${path}:2: larger than 64 MiB; split it or leave it out`]);
  });

  it("refuses a file that cannot be read", async () => {
    const { code, message } = await rejectionOf(readCorpus(temporary.path("missing.ndjson")));
    expect(code).toBe("file");
    expect(message).toContain(`${temporary.path("missing.ndjson")}: cannot read: no such file`);
  });
});
