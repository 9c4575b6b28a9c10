/** The container: its layout, byte by byte, and an error for each way in which a file can lie. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src/core/container/fault.js";
import type { Kind } from "../../../src/core/container/format.js";
import { type Container, decodeContainer } from "../../../src/core/container/read.js";
import { encodeContainer } from "../../../src/core/container/write.js";
import type { FileFault } from "../../../src/core/errors.js";
import { nodeDigest } from "../../../src/node-digest.js";
import { faultOf } from "../../support/errors.js";
import { forged, type Parts, paddingOf } from "../../support/forged-container.js";

const KIND: Kind = { name: "a test file", magic: "NGTESTED", versions: [2, 3], madeBy: "`newsgroups test`" };
const OUTLINE = { keys: ["a"], sections: ["one", "two"] };

const HEADER = '{"a":1,"sections":{"one":[0,3],"two":[8,9]}}';
const BODY = Uint8Array.of(1, 2, 3, 0, 0, 0, 0, 0, 11, 12, 13, 14, 15, 16, 17, 18, 19, 0, 0, 0, 0, 0, 0, 0);

interface Said extends Partial<Omit<Parts, "json">> {
  readonly json?: string | Uint8Array;
}

/** Lays out a file as docs/format.md says, with some `lies` in it. */
function fileOf(lies: Said = {}): Uint8Array {
  const json = Buffer.from(lies.json ?? HEADER);
  const headerPadding = paddingOf(json.length);
  const rest = { magic: "NGTESTED", version: 3, headerBytes: json.length, headerPadding, body: BODY };
  return forged({ ...rest, ...lies, json });
}

const decode = (file: Uint8Array, outline = OUTLINE): Container<Uint8Array> =>
  decodeContainer(KIND, file, () => outline, nodeDigest);
const encode = (header: Record<string, unknown>, sections: Record<string, Uint8Array>): Uint8Array =>
  encodeContainer(KIND, header, new Map(Object.entries(sections)), nodeDigest);

const faultIn = (file: Uint8Array): Fault => faultOf(() => decode(file));

const sectionsAt = (table: string): Uint8Array => fileOf({ json: `{"a":1,"sections":${table}}` });
/** The bytes with `by` zeros after them. */
const resized = (bytes: Uint8Array, by: number): Uint8Array => Uint8Array.of(...bytes, ...new Uint8Array(by));

describe("encodeContainer", () => {
  it("lays out magic, version, header, sections at multiples of 8, and a digest of it all", () => {
    const one = Uint8Array.of(1, 2, 3);
    const two = Uint8Array.of(11, 12, 13, 14, 15, 16, 17, 18, 19);
    expect(encode({ a: 1 }, { one, two })).toEqual(fileOf());
  });

  it("gives the same bytes for the same content", () => {
    const once = (): Uint8Array => encode({ names: ["é", "😀"] }, { one: Uint8Array.of(1) });
    expect(once()).toEqual(once());
  });

  it("writes no header that is too long to be read", () => {
    const header = (bytes: number) => ({ a: "x".repeat(bytes - '{"a":"","sections":{}}'.length) });
    const largest = encode(header(2 ** 21), {});
    expect(decode(largest, { keys: ["a"], sections: [] }).sections.size).toBe(0);
    expect(() => encode(header(2 ** 21 + 1), {})).toThrowError(
      expect.objectContaining({ code: "input", message: expect.stringContaining("would take 2097153 bytes") }),
    );
  });
});

describe("decodeContainer", () => {
  it("reads back what was encoded, at any offset in a buffer", () => {
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
          const file = encode(header, { one, two });
          const buffer = new Uint8Array(before + file.length);
          buffer.set(file, before);
          const outline = { ...OUTLINE, keys: Object.keys(header) };
          const read = decode(buffer.subarray(before), outline);
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

  it("asks what belongs into the file with its header and its version", () => {
    const asked: unknown[] = [];
    const outline = (header: unknown, version: number) => {
      asked.push(header, version);
      return OUTLINE;
    };
    const { version } = decodeContainer(KIND, fileOf({ version: 2 }), outline, nodeDigest);
    expect(version).toBe(2);
    expect(asked).toEqual([JSON.parse(HEADER), 2]);
  });

  it.each<[string, FileFault, Uint8Array, string]>([
    ["is empty", "too-short", new Uint8Array(), "only 0 bytes"],
    ["is shorter than a container can be", "too-short", fileOf().subarray(0, 47), "only 47 bytes"],
    ["begins otherwise", "magic", fileOf({ magic: "NGTESTEE" }), 'it does not begin with "NGTESTED"'],
    ["is newer", "version", fileOf({ version: 4 }), "format version 4, but this program reads version 2 and 3"],
    ["says its header is longer than the file", "header-length", fileOf({ headerBytes: 4096 }), "claims 4096 bytes"],
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
    [
      "has white space in its header",
      "header-keys",
      fileOf({ json: `${HEADER} ` }),
      "not written as this program writes JSON",
    ],
    ["says a thing twice", "header-keys", fileOf({ json: HEADER.replace("{", '{"a":0,') }), "repeats a key"],
    ["writes a number otherwise", "header-keys", fileOf({ json: HEADER.replace("1", "1.0") }), "not written as"],
    [
      "has no section table",
      "header-keys",
      fileOf({ json: '{"a":1}' }),
      "exactly these keys, in this order: a, sections",
    ],
    [
      "has a section table of another kind",
      "header-keys",
      sectionsAt("null"),
      "exactly these, in this order: one, two",
    ],
    ["lacks a section", "header-keys", sectionsAt('{"one":[0,3]}'), "exactly these, in this order: one, two"],
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
    [
      "has something between sections",
      "section-gap",
      fileOf({ body: BODY.with(5, 1) }),
      "after its section one is not zeros",
    ],
    [
      "has something behind the last",
      "section-gap",
      fileOf({ body: BODY.with(-1, 1) }),
      "after its section two is not zeros",
    ],
    [
      "has something behind its header",
      "section-gap",
      fileOf({ headerPadding: Uint8Array.of(0, 0, 0, 1) }),
      "after its header is not zeros",
    ],
    ["has bytes behind its sections", "trailing-bytes", fileOf({ body: resized(BODY, 8) }), "its sections end at"],
  ])("refuses a file that %s", (_, fault, file, what) => {
    const { code, message } = faultIn(file);
    expect(code).toBe(fault);
    expect(message).toContain(what);
  });

  it("refuses a header that is not UTF-8, although it reads like one that is", () => {
    const json = '{"a":"\ufffd","sections":{"one":[0,3],"two":[8,9]}}';
    expect(decode(fileOf({ json })).header).toEqual({ a: "\ufffd" });
    const [before, behind] = json.split("\ufffd").map((part) => Buffer.from(part));
    const bytes = Buffer.concat([before!, Uint8Array.of(0xff), behind!]);
    expect(faultIn(fileOf({ json: bytes })).code).toBe("header-keys");
  });

  it("refuses a file whose digest is another", () => {
    expect(faultIn(fileOf().with(-1, fileOf().at(-1)! ^ 1)).code).toBe("digest");
  });

  it("puts nothing into a message that the file could have chosen but numbers", () => {
    const harmful = "\u009b2J";
    for (const json of [
      `{"${harmful}":1}`,
      `{"a":1,"sections":{"${harmful}":[0,3]}}`,
      `{"a":1,"sections":{"one":["${harmful}",3],"two":[8,9]}}`,
    ]) {
      expect(faultIn(fileOf({ json })).message).not.toContain(harmful);
    }
  });

  it("refuses a file in which any one bit is another, by the code of the part that it is in", () => {
    const file = fileOf();
    const header = ["header-json", "header-keys", "header-value", "section-bounds", "section-overlap", "section-gap"];
    const codesAt = (at: number): readonly string[] => {
      if (at < 8) return ["magic"];
      if (at < 12) return ["version", "digest"];
      if (at < 16) return ["header-length", "header-json"];
      if (at < 16 + HEADER.length) return [...header, "trailing-bytes", "digest"];
      return ["section-gap", "digest"];
    };
    for (let bit = 0; bit < file.length * 8; bit++) {
      const damaged = file.with(bit >> 3, file[bit >> 3]! ^ (1 << (bit & 7)));
      expect(codesAt(bit >> 3), `bit ${bit}`).toContain(faultIn(damaged).code);
    }
  });

  it("refuses a file that is cut off anywhere, or that goes on", () => {
    const file = fileOf();
    const body = file.length - 32 - BODY.length;
    for (let length = 0; length < file.length; length++) {
      const expected = length < 48 ? "too-short" : length < body + 32 ? "header-length" : "section-bounds";
      expect(faultIn(file.subarray(0, length)).code, `${length} bytes`).toBe(expected);
    }
    for (const more of [1, 8, 32]) {
      expect(faultIn(resized(file, more)).code).toBe("trailing-bytes");
    }
  });
});
