/** Runs the command line: `main` in this process, or the real program in a process of its own. */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { clearLine, cursorTo, moveCursor } from "node:readline";
import { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { main } from "../../src/cli/main.js";

/** How a command ended and what it printed. */
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

/** Streams for a run in this process. */
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

/** Starts the real program with pipes to it; it ends with the test at the latest. */
export function startBin(
  args: readonly string[],
  { env = {}, cwd }: Pick<Surroundings, "env" | "cwd"> = {},
): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, ...env }, cwd });
  // A program may end before it has read everything.
  child.stdin.on("error", () => {});
  // What a hook starts has no test to end with.
  if (expect.getState().currentTestName !== undefined) onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Waits until a program has ended and everything it printed is here. */
async function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  const [stdout, stderr, [code]] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** Runs the real program to its end. */
export function runBin(args: readonly string[], { stdin = "", ...rest }: Surroundings = {}): Promise<Outcome> {
  const child = startBin(args, rest);
  child.stdin.end(stdin);
  return outcomeOf(child);
}

/** Runs the real program, and closes an output of it: at once, or after its first bytes (as `| head -1` does). */
export function runClosing(
  args: readonly string[],
  closed: "stdout" | "stderr",
  when: "at once" | "after the first bytes",
  { stdin = "" }: Surroundings = {},
): Promise<Outcome> {
  const child = startBin(args);
  child[closed].once("data", () => child[closed].destroy());
  if (when === "at once") child[closed].destroy();
  child.stdin.end(stdin);
  return outcomeOf(child);
}

/** Everything that comes until the stream closes, by whichever side. */
async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  if (!stream.closed) await once(stream, "close");
  return Buffer.concat(chunks).toString();
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
