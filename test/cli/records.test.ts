/** Records: NDJSON through `predict --ndjson`, which keeps every field. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { annotated, readRecord, type TextRecord } from "../../src/cli/records.js";
import { temporaryFolder } from "../support/folders.js";
import { type Outcome, runHere } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";

async function predict(stdin: string | Uint8Array, ...options: string[]): Promise<Outcome & { lines: string[] }> {
  const outcome = await runHere(["predict", "-m", await putModel(temporaryFolder()), "--ndjson", ...options], {
    stdin,
  });
  return { ...outcome, lines: outcome.stdout.trimEnd().split("\n") };
}

describe("predict with --ndjson", () => {
  it("adds category and probability to each record and keeps the rest as it was written", async () => {
    const { code, lines, stderr } = await predict(
      '{"id":12345678901234567890,"2":"b","1":"a","text":"puck goalie","price":1.50}\r\n { "text" : "orbit" , "x" : {} } \n',
    );
    expect([code, stderr]).toEqual([0, ""]);
    const added = (category: string) => `,"category":"${category}","probability":[01](\\.\\d+)?}$`;
    const first = '^{"id":12345678901234567890,"2":"b","1":"a","text":"puck goalie","price":1\\.50';
    expect(lines[0]).toMatch(new RegExp(first + added("hockey")));
    expect(lines[1]).toMatch(new RegExp(`^ { "text" : "orbit" , "x" : {} ${added("space")}`));
  });

  it("also adds top and knownTerms with --json or --top", async () => {
    for (const [options, top] of [
      [["--json"], 3],
      [["--top", "2"], 2],
    ] as const) {
      const record = JSON.parse((await predict('{"text":"puck"}', ...options)).stdout);
      expect(Object.keys(record)).toEqual(["text", "category", "probability", "top", "knownTerms"]);
      expect(record.top).toHaveLength(top);
    }
  });

  it("replaces an existing category and keeps every other field", async () => {
    const { lines } = await predict('{"id":7,"category":"chess","text":"puck","probability":2,"z":[1]}\n');
    const record = JSON.parse(lines[0]!);
    expect(Object.keys(record).sort()).toEqual(["category", "id", "probability", "text", "z"]);
    expect(record).toMatchObject({ id: 7, category: "hockey", text: "puck", z: [1] });
    expect(record.probability).toBeLessThanOrEqual(1);
  });

  it("keeps 64-bit numbers and the order of fields when a category is replaced", async () => {
    const { lines } = await predict('{"id":12345678901234567890,"category":"chess","2":"b","1":"a","text":"puck"}\n');
    expect(lines[0]).toContain('"id":12345678901234567890');
    expect(lines[0]).toMatch(/"2":"b","1":"a"/);
  });

  it("returns its own output unchanged", async () => {
    const once = await predict('{"id":12345678901234567890,"text":"puck goalie"}\n{"text":"orbit","n":1}\n');
    expect((await predict(once.stdout)).stdout).toBe(once.stdout);
  });

  it("treats __proto__, constructor and the like as ordinary fields", async () => {
    const { lines } = await predict(
      '{"__proto__":{"text":"puck"},"constructor":1,"text":"orbit"}\n' +
        '{"__proto__":{"category":"x"},"text":"puck","category":"chess"}\n{"__proto__":{"text":"puck"}}\n',
    );
    expect(lines[0]).toContain('{"__proto__":{"text":"puck"},"constructor":1,"text":"orbit","category":"space"');
    expect(lines[1]).toContain('"__proto__":{"category":"x"}');
    expect(JSON.parse(lines[1]!).category).toBe("hockey");
    expect(JSON.parse(lines[2]!).error.message).toContain('"text" is missing');
  });

  it("replaces an invalid line by an error record with its line number, and continues", async () => {
    const bad: [string, string][] = [
      ["{", "not JSON"],
      ["", "not JSON"],
      ["[1]", "not an object"],
      ["null", "not an object"],
      ['{"txt":"a"}', '"text" is missing'],
      ['{"text":null}', '"text" is not a string'],
      ['{"text":" "}', '"text" is empty'],
    ];
    const { lines } = await predict(`${bad.map(([line]) => line).join("\n")}\n{"text":"puck"}\n`);
    expect(lines).toHaveLength(bad.length + 1);
    bad.forEach(([, problem], i) => {
      const record = JSON.parse(lines[i]!);
      expect(record).toMatchObject({ error: { code: "input" }, line: i + 1 });
      expect(record).not.toHaveProperty("category");
      expect(record.error.message).toContain(problem);
    });
    expect(JSON.parse(lines.at(-1)!).category).toBe("hockey");
  });

  it("keeps the fields of a record that has no text to classify", async () => {
    const { lines } = await predict(
      '{"id":12345678901234567890,"text":""}\n{"id":7, "txt":"a" }\n{}\n{ }\n{"error":1,"line":"x","text":5}\n',
    );
    const error = (message: string): string => JSON.stringify({ code: "input", message });
    const expected = 'expected {"text": "..."}';
    expect(lines).toEqual([
      `{"id":12345678901234567890,"text":"","error":${error('"text" is empty')},"line":1}`,
      `{"id":7, "txt":"a" ,"error":${error(`"text" is missing; ${expected}`)},"line":2}`,
      `{"error":${error(`"text" is missing; ${expected}`)},"line":3}`,
      `{ "error":${error(`"text" is missing; ${expected}`)},"line":4}`,
      `{"error":${error(`"text" is not a string; ${expected}`)},"line":5,"text":5}`,
    ]);
  });

  it("takes the field that has a usual name if there is none called text", async () => {
    const { lines } = await predict(
      ['{"id":1,"message":"puck"}', '{"title":"news","description":"orbit"}', '{"body":"puck","message":"orbit"}'].join(
        "\n",
      ),
    );
    const [first, second, third] = lines.map((line) => JSON.parse(line));
    expect(first).toMatchObject({ id: 1, message: "puck", category: "hockey" });
    expect(second).toMatchObject({ title: "news", category: "space" });
    expect(third.error.message).toContain('the text may be in "body", "message"; say which with --text-field');
    const { stdout } = await predict('{"a":"news","b":"orbit"}\n', "--text-field", "a,b");
    expect(JSON.parse(stdout)).toMatchObject({ a: "news", b: "orbit", category: "space" });
  });

  it("warns of records without known terms", async () => {
    const { stderr } = await predict('{"text":"qwxzy"}\n{"text":"puck"}\n');
    expect(stderr).toMatch(/^newsgroups: warning: 1 of 2 texts [^\n]*\n$/);
  });
});

describe("annotated", () => {
  it("returns JSON of the record and the fields, for any record and white space", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string({ minLength: 1 }).filter((text) => text.trim() !== ""),
        fc.constantFrom("", " ", "\t"),
        (fields, text, space) => {
          const record = { ...fields, text };
          const read = readRecord(`${space}${JSON.stringify(record)}${space}`);
          expect(read).not.toHaveProperty("problem");
          const line = annotated(read as TextRecord, { category: "c", probability: 0.5 });
          expect(line).not.toContain("\n");
          expect(JSON.parse(line)).toEqual({ ...JSON.parse(JSON.stringify(record)), category: "c", probability: 0.5 });
        },
      ),
    );
  });
});
