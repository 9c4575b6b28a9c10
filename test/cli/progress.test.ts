/** Progress: a spinner on a terminal during work of over half a second, and nowhere else. */

import { execFileSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Io } from "../../src/cli/io.js";
import { Progress } from "../../src/cli/progress.js";
import { ARCHIVE_SHA256, startServer } from "../support/download-server.js";
import { temporaryFolder } from "../support/folders.js";
import { type Outcome, runHere, type Surroundings } from "../support/run-command.js";
import { putFolder, putModel } from "../support/sample-corpus.js";

/** A frame of the spinner (dots of Braille). */
const FRAME = /[\u2801-\u28ff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding escape codes is the purpose
const COLOR = /\u001b\[[0-9;]*m/;

beforeEach(() => {
  // The spinner takes a machine that builds for no terminal, and colours for unwelcome where tests run.
  vi.stubEnv("CI", undefined);
  vi.stubEnv("TERM", "xterm");
  vi.stubEnv("FORCE_COLOR", "1");
  return () => vi.unstubAllEnvs();
});

/** Fetches from a server that takes 900 ms. */
async function fetchSlowly(surroundings: Surroundings, ...options: string[]): Promise<Outcome> {
  const { url } = await startServer();
  const args = ["fetch", temporaryFolder(), "--url", `${url}/slow`, "--sha256", ARCHIVE_SHA256, ...options];
  return runHere(args, surroundings);
}

/** Runs a command on an NDJSON corpus that comes through a named pipe within 900 ms. */
async function readSlowly(command: (corpus: string) => string[]): Promise<Outcome> {
  const pipe = join(temporaryFolder(), "slow.ndjson");
  execFileSync("mkfifo", [pipe]);
  const feeding = (async () => {
    const stream = createWriteStream(pipe);
    for (let i = 0; i < 10; i++) {
      // The first 256 KiB are looked at together.
      const padding = " ".repeat(30_000);
      stream.write(`{"text":"engine${padding}","label":"autos"}\n{"text":"puck${padding}","label":"hockey"}\n`);
      await new Promise((resolve) => setTimeout(resolve, 90));
    }
    stream.end();
  })();
  const outcome = await runHere(command(pipe), { isTTY: true });
  await feeding;
  return outcome;
}

describe("Progress", () => {
  it("shows nothing on a terminal without a size, as in `script` and some containers", async () => {
    const { code, stderr } = await fetchSlowly({ isTTY: true, columns: 0 });
    expect(code).toBe(0);
    expect(stderr).not.toMatch(FRAME);
    expect(stderr).toMatch(/downloaded, SHA-256 matches\n/);
  });

  it("shows a spinner with counts on a terminal, and removes it", async () => {
    const { code, stdout, stderr } = await fetchSlowly({ isTTY: true });
    expect(code).toBe(0);
    expect(stdout).toMatch(/20news-bydate\.tar\.gz\n$/);
    expect(stderr).toMatch(FRAME);
    expect(stderr).toMatch(COLOR);
    expect(stderr).toMatch(/0\.\d of 0\.3 MB/);
    expect(stderr).toMatch(/downloaded, SHA-256 matches\n/);
    const [cursorHidden, cursorShown, lineCleared] = ["?25l", "?25h", "0K"].map((code) => `\u001b[${code}`);
    expect(stderr).toContain(cursorHidden);
    const afterwards = stderr.slice(stderr.lastIndexOf("MB") + 2);
    expect(afterwards).toContain(cursorShown);
    expect(afterwards).toContain(lineCleared);
    expect(afterwards).not.toMatch(FRAME);
  });

  it("shows the bytes received if the server does not state the total", async () => {
    const { url } = await startServer();
    const args = ["fetch", temporaryFolder(), "--url", `${url}/slow-unsized`, "--sha256", ARCHIVE_SHA256];
    const { code, stderr } = await runHere(args, { isTTY: true });
    expect(code).toBe(0);
    expect(stderr).toMatch(/0\.\d MB/);
    expect(stderr).not.toContain(" of ");
  });

  it("has no colours if NO_COLOR is set", async () => {
    const { stderr } = await fetchSlowly({ isTTY: true, env: { NO_COLOR: "1" } });
    expect(stderr).toMatch(FRAME);
    expect(stderr).not.toMatch(COLOR);
  });

  it("keeps the colours if NO_COLOR is empty, as no-color.org has it", async () => {
    expect((await fetchSlowly({ isTTY: true, env: { NO_COLOR: "" } })).stderr).toMatch(COLOR);
  });

  it("announces at once, on a terminal, work that will block it", async () => {
    const shown = async (isTTY: boolean): Promise<string> => {
      let text = "";
      const stderr = new PassThrough().on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      const streams = { stdin: new PassThrough(), stdout: new PassThrough(), env: {} };
      const terminal = Object.assign(stderr, { isTTY, columns: 80, cursorTo: () => true, clearLine: () => true });
      const progress = new Progress(new Io({ ...streams, stderr: terminal }, false));
      await progress.announce("fitting a model to 10.9 MB of counts");
      progress.stop();
      return text;
    };
    expect(await shown(true)).toMatch(/fitting a model to 10\.9 MB of counts/);
    expect(await shown(false)).toBe("");
  });

  it("shows nothing if stderr is not a terminal, or with --quiet", async () => {
    const piped = await fetchSlowly({ isTTY: false });
    expect(piped.stderr).toMatch(/^newsgroups: [^\n]*: downloaded, SHA-256 matches\n$/);
    expect(await fetchSlowly({ isTTY: true }, "--quiet")).toMatchObject({ code: 0, stderr: "" });
  });

  it("shows nothing for short work", async () => {
    const folder = temporaryFolder();
    const { stderr } = await runHere(["train", putFolder(folder, "corpus"), "-o", join(folder, "o")], { isTTY: true });
    expect(stderr).toMatch(/^(newsgroups: [^\n]*\n){2}$/);
  });

  it("counts documents, categories and words while train reads", async () => {
    const output = join(temporaryFolder(), "my.counts");
    const { code, stderr } = await readSlowly((corpus) => ["train", corpus, "-o", output]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/1\d documents, 2 categories, 2 words/);
  });

  it("counts documents while evaluate classifies them", async () => {
    const model = await putModel(temporaryFolder());
    const { code, stderr, stdout } = await readSlowly((corpus) => ["evaluate", corpus, "-m", model]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/1\d documents classified/);
    expect(stdout).toMatch(/^documents +20\n/);
  });

  it("removes the spinner if the work fails", async () => {
    const { url } = await startServer();
    const args = ["fetch", temporaryFolder(), "--url", `${url}/slow`, "--sha256", "0".repeat(64)];
    const { code, stderr } = await runHere(args, { isTTY: true });
    expect(code).toBe(1);
    const lines = stderr.split("\u001b[?25h");
    expect(lines[0]).toMatch(FRAME);
    expect(lines.at(-1)).toMatch(/newsgroups: http:.*SHA-256/);
    expect(lines.at(-1)).not.toMatch(FRAME);
  });
});
