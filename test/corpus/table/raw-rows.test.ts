/** Raw rows: fields where they stand, quotes as people's files have them, and the same rows however the bytes come. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RawRow, rawRowsOf } from "../../../src/corpus/table/raw-rows.js";
import type { Dialect } from "../../../src/corpus/table/rows.js";

const COMMAS: Dialect = { delimiter: ",", isQuoted: true, escapeBy: '"' };

async function rowsOf(
  table: string,
  dialect: Partial<Dialect> = {},
  {
    newline = "\n",
    maxBytes = 1_000_000,
    cuts = [],
  }: { newline?: "\n" | "\r"; maxBytes?: number; cuts?: number[] } = {},
): Promise<RawRow[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(table, "latin1");
    const places = [0, ...cuts, bytes.length];
    for (const [i, end] of places.slice(1).entries()) yield bytes.subarray(places[i], end);
  }
  const rows: RawRow[] = [];
  for await (const some of rawRowsOf(chunks(), { ...COMMAS, ...dialect }, newline, maxBytes, "it")) rows.push(...some);
  return rows;
}

const valuesOf = (rows: readonly RawRow[]): string[][] => rows.map((row) => row.fields.map((_, i) => row.valueOf(i)));
const rawOf = (rows: readonly RawRow[]): string[][] =>
  rows.map((row) => row.fields.map(({ start, end }) => row.raw.slice(start, end)));

describe("rawRowsOf", () => {
  it("parts rows and fields, and says in which line each row begins", async () => {
    const rows = await rowsOf('a,b\r\n"x ""y"", z","two\nlines"\n\n,\nlast');
    expect(valuesOf(rows)).toEqual([["a", "b"], ['x "y", z', "two\nlines"], [""], ["", ""], ["last"]]);
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 4, 5, 6]);
    expect(rows.map(({ lineEnd }) => lineEnd)).toEqual(["\r\n", "\n", "\n", "\n", ""]);
    expect(rows.map(({ isEmptyLine }) => isEmptyLine)).toEqual([false, false, true, false, false]);
  });

  it("keeps fields as they are written", async () => {
    expect(rawOf(await rowsOf(' "a" ,b\n" c",\r\n'))).toEqual([
      [' "a" ', "b"],
      ['" c"', ""],
    ]);
  });

  it("takes stray quotes for characters", async () => {
    expect(valuesOf(await rowsOf('a"b",c\n5" disk,d\n'))).toEqual([
      ['a"b"', "c"],
      ['5" disk', "d"],
    ]);
    expect(rawOf(await rowsOf('"so, said" he,c\n"open, d\n'))).toEqual([
      ['"so, said" he', "c"],
      ['"open', " d"],
    ]);
    expect(valuesOf(await rowsOf('a\t"b\nc\t"d"\n', { delimiter: "\t", isQuoted: false }))).toEqual([
      ["a", '"b'],
      ["c", "d"],
    ]);
  });

  it("reads quotes behind a backslash", async () => {
    expect(valuesOf(await rowsOf('"a \\"b\\", c",d\n"e\\\\",f\n', { escapeBy: "\\" }))).toEqual([
      ['a "b", c', "d"],
      ["e\\\\", "f"],
    ]);
  });

  it("reads tables whose lines end in CR", async () => {
    expect(valuesOf(await rowsOf('a,b\r"c\rd",e\r', {}, { newline: "\r" }))).toEqual([
      ["a", "b"],
      ["c\rd", "e"],
    ]);
  });

  it("yields rows whose bytes are those of the table, the same for any split into chunks", async () => {
    const table = fc
      .array(fc.constantFrom('"', '""', ",", "\n", "\r\n", "\r", " ", "a", "b c", "\\", "\xe9"), { maxLength: 40 })
      .map((parts) => parts.join(""));
    const dialects = fc.record({ isQuoted: fc.boolean(), escapeBy: fc.constantFrom<'"' | "\\">('"', "\\") });
    await fc.assert(
      fc.asyncProperty(table, dialects, fc.array(fc.nat({ max: 40 })), async (text, dialect, list) => {
        const cuts = list.filter((cut) => cut < text.length).sort((a, b) => a - b);
        const whole = await rowsOf(text, dialect);
        expect(whole.map(({ raw }) => raw).join("")).toBe(text);
        for (const { raw, fields, lineEnd } of whole) {
          expect(fields.map(({ start, end }) => raw.slice(start, end)).join(",") + lineEnd).toBe(raw);
          expect(lineEnd).toMatch(/^(\r?\n)?\r?$/);
        }
        expect(await rowsOf(text, dialect, { cuts })).toEqual(whole);
      }),
    );
  });

  it("reads what was written by the rules of RFC 4180", async () => {
    const field = fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r\n", "a", " b", "\xe9"), maxLength: 8 });
    const written = (value: string): string => `"${value.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(field, { minLength: 1, maxLength: 4 })), async (rows) => {
        const table = rows.map((row) => `${row.map(written).join(",")}\r\n`).join("");
        expect(valuesOf(await rowsOf(table))).toEqual(rows);
      }),
    );
  });

  it("takes a quote that nothing closes within the limit for a character, and refuses a longer row", async () => {
    const table = `a,"b\n${"c,d\n".repeat(1000)}`;
    const cuts = Array.from({ length: 40 }, (_, i) => 100 * i);
    expect(valuesOf(await rowsOf(table, {}, { maxBytes: 500, cuts }))).toHaveLength(1001);
    await expect(rowsOf(`a,b\n${"c".repeat(1000)}`, {}, { maxBytes: 500, cuts: [500] })).rejects.toMatchObject({
      code: "input",
      message: "it:2: the row is longer than 500 bytes; shorten it or raise --max-bytes",
    });
  });

  it.each(['"', '""', '"a,', '",\n"', '"\n', '"a"b,', '"a,b\n', ",", "\n", '"\\",', "\\", ' "', '"""\n'])(
    "takes linear time for %j again and again",
    async (unit) => {
      const table = unit.repeat(300_000 / unit.length);
      const cuts = Array.from({ length: 600 }, (_, i) => i * 500);
      for (const escapeBy of ['"', "\\"] as const) {
        const start = process.cpuUsage();
        await rowsOf(table, { escapeBy }, { cuts, maxBytes: 10_000_000 });
        const { user, system } = process.cpuUsage(start);
        // A tenth of that by itself; in quadratic time it would be many times as long.
        expect((user + system) / 1e6).toBeLessThan(3);
      }
    },
  );
});
