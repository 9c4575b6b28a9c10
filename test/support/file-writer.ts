/** A process that writes a file again and again, and checks of what it wrote. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";

const WRITE = new URL("../../dist/files/write.js", import.meta.url).href;

/** A file's content is all of one byte, so that a part of another shows; it is written in more than one piece. */
export const SIZE: number = 1 << 20;

/**
 * What a writer's process runs, its arguments the path, the byte to begin with, and how often: it writes the file again
 * and again, each time with the next byte, and prints the byte when the file is written.
 */
const WRITER = `
  import { replaceFile } from ${JSON.stringify(WRITE)};
  const [path, first, times] = process.argv.slice(1);
  for (let i = 0; i < Number(times); i++) {
    const byte = (Number(first) + i) % 256;
    const piece = Buffer.alloc(${SIZE} / 16, byte);
    await replaceFile(path, Array(16).fill(piece));
    process.stdout.write(byte + "\\n");
  }`;

export interface Writer {
  readonly child: ChildProcess;
  /** The bytes whose files it said it has written. */
  readonly written: readonly number[];
  /** Resolves when it has written its first file. */
  readonly begun: Promise<unknown>;
  /** Resolves to the signal that ended it, and all is in `written`. */
  readonly ended: Promise<NodeJS.Signals | null>;
}

export function startWriter(path: string, first: number, times: number): Writer {
  const args = ["--input-type=module", "--eval", WRITER, path, String(first), String(times)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const written: number[] = [];
  child.stdout.on("data", (chunk: Buffer) => {
    for (const line of chunk.toString().trim().split("\n")) written.push(Number(line));
  });
  const ended = once(child, "close").then(([, signal]: unknown[]) => signal as NodeJS.Signals | null);
  return { child, written, begun: once(child.stdout, "data"), ended };
}

/** The byte that a file is all of; fails the test if it is not. */
export function byteOf(path: string): number {
  const bytes = readFileSync(path);
  if (bytes.length !== SIZE) throw new Error(`${bytes.length} bytes instead of ${SIZE}`);
  const [first] = bytes;
  if (!bytes.equals(Buffer.alloc(SIZE, first))) throw new Error("a file of two writings");
  return first!;
}
