/** Two ways to run a command: in this process, and as the real program in a process of its own. */

import { spawn } from "node:child_process";
import { clearLine, cursorTo, moveCursor } from "node:readline";
import { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { main } from "../../src/cli/main.js";

/** What a command left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly stdin?: string | Uint8Array;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Streams of one's own, for a run in this process. */
export interface OwnStreams {
  readonly source?: Readable;
  readonly stdout?: Writable;
}

/** Runs `newsgroups` in this process. */
export async function runHere(
  args: readonly string[],
  { stdin = "", isTTY = false, columns = 80, env = {}, source, stdout }: Surroundings & OwnStreams = {},
): Promise<Outcome> {
  const printed = new Collector();
  const stderr = new Terminal(isTTY, columns);
  const given = source ?? Readable.from(stdin.length === 0 ? [] : [Buffer.from(stdin)]);
  const code = await main(args, {
    stdin: Object.assign(given, { isTTY }),
    stdout: stdout ?? printed,
    stderr,
    env,
  });
  return { code, stdout: printed.text(), stderr: stderr.text() };
}

export const BIN: string = fileURLToPath(new URL("../../bin/newsgroups.js", import.meta.url));

/** Runs the real program. */
export function runBin(args: readonly string[], { stdin = "", env = {}, cwd }: Surroundings = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, ...env }, cwd });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
  });
}

/** Runs the real program, and closes an output of it: at once, or after its first bytes (as `| head -1` does). */
export function runClosing(
  args: readonly string[],
  closed: "stdout" | "stderr",
  when: "at once" | "after the first bytes",
  { stdin = "" }: Surroundings = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args]);
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].on("data", (chunk: Buffer) => {
        texts[name] += chunk;
        if (name === closed) child[name].destroy();
      });
    }
    if (when === "at once") child[closed].destroy();
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...texts }));
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
  });
}

class Collector extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString();
  }
}

/** A stream with what a terminal has besides, as `tty.WriteStream` does it; `isTTY` says whether it is one. */
class Terminal extends Collector {
  readonly isTTY: boolean;
  readonly columns: number;

  constructor(isTTY: boolean, columns: number) {
    super();
    this.isTTY = isTTY;
    this.columns = columns;
  }

  cursorTo(x: number): boolean {
    return cursorTo(this, x);
  }

  moveCursor(dx: number, dy: number): boolean {
    return moveCursor(this, dx, dy);
  }

  clearLine(direction: -1 | 0 | 1): boolean {
    return clearLine(this, direction);
  }
}
