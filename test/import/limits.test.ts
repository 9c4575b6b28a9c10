/** Limits: what files of 64 KiB make the reader take, whatever they hold. Measured in processes of their own. */

import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sharedFolder } from "../support/folders.js";
import { PEAK_BYTES } from "../support/peak-memory.js";
import { bytesOf, dumpOf, little } from "./assembler.js";

const FILE_BYTES = 64 * 1024;
const MIB = 2 ** 20;

/** Reads true files, so that all code is loaded, and then the one in question; says how that went and how much it took. */
const SCRIPT = `
  ${PEAK_BYTES}
  import { readFileSync } from "node:fs";
  const [module, file, ...truths] = process.argv.slice(1);
  const { readDump } = await import(module);
  const run = (path) => readDump({ name: path, bytes: readFileSync(path) }).then(() => "read", (error) => error.code ?? String(error));
  for (const truth of truths) await run(truth);
  const before = process.memoryUsage().rss;
  const start = process.cpuUsage();
  const outcome = await run(file);
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  console.log(JSON.stringify({ outcome, seconds, bytes: peakBytes() - before }));
`;

interface Measured {
  /** "read", or the code of the refusal. */
  readonly outcome: string;
  /** Of the processor, so that what else the machine does counts for little. */
  readonly seconds: number;
  /** Most memory that the process had at any time beyond what it had before. */
  readonly bytes: number;
}

async function measured(file: Uint8Array, root: string): Promise<Measured> {
  const folder = mkdtempSync(join(root, "files-"));
  const paths = [file, dumpOf("padded"), dumpOf("bz2"), dumpOf("xz"), deflateSync("N.")].map((bytes, i) => {
    const path = join(folder, `${i}`);
    writeFileSync(path, bytes);
    return path;
  });
  const module = new URL("../../dist/import/read-dump.js", import.meta.url).href;
  const args = ["--input-type=module", "--eval", SCRIPT, module, ...paths];
  return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as Measured;
}

/** As many copies of an opcode as a file of 64 KiB has room for, packed or not; a packed one unpacks to nearly the limit. */
function full(opcode: string, isPacked: boolean): Uint8Array {
  const bytes = isPacked ? 17_000_000 : FILE_BYTES - 2;
  const pickle = bytesOf("\x80\x04", "N", opcode.repeat(Math.floor((bytes - 1) / opcode.length)));
  if (!isPacked) return pickle;
  const packed = deflateSync(pickle, { level: 9 });
  return bytesOf(packed, "\0".repeat(Math.max(0, FILE_BYTES - packed.length)));
}

const OPCODES: readonly (readonly [name: string, opcode: string])[] = [
  ["None", "N"],
  ["copies of the last value", "2"],
  ["marks", "("],
  ["dicts", "}"],
  ["sets", "\x8f"],
  ["lists", "]"],
  ["tuples in each other", "\x85"],
  ["floats", `G${"\x01".repeat(8)}`],
  ["large integers", `\x8a\x09${"\xff".repeat(8)}\x01`],
  ["texts", "\x8c\x01a"],
  ["texts beyond latin-1", "\x8c\x03\xe2\x82\xac"],
  ["bytes", "C\0"],
  ["remembered values", "\x94"],
  ["objects", "ca\nb\n)R"],
];

const OTHERS: readonly (readonly [what: string, file: Uint8Array])[] = [
  [
    "a memo with holes",
    bytesOf("\x80\x04N", ...Array.from({ length: 10_000 }, (_, i) => bytesOf("r", little(1e6 * (i + 1), 4)))),
  ],
  [
    "copies of a list",
    bytesOf("\x80\x04(", "N".repeat(9000), "l\x94cbuiltins\nlist\n\x94", "h\x01h\0\x85R".repeat(7000)),
  ],
  ["a frame of 2^63 bytes", bytesOf("\x80\x04\x95", little(2n ** 62n, 8), "N.")],
  ["lists nested 30,000 deep", bytesOf("\x80\x04", "(".repeat(30_000), "l".repeat(30_000), ".")],
  ["an integer of many digits", bytesOf("\x80\x02L", "9".repeat(60_000), "L\n.")],
  ["a line of backslashes", bytesOf("\x80\x02V", "\\".repeat(60_000), "\n.")],
  ["zeros packed as zlib", deflateSync(Buffer.alloc(60_000_000), { level: 9 })],
];

describe.concurrent("64 KiB take less than 64 MiB and a second:", () => {
  // Which of the tests that run side by side has ended is not told to a folder for one of them alone.
  const root = sharedFolder();

  it.each([
    ...OPCODES.map(([name, opcode]) => [name, full(opcode, false)] as const),
    ...OPCODES.map(([name, opcode]) => [`${name}, packed`, full(opcode, true)] as const),
    ...OTHERS,
  ])("%s", async (_what, file) => {
    expect(file.length).toBeLessThanOrEqual(FILE_BYTES + 64);
    const { outcome, seconds, bytes } = await measured(file, root);
    expect(outcome).toMatch(/^(?:read|damaged|limit|foreign)$/);
    expect(bytes).toBeLessThan(64 * MIB);
    // Twice as much on two cores that share a cache with others.
    expect(seconds).toBeLessThan(2);
  });
});
