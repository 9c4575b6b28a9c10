/** The container: its layout, byte by byte, and an error for each way in which a file can lie. */

import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeContainer, encodeContainer, type Kind } from "../../src/container/container.js";
import { type ErrorCode, NewsgroupsError } from "../../src/errors.js";

const KIND: Kind = { name: "a test file", magic: "NGTESTED", version: 3, madeBy: "`newsgroups test`" };
const NAMES = ["one", "two"];

interface Lies {
  readonly magic?: string;
  readonly version?: number;
  /** Text of the header. */
  readonly json?: string | Uint8Array;
  readonly headerBytes?: number;
  /** Section bytes with their padding. */
  readonly body?: Uint8Array;
  /** Bytes behind the digest's place. */
  readonly digest?: Uint8Array;
}

const HEADER = '{"a":1,"sections":{"one":[0,3],"two":[8,9]}}';
const BODY = Uint8Array.of(1, 2, 3, 0, 0, 0, 0, 0, 11, 12, 13, 14, 15, 16, 17, 18, 19, 0, 0, 0, 0, 0, 0, 0);

/** Lays out a file by the description of the format, true but for `lies`. */
function fileOf(lies: Lies = {}): Uint8Array {
  const json = Buffer.from(lies.json ?? HEADER);
  const prefix = Buffer.alloc(16);
  prefix.write(lies.magic ?? "NGTESTED", "latin1");
  prefix.writeUInt32LE(lies.version ?? 3, 8);
  prefix.writeUInt32LE(lies.headerBytes ?? json.length, 12);
  const padding = Buffer.alloc((8 - (json.length % 8)) % 8);
  const content = Buffer.concat([prefix, json, padding, lies.body ?? BODY]);
  return Uint8Array.from(Buffer.concat([content, lies.digest ?? createHash("sha256").update(content).digest()]));
}

const decode = (file: Uint8Array): ReturnType<typeof decodeContainer> =>
  decodeContainer(KIND, file, "some.file", NAMES);

function errorOf(file: Uint8Array): { code: ErrorCode; message: string } {
  try {
    decode(file);
  } catch (error) {
    if (error instanceof NewsgroupsError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("nothing was refused");
}

const sections = (table: string): string => `{"sections":${table}}`;

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
          const read = decode(buffer.subarray(before));
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

  it.each<[string, Uint8Array, string]>([
    ["is empty", new Uint8Array(), "it has 0 bytes"],
    ["is shorter than a container can be", fileOf().subarray(0, 47), "it has 47 bytes"],
    ["begins otherwise", fileOf({ magic: "NGTESTEE" }), 'it does not begin with "NGTESTED"'],
    ["is of another version", fileOf({ version: 4 }), "its format version is 4, and this program reads version 3"],
    ["says its header is longer than the file", fileOf({ headerBytes: 4096 }), "said to have 4096 bytes"],
    ["says its header is enormous", fileOf({ headerBytes: 0xffffffff }), "said to have 4294967295 bytes"],
    [
      "has a header that runs into the digest",
      fileOf({ headerBytes: HEADER.length + 29 }),
      "more than the file allows",
    ],
    ["has a header of no bytes", fileOf({ json: "" }), "not JSON"],
    ["has a header that is cut off", fileOf({ json: HEADER.slice(0, -1) }), "not JSON"],
    ["has a header that is a number", fileOf({ json: "1" }), "not an object"],
    ["has a header that is null", fileOf({ json: "null" }), "not an object"],
    ["has a header that is an array", fileOf({ json: "[]" }), "not an object"],
    ["has white space in its header", fileOf({ json: `${HEADER} ` }), "not the JSON that this program writes"],
    ["says a thing twice", fileOf({ json: HEADER.replace("{", '{"a":0,') }), "not the JSON that this program writes"],
    [
      "writes a number otherwise",
      fileOf({ json: HEADER.replace("1", "1.0") }),
      "not the JSON that this program writes",
    ],
    ["has no section table", fileOf({ json: '{"a":1}' }), "lists no sections"],
    ["has null for a section table", fileOf({ json: sections("null") }), "lists no sections"],
    ["has a list for a section table", fileOf({ json: sections("[[0,3],[8,9]]") }), "its sections are 0, 1"],
    ["lacks a section", fileOf({ json: sections('{"one":[0,3]}') }), "expected are one, two"],
    ["has a section more", fileOf({ json: sections('{"one":[0,3],"two":[8,9],"x":[24,0]}') }), "its sections are"],
    ["has its sections out of order", fileOf({ json: sections('{"two":[0,3],"one":[8,9]}') }), "its sections are two"],
    ["has a gap before a section", fileOf({ json: sections('{"one":[0,3],"two":[16,8]}') }), "its section two"],
    ["has a gap before the first", fileOf({ json: sections('{"one":[8,3],"two":[16,8]}') }), "its section one"],
    ["has sections that overlap", fileOf({ json: sections('{"one":[0,9],"two":[8,9]}') }), "its section two"],
    ["has a section of negative length", fileOf({ json: sections('{"one":[0,-8],"two":[8,9]}') }), "section one"],
    ["has a section of half a byte", fileOf({ json: sections('{"one":[0,2.5],"two":[8,9]}') }), "section one"],
    ["has a section past its end", fileOf({ json: sections('{"one":[0,3],"two":[8,17]}') }), "its section two"],
    ["has an endless section", fileOf({ json: sections('{"one":[0,9007199254740991],"two":[8,9]}') }), "section one"],
    ["has a section that is a number", fileOf({ json: sections('{"one":0,"two":[8,9]}') }), "its section one"],
    ["has a section whose offset is a word", fileOf({ json: sections('{"one":["0",3],"two":[8,9]}') }), "section one"],
    [
      "has a third number in a section's place",
      fileOf({ json: sections('{"one":[0,3,0],"two":[8,9]}') }),
      "section one",
    ],
    [
      "has something between two sections",
      fileOf({ body: BODY.map((byte, i) => (i === 5 ? 1 : byte)) }),
      "behind its section one",
    ],
    ["has bytes behind its sections", fileOf({ body: Buffer.concat([BODY, Buffer.alloc(8)]) }), "its sections end at"],
    ["ends within its sections", fileOf({ body: BODY.subarray(0, 16) }), "its section two"],
  ])("refuses a file that %s", (_, file, what) => {
    const { code, message } = errorOf(file);
    expect(code).toBe("format");
    expect(message).toContain("some.file: not a test file: ");
    expect(message).toContain(what);
    expect(message).toContain("make one with `newsgroups test`");
  });

  it("refuses a header that is not UTF-8, although it reads like one that is", () => {
    const json = '{"a":"�","sections":{"one":[0,3],"two":[8,9]}}';
    expect(decode(fileOf({ json })).header).toEqual({ a: "�" });
    const [before, behind] = json.split("�").map((part) => Buffer.from(part));
    const bytes = Buffer.concat([before!, Uint8Array.of(0xff), behind!]);
    expect(errorOf(fileOf({ json: bytes })).code).toBe("format");
  });

  it("refuses a digest that is not the file's, and says what to do", () => {
    const { code, message } = errorOf(fileOf({ digest: new Uint8Array(32) }));
    expect(code).toBe("digest");
    const digest = createHash("sha256").update(fileOf().subarray(0, -32)).digest("hex");
    expect(message).toBe(
      `some.file: damaged: its SHA-256 is ${digest}, and the one written into it differs; ` +
        "copy it again or make it anew with `newsgroups test`",
    );
  });

  it("refuses a file in which any one bit is another", () => {
    const file = fileOf();
    for (let bit = 0; bit < file.length * 8; bit++) {
      const damaged = file.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(["format", "digest"]).toContain(errorOf(damaged).code);
    }
  });

  it("refuses a file that is cut off anywhere, or that goes on", () => {
    const file = fileOf();
    for (let length = 0; length < file.length; length++) errorOf(file.subarray(0, length));
    for (const more of [1, 8, 32]) expect(errorOf(Buffer.concat([file, Buffer.alloc(more)])).code).toBe("format");
  });
});
