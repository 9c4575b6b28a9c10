/** Containers: told by their first bytes, unpacked within limits, refused where they are broken. */

import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDump } from "../../../src/import/read-dump.js";
import { Refusal } from "../../../src/import/refusal.js";
import { bytesOf, dumpOf, read, refusalOf } from "../assembler.js";

const PICKLE = bytesOf("\x80\x04\x8c\x04spam.");

/** joblib's old header: the length in hexadecimal, 19 characters wide. */
const zf = (data: Uint8Array, length: string | number = data.length, pad = ""): Uint8Array =>
  bytesOf("ZF", (typeof length === "string" ? length : `0x${length.toString(16)}`).padEnd(19), pad, deflateSync(data));

/** Python: base64.b64encode(bz2.compress(bytes(2 ** 25))) */
const BZ2_OF_ZEROS = "QlpoOTFBWSZTWaIgopoBAQHAAMAAAAggADCAKRtoAgGiAQDi7kinChIURBRTQA==";

describe("a container", () => {
  it.each(Array.from({ length: 10 }, (_, level) => level))("zlib, level %d", async (level) => {
    expect(await read(deflateSync(PICKLE, { level }))).toMatchObject({ container: "zlib", value: "spam" });
  });

  it("zlib with bytes behind it", async () => {
    expect((await read(bytesOf(deflateSync(PICKLE), "garbage"))).value).toBe("spam");
  });

  it("gzip", async () => {
    expect(await read(gzipSync(PICKLE))).toMatchObject({ container: "gzip", value: "spam" });
  });

  it("gzip of several members, and with bytes behind them", async () => {
    const members = bytesOf(gzipSync(PICKLE.subarray(0, 4)), gzipSync(PICKLE.subarray(4)));
    expect((await read(members)).value).toBe("spam");
    expect((await read(bytesOf(members, "\0\0garbage"))).value).toBe("spam");
  });

  it.each([
    ["", zf(PICKLE)],
    [" by Python 2", zf(PICKLE, `0x${PICKLE.length.toString(16)}L`)],
    [" by joblib 0.8 and Python 2", zf(PICKLE, PICKLE.length, " ")],
  ])("ZF%s", async (_by, file) => {
    expect(await read(file)).toMatchObject({ container: "zf", writer: "joblib", value: "spam" });
  });

  it("whatever the name of the file", async () => {
    const { readDump } = await import("../../../src/import/read-dump.js");
    expect(await readDump({ name: "model.pkl.gz", bytes: deflateSync(PICKLE) })).toMatchObject({ container: "zlib" });
  });

  it("with a pickle cut anywhere is refused", async () => {
    for (const pack of [deflateSync, gzipSync]) {
      const file = pack(PICKLE);
      for (let length = 3; length < file.length; length++) {
        expect((await refusalOf(file.subarray(0, length))).code).toMatch(/damaged|foreign/);
      }
    }
  });

  it.each(["xz", "bz2"] as const)("%s cut anywhere is refused", async (name) => {
    const file = dumpOf(name);
    for (let length = 7; length < file.length; length += 5) {
      expect((await refusalOf(file.subarray(0, length))).code).toBe("damaged");
    }
  });

  it.each(["xz", "bz2"] as const)(
    "%s with a changed byte is refused, or the byte says nothing of the data",
    async (name) => {
      const file = dumpOf(name);
      const { value } = await readDump({ name, bytes: file });
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 12, max: file.length - 13 }),
          fc.integer({ min: 1, max: 255 }),
          async (at, change) => {
            const changed = Buffer.from(file);
            changed[at]! ^= change;
            // In bz2, a table of codes that no group uses may be changed: checksums are of the data alone.
            const outcome = await readDump({ name, bytes: changed }).catch((error) => error);
            if (outcome instanceof Refusal) expect(outcome.code).toMatch(/damaged|limit/);
            else expect(outcome.value).toEqual(value);
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it.each([
    ["zlib", bytesOf("\x78\x9cnonsense"), /the zlib data cannot be unpacked \(/],
    ["gzip", bytesOf("\x1f\x8b\x08nonsense"), /the gzip data cannot be unpacked \(/],
    ["ZF without a length", bytesOf("ZF0xnonsense"), /expected ZF and a length/],
    ["ZF that is shorter than it says", zf(PICKLE, PICKLE.length + 1), /unpack to 9 bytes; expected 10/],
    ["xz", bytesOf("\xfd7zXZ\0nonsense"), /the xz data /],
    ["bz2", bytesOf("BZh9nonsense-nonsense"), /the bz2 data have no block at byte 4/],
    ["bz2 of level 0", bytesOf("BZh0nonsense"), /have level 0 at byte 3/],
    ["zlib of nothing", deflateSync(""), /it unpacks to nothing/],
  ])("%s that is broken is refused", async (_what, file, message) => {
    expect(await refusalOf(file)).toMatchObject({ code: "damaged", message: expect.stringMatching(message) });
  });

  it("that is longer than it says is refused", async () => {
    expect((await refusalOf(zf(PICKLE, 5))).code).toMatch(/damaged|limit/);
    expect((await refusalOf(zf(PICKLE, 2 ** 40))).code).toBe("limit");
  });
});

describe("a file that unpacks to more than 8 MiB and 150 times its size is refused", () => {
  const zeros = Buffer.alloc(2 ** 25);
  it.each([
    ["zlib", deflateSync(zeros)],
    ["gzip", gzipSync(zeros)],
    ["bz2", Buffer.from(BZ2_OF_ZEROS, "base64")],
  ])("%s", async (_name, file) => {
    expect(await refusalOf(file)).toMatchObject({
      code: "limit",
      message: expect.stringMatching(/unpack to more than/),
    });
  });

  it("but not one of less", async () => {
    const pickle = bytesOf("\x80\x04B\0\0\x70\0", Buffer.alloc(0x700000), ".");
    expect((await read(deflateSync(pickle))).value).toHaveLength(0x700000);
  });

  it("raw deflate is no container", async () => {
    expect((await refusalOf(deflateRawSync(PICKLE))).code).toMatch(/foreign|damaged/);
  });
});
