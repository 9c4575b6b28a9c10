/** The container: its layout, byte by byte, and an error for each way in which a file can lie. */

import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Container,
  decodeContainer,
  encodeContainer,
  hasKeys,
  isRecord,
  type Kind,
  refusalOf,
} from "../../../src/core/container/container.js";
import { type ErrorCode, type FileFault, NewsgroupsError } from "../../../src/core/errors.js";
import { forged, type Parts, paddingOf } from "../../support/forged-container.js";

const KIND: Kind = { name: "a test file", magic: "NGTESTED", version: 3, madeBy: "`newsgroups test`" };
const OUTLINE = { keys: ["a"], sections: ["one", "two"] };

const HEADER = '{"a":1,"sections":{"one":[0,3],"two":[8,9]}}';
const BODY = Uint8Array.of(1, 2, 3, 0, 0, 0, 0, 0, 11, 12, 13, 14, 15, 16, 17, 18, 19, 0, 0, 0, 0, 0, 0, 0);

interface Said extends Partial<Omit<Parts, "json">> {
  readonly json?: string | Uint8Array;
}

/** Lays out a file by the description of the format, true but for `lies`. */
function fileOf(lies: Said = {}): Uint8Array {
  const json = Buffer.from(lies.json ?? HEADER);
  const headerPadding = paddingOf(json.length);
  const rest = { magic: "NGTESTED", version: 3, headerBytes: json.length, headerPadding, body: BODY };
  return forged({ ...rest, ...lies, json });
}

const decode = (file: Uint8Array): Container => decodeContainer(KIND, file, "some.file", OUTLINE);

function errorOf(file: Uint8Array): { code: ErrorCode; message: string } {
  try {
    decode(file);
  } catch (error) {
    if (error instanceof NewsgroupsError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("nothing was refused");
}

const sectionsAt = (table: string): Uint8Array => fileOf({ json: `{"a":1,"sections":${table}}` });
/** With so many zeros more. */
const resized = (bytes: Uint8Array, by: number): Uint8Array => Uint8Array.of(...bytes, ...new Uint8Array(by));

describe("encodeContainer", () => {
  it("lays out magic, version, header, sections at multiples of 8, and a digest of it all", () => {
    const file = encodeContainer(
      KIND,
      { a: 1 },
      new Map([
        ["one", Uint8Array.of(1, 2, 3)],
        ["two", Uint8Array.of(11, 12, 13, 14, 15, 16, 17, 18, 19)],
      ]),
    );
    expect(file).toEqual(fileOf());
  });

  it("gives the same bytes for the same content", () => {
    const content = (): [Kind, Record<string, unknown>, Map<string, Uint8Array>] => [
      KIND,
      { names: ["é", "😀"] },
      new Map([["one", Uint8Array.of(1)]]),
    ];
    expect(encodeContainer(...content())).toEqual(encodeContainer(...content()));
  });

  it("writes none that would not be read", () => {
    const header = (bytes: number) => ({ a: "x".repeat(bytes - '{"a":"","sections":{}}'.length) });
    const largest = encodeContainer(KIND, header(2 ** 21), new Map());
    expect(decodeContainer(KIND, largest, "some.file", { keys: ["a"], sections: [] }).sections.size).toBe(0);
    expect(() => encodeContainer(KIND, header(2 ** 21 + 1), new Map())).toThrowError(
      expect.objectContaining({ code: "input", message: expect.stringContaining("a header of 2097153 bytes") }),
    );
  });
});

describe("decodeContainer", () => {
  it("reads back whatever was encoded, from any place in a buffer", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((name) => name !== "sections"),
          fc.jsonValue(),
        ),
        fc.uint8Array(),
        fc.uint8Array(),
        fc.nat({ max: 20 }),
        (values, one, two, before) => {
          const header = JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
          const file = encodeContainer(KIND, header, new Map(Object.entries({ one, two })));
          const buffer = new Uint8Array(before + file.length);
          buffer.set(file, before);
          const outline = { ...OUTLINE, keys: Object.keys(header) };
          const read = decodeContainer(KIND, buffer.subarray(before), "some.file", outline);
          expect(JSON.stringify(read.header)).toBe(JSON.stringify(header));
          expect([...read.sections].map(([name, bytes]) => [name, [...bytes]])).toEqual([
            ["one", [...one]],
            ["two", [...two]],
          ]);
        },
      ),
    );
  });

  it("gives sections that are views of the file, each at a multiple of 8", () => {
    const file = fileOf();
    for (const section of decode(file).sections.values()) {
      expect(section.buffer).toBe(file.buffer);
      expect(section.byteOffset % 8).toBe(0);
    }
  });

  it.each<[string, FileFault, Uint8Array, string]>([
    ["is empty", "too-short", new Uint8Array(), "it has 0 bytes"],
    ["is shorter than a container can be", "too-short", fileOf().subarray(0, 47), "it has 47 bytes"],
    ["begins otherwise", "magic", fileOf({ magic: "NGTESTEE" }), 'it does not begin with "NGTESTED"'],
    [
      "is newer",
      "version",
      fileOf({ version: 4 }),
      "of format version 4, and this program reads version 3; read it with",
    ],
    ["says its header is longer than the file", "header-length", fileOf({ headerBytes: 4096 }), "to have 4096 bytes"],
    [
      "has a header up to its digest",
      "section-bounds",
      fileOf({ body: new Uint8Array() }),
      "section one of 3 bytes at 0",
    ],
    [
      "has a header that runs into its digest",
      "header-length",
      fileOf({ headerBytes: HEADER.length + 29 }),
      "more than",
    ],
    ["has a header that is cut off", "header-json", fileOf({ json: HEADER.slice(0, -1) }), "not JSON"],
    ["has a header that is an array", "header-json", fileOf({ json: "[]" }), "not an object"],
    ["has white space in its header", "header-keys", fileOf({ json: `${HEADER} ` }), "not the JSON that this program"],
    ["says a thing twice", "header-keys", fileOf({ json: HEADER.replace("{", '{"a":0,') }), "repeats a key"],
    ["writes a number otherwise", "header-keys", fileOf({ json: HEADER.replace("1", "1.0") }), "not the JSON"],
    ["has no section table", "header-keys", fileOf({ json: '{"a":1}' }), "other keys than a, sections"],
    ["has a section table of another kind", "header-keys", sectionsAt("null"), "its sections are other than one, two"],
    ["lacks a section", "header-keys", sectionsAt('{"one":[0,3]}'), "its sections are other than one, two"],
    [
      "has a section of half a byte",
      "header-value",
      sectionsAt('{"one":[0,2.5],"two":[8,9]}'),
      "its section one has no",
    ],
    [
      "has a section past its end",
      "section-bounds",
      sectionsAt('{"one":[0,3],"two":[8,17]}'),
      "section two of 17 bytes",
    ],
    ["has sections that overlap", "section-overlap", sectionsAt('{"one":[0,9],"two":[8,9]}'), "two starts at 8, and"],
    ["has a gap before a section", "section-gap", sectionsAt('{"one":[0,3],"two":[16,8]}'), "two starts at 16, and"],
    ["has a gap before the first", "section-gap", sectionsAt('{"one":[8,3],"two":[16,8]}'), "one starts at 8, and"],
    ["has something between sections", "section-gap", fileOf({ body: BODY.with(5, 1) }), "behind its section one"],
    ["has something behind the last", "section-gap", fileOf({ body: BODY.with(-1, 1) }), "behind its section two"],
    [
      "has something behind its header",
      "section-gap",
      fileOf({ headerPadding: Uint8Array.of(0, 0, 0, 1) }),
      "behind its header",
    ],
    ["has bytes behind its sections", "trailing-bytes", fileOf({ body: resized(BODY, 8) }), "its sections end at"],
  ])("refuses a file that %s", (_, fault, file, what) => {
    const { code, message } = errorOf(file);
    expect(code).toBe(fault);
    const isOther = fault === "too-short" || fault === "magic";
    expect(message).toMatch(isOther ? /^some\.file: not a test file: / : /^some\.file: a test file/);
    expect(message).toContain(what);
    expect(message).toMatch(
      isOther ? /; make one with `newsgroups test`$/ : /; [^;]*make it anew with `newsgroups test`$/,
    );
  });

  it("refuses a header that is not UTF-8, although it reads like one that is", () => {
    const json = '{"a":"\ufffd","sections":{"one":[0,3],"two":[8,9]}}';
    expect(decode(fileOf({ json })).header).toEqual({ a: "\ufffd" });
    const [before, behind] = json.split("\ufffd").map((part) => Buffer.from(part));
    const bytes = Buffer.concat([before!, Uint8Array.of(0xff), behind!]);
    expect(errorOf(fileOf({ json: bytes })).code).toBe("header-keys");
  });

  it("refuses a digest that is not the file's, and says what to do", () => {
    const { code, message } = errorOf(fileOf().with(-1, fileOf().at(-1)! ^ 1));
    expect(code).toBe("digest");
    const digest = createHash("sha256").update(fileOf().subarray(0, -32)).digest("hex");
    expect(message).toBe(
      `some.file: damaged: its SHA-256 is ${digest}, and the one written into it differs; ` +
        "copy it again or make it anew with `newsgroups test`",
    );
  });

  it("puts nothing into a message that the file could have chosen but numbers", () => {
    const harmful = "\u009b2J";
    for (const json of [
      `{"${harmful}":1}`,
      `{"a":1,"sections":{"${harmful}":[0,3]}}`,
      `{"a":1,"sections":{"one":["${harmful}",3],"two":[8,9]}}`,
    ]) {
      expect(errorOf(fileOf({ json })).message).not.toContain(harmful);
    }
  });

  it("refuses a file in which any one bit is another, by the code of the part that it is in", () => {
    const file = fileOf();
    const header = ["header-json", "header-keys", "header-value", "section-bounds", "section-overlap", "section-gap"];
    const codesAt = (at: number): readonly string[] => {
      if (at < 8) return ["magic"];
      if (at < 12) return ["version"];
      if (at < 16) return ["header-length", "header-json"];
      if (at < 16 + HEADER.length) return [...header, "trailing-bytes", "digest"];
      return ["section-gap", "digest"];
    };
    for (let bit = 0; bit < file.length * 8; bit++) {
      const damaged = file.with(bit >> 3, file[bit >> 3]! ^ (1 << (bit & 7)));
      expect(codesAt(bit >> 3), `bit ${bit}`).toContain(errorOf(damaged).code);
    }
  });

  it("refuses a file that is cut off anywhere, or that goes on", () => {
    const file = fileOf();
    const body = file.length - 32 - BODY.length;
    for (let length = 0; length < file.length; length++) {
      const expected = length < 48 ? "too-short" : length < body + 32 ? "header-length" : "section-bounds";
      expect(errorOf(file.subarray(0, length)).code, `${length} bytes`).toBe(expected);
    }
    for (const more of [1, 8, 32]) {
      expect(errorOf(resized(file, more)).code).toBe("trailing-bytes");
    }
  });
});

describe("hasKeys", () => {
  it("holds for an object of exactly these keys in this order", () => {
    expect(hasKeys({ a: 1, b: undefined }, ["a", "b"])).toBe(true);
    expect(hasKeys({}, [])).toBe(true);
    for (const other of [{ b: 1, a: 1 }, { a: 1 }, { a: 1, b: 1, c: 1 }, { "a,b": 1 }, ["a", "b"], null, "ab"]) {
      expect(hasKeys(other, ["a", "b"]), JSON.stringify(other)).toBe(false);
    }
  });
});

describe("refusalOf", () => {
  it("throws what is wrong, where, and the remedy", () => {
    expect(() => refusalOf(KIND, "some.file")("order", "two before one")).toThrowError(
      expect.objectContaining({
        code: "order",
        message: "some.file: impossible content: two before one; make it anew with `newsgroups test`",
      }),
    );
  });
});

describe("isRecord", () => {
  it("holds for objects that are neither null nor lists", () => {
    expect([{}, Object.create(null), { a: 1 }].map(isRecord)).toEqual([true, true, true]);
    expect([null, [], "a", 1, undefined].map(isRecord)).toEqual([false, false, false, false, false]);
  });
});
