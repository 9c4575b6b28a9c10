/** Spools in files: they return what was written, and leave no file behind. */

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FileSpool } from "../../src/files/file-spool.js";
import { temporaryFolder } from "../support/folders.js";

/** Pieces of more than the 16 MiB that stay in memory, each different. */
const PIECES = Array.from({ length: 40 }, (_, i) => new Uint8Array(700_001).fill(i + 1));

describe("FileSpool", () => {
  it.each([0, 3, 40])("returns what was written in %d pieces, any number of times", (n) => {
    const folder = temporaryFolder();
    const spool = new FileSpool(join(folder, "some.counts"));
    const buffer = new Uint8Array(700_001);
    for (const piece of PIECES.slice(0, n)) {
      // What is written may be written over at once.
      buffer.set(piece);
      spool.write(buffer);
    }
    expect(spool.length).toBe(n * 700_001);
    for (let i = 0; i < 2; i++) {
      const all = Buffer.concat(Array.from(spool.pieces(), (piece) => Buffer.from(piece)));
      expect(all.equals(Buffer.concat(PIECES.slice(0, n)))).toBe(true);
    }
    const all = Buffer.concat(PIECES.slice(0, n));
    for (const [start, end] of [
      [0, all.length],
      [all.length >> 1, Math.min(all.length, (all.length >> 1) + 10)],
      [all.length, all.length],
    ] as const) {
      expect(all.subarray(start, end).equals(spool.view(start, end))).toBe(true);
    }
    // The file has no name, also while it is in use.
    expect(readdirSync(folder)).toEqual([]);
    spool.close();
  });

  it("names its output file if it cannot write", () => {
    const folder = temporaryFolder();
    const path = join(folder, "gone", "some.counts");
    const spool = new FileSpool(path);
    rmSync(join(folder, "gone"), { recursive: true, force: true });
    expect(() => {
      for (const piece of PIECES) spool.write(piece);
    }).toThrow(expect.objectContaining({ code: "file", message: expect.stringContaining(path) }));
    spool.close();
  });
});
