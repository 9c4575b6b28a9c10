/** Fuzzing: small dumps with bytes changed, cut off and swapped are read, or refused as they should be. Nothing else happens. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable } from "../../src/core/errors.js";
import { NdArray, PyObject, type PyValue } from "../../src/import/pickle/values.js";
import { Refusal } from "../../src/import/refusal.js";
import { bytesOf, DUMPS, dumpOf, read } from "./assembler.js";

const CODES = new Set(["damaged", "foreign", "limit", "parameter"]);
const MAX_MESSAGE = 1000;

/** Reads a file and everything in it. */
async function examine(bytes: Uint8Array): Promise<void> {
  try {
    visit((await read(bytes)).value, new Set());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (!CODES.has(error.code)) throw new Error(`code ${error.code}: ${error.message}`);
    if (error.message.length > MAX_MESSAGE || error.message !== printable(error.message)) {
      throw new Error(`a message that is no printable line: ${JSON.stringify(error.message)}`);
    }
  }
}

/** Asks for all that callers ask for. Values may be nested as deep as the file is long: a list, not recursion. */
function visit(value: PyValue, seen: Set<PyValue>): void {
  const open = [value];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one !== "object" || one === null || seen.has(one)) continue;
    seen.add(one);
    if (one instanceof NdArray) visitArray(one, open);
    else if (one instanceof PyObject) open.push(one.type, ...one.args, one.state, ...one.items, one.entries);
    else if (one instanceof Map) open.push(...one.keys(), ...one.values());
    else if (one instanceof Set || Array.isArray(one)) open.push(...one);
  }
}

function visitArray(array: NdArray, open: PyValue[]): void {
  for (const ask of [() => array.float64(), () => open.push(...array.values())]) {
    try {
      ask();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

/** Packed files are told to be damaged by their checksums, and take longer: every so many bytes are enough. */
const stepOf = (name: string): number => (name === "xz" || name === "bz2" ? 16 : 1);

describe("a small dump", () => {
  it.each(DUMPS)("%s, cut off anywhere", async (name) => {
    const whole = dumpOf(name);
    for (let length = 0; length < whole.length; length += stepOf(name)) await examine(whole.subarray(0, length));
  });

  it.each(DUMPS)("%s, with any byte changed", async (name) => {
    const changed = Buffer.from(dumpOf(name));
    for (let at = 0; at < changed.length; at += stepOf(name)) {
      const before = changed[at]!;
      for (const value of [0xff, before ^ 1, before ^ 0x80]) {
        changed[at] = value;
        await examine(changed);
      }
      changed[at] = before;
    }
  });

  it("with parts of it exchanged, repeated or left out", async () => {
    const plain = DUMPS.filter((name) => name !== "xz" && name !== "bz2");
    const part = fc.tuple(fc.constantFrom(...plain), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(60));
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 12 }), async (parts) => {
        const pieces = parts.map(([name, share, length]) => {
          const bytes = dumpOf(name);
          const start = Math.floor(share * bytes.length);
          return bytes.subarray(start, start + length);
        });
        await examine(bytesOf("\x80\x04", ...pieces, "."));
      }),
      { numRuns: 1000 },
    );
  });

  it("of opcodes in any order", async () => {
    const opcodes = [
      ..."().0123NIJKMLFGSTUVXBC]}ldtaesubRcioqrhjgp\x81\x85\x86\x87\x88\x89\x8a\x8c\x8f\x90\x91\x92\x93\x94\x95\x96",
    ];
    const calls = [
      "ca\nb\n",
      "cbuiltins\nset\n",
      "cnumpy\ndtype\n",
      "cnumpy.core.multiarray\nscalar\n",
      "c_codecs\nencode\n",
    ];
    const pieces = fc.constantFrom(
      ...opcodes,
      ...calls,
      "\x01",
      "\0\0\0\0",
      "1\n",
      "K\x01",
      "N",
      "\x8c\x02i8",
      "(",
      "]",
      "}",
      ")",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 60 }), (parts) => examine(bytesOf("\x80\x04", ...parts, "."))),
      { numRuns: 1500 },
    );
    expect(await read(bytesOf("\x80\x04N."))).toMatchObject({ value: null });
  });
});
