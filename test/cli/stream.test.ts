/** The real program as a filter: each line is answered, at once or in blocks, in constant memory. */

import { type ChildProcess, type ChildProcessWithoutNullStreams, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { Writable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { dump, load, train } from "../../src/index.js";
import { put, temporaryFolder } from "../support/folders.js";
import { skippedWithoutPath } from "../support/programs.js";
import { BIN, runBin, runClosing, runHere, startBin } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";

const MOST_MEGABYTES = 150;
const WITHOUT_PROC = skippedWithoutPath("/proc/self/status");
const WITHOUT_FULL = skippedWithoutPath("/dev/full");

async function start(...args: readonly string[]): Promise<ChildProcessWithoutNullStreams> {
  return startBin(["predict", "-m", await putModel(temporaryFolder()), ...args]);
}

/** Peak memory so far, in MB. */
function peakOf(child: ChildProcess): number {
  const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))!;
  return Number(kibibytes) / 1000;
}

/** Writes a block again and again, waiting where it must, until so many are written; `taken` says how many are. */
function writeBlocks(stdin: Writable, block: Buffer, times: number): { taken: number; done: Promise<void> } {
  const progress = { taken: 0, done: Promise.resolve() };
  progress.done = (async () => {
    while (progress.taken < times) {
      if (!stdin.write(block)) await once(stdin, "drain");
      progress.taken++;
    }
  })();
  return progress;
}

describe("predict --lines", () => {
  it("answers every line in order, whatever it contains", async () => {
    const lines: [string | Buffer, string][] = [
      ["puck", "hockey"],
      ["", ""],
      [" \t\u2003", ""],
      ["\u0000orbit\u0000", ""],
      [Buffer.from([0xff, 0xfe, 0x20, ...Buffer.from("engine")]), "autos"],
      [Buffer.from("\xed\xa0\x80 puck", "latin1"), "hockey"],
      ["engine ".repeat(1_400_000), "autos"],
      ["x".repeat(11_000_000), ""],
      ["puck \u2028 puck \u0085 \u000b\u000c puck", "hockey"],
      ["orbit\r", "space"],
      ["\ufeffpuck", "hockey"],
      ["engine 😀 漢字 محرك __proto__ constructor toString", "autos"],
      ["rocket", "space"],
    ];
    const stdin = Buffer.concat(
      lines.flatMap(([line], i) => [Buffer.from(line as string), Buffer.from(i === 12 ? "" : "\n")]),
    );
    const { code, stdout, stderr } = await runBin(["predict", "-m", await putModel(temporaryFolder()), "--lines"], {
      stdin,
    });
    expect(stdout).toBe(lines.map(([, category]) => `${category}\n`).join(""));
    expect(stderr.match(/warning: line \d+: the text is \w+/g)).toEqual([
      "warning: line 2: the text is empty",
      "warning: line 3: the text is empty",
      "warning: line 4: the text is binary",
      "warning: line 8: the text is longer",
    ]);
    expect(code).toBe(0);
  });

  it("answers line by line within 50 ms, as a co-process", async () => {
    const child = await start("--lines");
    const answers = child.stdout![Symbol.asyncIterator]();
    const milliseconds: number[] = [];
    for (let i = 0; i < 21; i++) {
      const [line, answer] = i % 2 === 0 ? ["puck\n", "hockey\n"] : ["orbit\n", "space\n"];
      const sent = performance.now();
      child.stdin.write(line!);
      expect(String((await answers.next()).value)).toBe(answer);
      milliseconds.push(performance.now() - sent);
    }
    child.stdin.end();
    expect(await once(child, "exit")).toEqual([0, null]);
    // The first one waits for the program to start.
    expect(milliseconds.slice(1).sort((a, b) => a - b)[10]).toBeLessThan(50);
  });

  it("answers in large blocks if input is plentiful", async () => {
    let writes = 0;
    const stdout = new Writable({
      write(_chunk, _encoding, done) {
        writes++;
        done();
      },
    });
    const lines = 100_000;
    const file = put(temporaryFolder(), "lines", "puck\n".repeat(lines));
    const { createReadStream } = await import("node:fs");
    const model = await putModel(temporaryFolder());
    expect((await runHere(["predict", "-m", model, "--lines"], { source: createReadStream(file), stdout })).code).toBe(
      0,
    );
    expect(lines / writes).toBeGreaterThan(1000);
  });

  it.skipIf(WITHOUT_PROC)(`waits for a slow reader, in constant memory${WITHOUT_PROC}`, async () => {
    const child = await start("--lines", "--quiet");
    const linesOfBlock = 2000;
    const block = Buffer.from("goalie puck rink engine unheard-of words too\n".repeat(linesOfBlock));
    const times = 200;
    const writing = writeBlocks(child.stdin, block, times);
    // Nobody reads: it takes what the pipes hold and then no more.
    for (let before = -1; before !== writing.taken || before === 0; ) {
      before = writing.taken;
      await setTimeout(500);
    }
    expect(writing.taken * block.length).toBeLessThan(4_000_000);
    expect(peakOf(child)).toBeLessThan(MOST_MEGABYTES);
    let answered = 0;
    for await (const chunk of child.stdout!) {
      for (const byte of chunk as Buffer) if (byte === 0x0a) answered++;
      if (answered === times * linesOfBlock) {
        expect(peakOf(child)).toBeLessThan(MOST_MEGABYTES);
        child.stdin.end();
      }
    }
    await writing.done;
    expect(answered).toBe(times * linesOfBlock);
    expect(child.exitCode ?? (await once(child, "exit"))[0]).toBe(0);
  });

  it("continues when the reader of its many warnings is gone", async () => {
    const lines = 100_000;
    const model = await putModel(temporaryFolder());
    const args = ["predict", "-m", model, "--lines"];
    const outcome = await runClosing(args, "stderr", "after the first bytes", { stdin: "\n".repeat(lines) });
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toBe("\n".repeat(lines));
  });

  it("ends quietly when its reader is gone, even if its input is endless", async () => {
    const child = await start("--lines");
    child.stdin.on("error", () => {});
    const writing = writeBlocks(child.stdin, Buffer.from("puck\n".repeat(1000)), Number.POSITIVE_INFINITY);
    writing.done.catch(() => {});
    const [first] = (await once(child.stdout!, "data")) as [Buffer];
    expect(String(first)).toMatch(/^hockey\n/);
    child.stdout!.destroy();
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it.skipIf(WITHOUT_FULL)(
    `reports in one line that its answers cannot be written, and exits with 1${WITHOUT_FULL}`,
    async () => {
      const full = openSync("/dev/full", "w");
      const model = await putModel(temporaryFolder());
      const { status, stderr } = spawnSync(process.execPath, [BIN, "predict", "-m", model, "--lines"], {
        input: "puck\n".repeat(100_000),
        stdio: ["pipe", full, "pipe"],
      });
      closeSync(full);
      expect(stderr.toString()).toMatch(/^newsgroups: standard output: cannot write: no space left[^\n]*\n$/);
      expect(status).toBe(1);
    },
  );
});

describe("names with a meaning in JavaScript, and names beyond ASCII", () => {
  const WORDS = ["__proto__", "constructor", "toString", "hasOwnProperty", "😀", "漢字", "عربي", "naïve"];

  it("are ordinary terms, labels, file names and keys", async () => {
    const folder = temporaryFolder();
    const documents = WORDS.map((word) => ({ label: word, text: `${word} ${word}x` }));
    const model = put(folder, "model", await dump(await train(documents)));
    const classifier = load(model);
    expect([...classifier.targets].sort()).toEqual([...WORDS].sort());
    const lines = await runBin(["predict", "-m", model, "--lines"], {
      stdin: documents.map(({ text }) => `${text}\n`).join(""),
    });
    expect(lines).toEqual({ code: 0, stdout: WORDS.map((word) => `${word}\n`).join(""), stderr: "" });
    const files = documents.map(({ label, text }) => put(folder, label, text));
    const named = await runBin(["predict", "-m", model, "--json", "--file", ...files]);
    const records = named.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(records.map(({ file, category }) => [file, category])).toEqual(files.map((file, i) => [file, WORDS[i]]));
    const given = documents.map(({ label, text }) => `{"${label}":{"__proto__":1},"text":"\\ud800 ${text}\\u0001"}`);
    const back = await runBin(["predict", "-m", model, "--ndjson"], { stdin: given.join("\n") });
    expect(
      back.stdout
        .split("\n")
        .slice(0, -1)
        .map((line) => line.replace(/,"category".*/, "}")),
    ).toEqual(given);
    expect(back.stdout.match(/"category":"([^"]+)"/g)).toEqual(WORDS.map((word) => `"category":"${word}"`));
  });
});
