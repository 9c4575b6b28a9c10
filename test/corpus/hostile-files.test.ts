/** Hostile files: in linear time each is read or refused, never with an untyped exception. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NewsgroupsError } from "../../src/core/errors.js";
import { readCorpus } from "../../src/corpus/corpus.js";
import { CORPUS_FORMATS } from "../../src/corpus/format-names.js";
import { put, temporaryFolder, useTemporaryFolder } from "../support/folders.js";
import { PACKED } from "../support/packed.js";
import { zipOf } from "../support/zip.js";

const filled = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

const ARFF = "@relation x\n@attribute text string\n@attribute class {a}\n@data\n";

/** What parsers backtrack or begin again at, in each format: a file of about `n` characters. */
const HOSTILE: readonly (readonly [name: string, make: (n: number) => string])[] = [
  ["x.csv", (n) => filled('"', n)],
  ["x.csv", (n) => filled('",', n)],
  ["x.csv", (n) => `text,label\n${filled('"a,b\n', n)}`],
  ["x.csv", (n) => `text,label\n"${filled("a,b\n", n)}`],
  ["x.csv", (n) => `text,label\n${filled("a", n)},b\n`],
  ["x.csv", (n) => `"a","b"\n${filled('\\"', n)}`],
  ["x.csv", (n) => `text,label\n${filled('"a" ,', n)}`],
  ["x.csv", (n) => filled(" ", n)],
  ["x.csv", (n) => `${filled("text,", n)}\n`],
  ["x.tsv", (n) => filled('"\t"', n)],
  ["x.tsv", (n) => `a\tb\nc\t"${filled('""', n)}"\n`],
  ["x.tsv", (n) => filled('a\t"b\n', n)],
  ["x.arff", (n) => `${ARFF},${filled(" ", n)}'`],
  ["x.arff", (n) => `${ARFF}'${filled("\\", n)}`],
  ["x.arff", (n) => `@attribute '${filled("\\", n)}`],
  ["x.arff", (n) => filled("% \n", n)],
  ["x.ft", (n) => filled("__label__a ", n)],
  ["x.label", (n) => filled(" ", n)],
  ["x.json", (n) => filled("[", n)],
  ["x.ndjson", (n) => `{"text":${filled("[", n)}}`],
  ["x", (n) => filled("% \n", n)],
  ["x", (n) => filled("a:\n", n)],
  ["x", (n) => filled("From \n", n)],
  ["x.mbox", (n) => filled("From a@b Mon Apr  5 18:01:16 1993\n", n)],
];

async function outcomeOf(path: string): Promise<unknown> {
  try {
    for await (const _ of readCorpus(path));
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("a hostile file", () => {
  const temporary = useTemporaryFolder();

  it.each(HOSTILE.map(([name, make], i) => [i, name, make(12), make] as const))(
    "takes linear time: %i, %s of %j",
    { timeout: 60_000 },
    async (_i, name, _start, make) => {
      const path = put(temporary.path(), name, make(1 << 20));
      const start = process.cpuUsage();
      const outcome = await outcomeOf(path);
      const { user, system } = process.cpuUsage(start);
      if (outcome !== undefined) expect(outcome).toBeInstanceOf(NewsgroupsError);
      // Half a second at the most by itself; quadratic time would be minutes.
      expect((user + system) / 1e6).toBeLessThan(8);
    },
  );

  it("of random bytes, of any name, is read or refused", async () => {
    const folder = temporaryFolder();
    const starts = [
      ...["", "text,label\n", "a\tb\n", '{"text":"a","label":"b"}\n', "[{", "__label__a b\n", "From a Mon 1:00 1993\n"],
      ...[ARFF, "sep=;\n", "\ufeff"],
    ].map((text) => Buffer.from(text));
    const binary = [...Object.values(PACKED), zipOf([{ name: "a/b", content: "c" }]), Buffer.of(0xff, 0xfe)];
    const piece = fc.oneof(
      fc.constantFrom(..."\",;|\t\n\r\\'{}[]:@% a", "__label__", "text", "label").map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts, ...binary),
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom(...CORPUS_FORMATS, "none", "csv.gz"),
        fc.nat(200),
        async (start, pieces, ending, cut) => {
          const whole = Buffer.concat([start, ...pieces]);
          const path = put(folder, `x.${ending}`, whole.subarray(0, Math.max(whole.length - cut, cut)));
          const outcome = await outcomeOf(path);
          if (outcome !== undefined) expect(outcome).toBeInstanceOf(NewsgroupsError);
        },
      ),
      { numRuns: 400 },
    );
  });
});
