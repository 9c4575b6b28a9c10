/** Input and output: slow readers are waited for, closed pipes end the work, write errors are reported. */

import { Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { ClosedPipe, Io, type Streams } from "../../src/cli/io.js";
import { temporaryFolder } from "../support/folders.js";
import { runHere } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";

type Write = (chunk: Buffer, done: (error?: Error | null) => void) => void;

const sink = (write: Write, highWaterMark = 16): Writable =>
  new Writable({ highWaterMark, write: (chunk, _encoding, done) => write(chunk, done) });

function ioOf(stdout: Writable, quiet = false): { io: Io; told: string[] } {
  const told: string[] = [];
  const stderr = sink((chunk, done) => {
    told.push(chunk.toString());
    done();
  });
  const streams: Streams = { stdin: Readable.from([]), stdout, stderr, env: {} };
  return { io: new Io(streams, quiet), told };
}

const failing = (code: string): Writable => {
  return sink((_, done) => done(Object.assign(new Error(`write ${code}`), { code })));
};

describe("Io", () => {
  it("waits while the reader is slow", async () => {
    const taken: string[] = [];
    const { io } = ioOf(
      sink((chunk, done) => {
        setTimeout(() => {
          taken.push(chunk.toString());
          done();
        }, 20);
      }),
    );
    const long = "x".repeat(100);
    await io.print(long);
    expect(taken).toEqual([long]);
    await io.print("short");
    expect(taken).toEqual([long]);
    await io.flush();
    expect(taken).toEqual([long, "short", ""]);
  });

  it("throws ClosedPipe when the reader is gone, while it prints, waits or flushes", async () => {
    const { io } = ioOf(failing("EPIPE"));
    await expect(io.print("x".repeat(100))).rejects.toThrow(ClosedPipe);
    await expect(io.print("more")).rejects.toThrow(ClosedPipe);
    await expect(io.flush()).rejects.toThrow(ClosedPipe);
  });

  it("does not wait for a reader that closes without an error", async () => {
    const stdout = sink(() => setTimeout(() => stdout.destroy(), 10));
    const { io } = ioOf(stdout);
    await io.print("x".repeat(100));
    expect(stdout.destroyed).toBe(true);
  });

  it("waits while the reader of its messages is slow", async () => {
    let told = 0;
    const stderr = sink((_, done) => {
      setTimeout(() => {
        told++;
        done();
      }, 10);
    });
    const stdout = sink((_, done) => done());
    const io = new Io({ stdin: Readable.from([]), stdout, stderr, env: {} }, false);
    for (let i = 0; i < 3; i++) io.info("a long warning");
    await io.print("result");
    expect(told).toBe(3);
  });

  it("leaves no listeners after waiting", async () => {
    const stdout = sink((_, done) => setImmediate(done));
    const { io } = ioOf(stdout);
    const listeners = (): number[] => ["drain", "error", "close"].map((event) => stdout.listenerCount(event));
    const before = listeners();
    for (let i = 0; i < 20; i++) await io.print("x".repeat(100));
    expect(listeners()).toEqual(before);
  });

  it("reports results that cannot be written", async () => {
    const { io } = ioOf(failing("ENOSPC"));
    await expect(io.print("x".repeat(100))).rejects.toThrow(
      /^standard output: cannot write: no space left on the device/,
    );
  });

  it("prints messages unless it is quiet, and errors always", async () => {
    for (const [quiet, expected] of [
      [false, ["newsgroups: warning\n", "newsgroups: bad\n"]],
      [true, ["newsgroups: bad\n"]],
    ] as const) {
      const { io, told } = ioOf(failing("EPIPE"), quiet);
      io.info("warning");
      io.error("bad");
      expect(told).toEqual(expected);
    }
  });
});

describe("a command", () => {
  it("fails if its input cannot be read", async () => {
    for (const args of [[], ["--lines"], ["--ndjson"]]) {
      const source = new Readable({
        read() {
          this.destroy(Object.assign(new Error("read EIO"), { code: "EIO" }));
        },
      });
      const { code, stderr } = await runHere(["predict", ...args], { source });
      expect(code).toBe(1);
      expect(stderr).toBe("newsgroups: standard input: cannot read: read EIO\n");
    }
  });

  it("stops reading, with success, when the reader of its results is gone", async () => {
    let given = 0;
    const source = Readable.from(
      (async function* () {
        for (; given < 1000; given++) yield Buffer.from("puck\n".repeat(100));
      })(),
    );
    const model = await putModel(temporaryFolder());
    const { code, stderr } = await runHere(["predict", "-m", model, "--lines"], { source, stdout: failing("EPIPE") });
    expect([code, stderr]).toEqual([0, ""]);
    expect(given).toBeLessThan(100);
  });

  it("fails if its results cannot be written", async () => {
    const { code, stderr } = await runHere(["load-check", "--json"], { stdout: failing("EIO") });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^newsgroups: standard output: cannot write: [^\n]+\n$/);
  });
});
