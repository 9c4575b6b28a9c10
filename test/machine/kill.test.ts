/** Writing under SIGKILL: whenever a process dies, the file is completely old or completely new. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, utimesSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { writeFile } from "../../src/files/write.js";
import { dump, train } from "../../src/index.js";
import { byteOf, SIZE, startWriter } from "../support/file-writer.js";
import { put, temporaryFolder } from "../support/folders.js";
import { seeded } from "../support/random.js";
import { BIN, runBin } from "../support/run-command.js";
import { putNdjson, SAMPLES } from "../support/sample-corpus.js";

const KILLS = 50;
const AT_ONCE = 5;
/** Fifty processes start, and each write waits for the disk. */
const PATIENCE_MS = 120_000;
const AN_HOUR_MS = 3_600_000;

/** Makes what killed writers left as old as it is when someone comes back to it. */
function age(folder: string): void {
  const then = new Date(Date.now() - AN_HOUR_MS);
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), then, then);
}

describe("replaceFile", () => {
  it("leaves the old file or the new one, whole, if it is killed at any moment", { timeout: PATIENCE_MS }, async () => {
    let leftovers = 0;
    const killAgainAndAgain = async (seed: number): Promise<void> => {
      const random = seeded(seed);
      const folder = temporaryFolder();
      const path = join(folder, "file");
      writeFileSync(path, Buffer.alloc(SIZE));
      for (let i = 0; i < KILLS / AT_ONCE; i++) {
        const before = byteOf(path);
        const writer = startWriter(path, before + 1, Number.MAX_SAFE_INTEGER);
        await writer.begun;
        await wait(30 * random());
        writer.child.kill("SIGKILL");
        expect(await writer.ended).toBe("SIGKILL");
        // It was killed before it wrote the next one, or before it could say that it had.
        const last = writer.written.at(-1)!;
        expect([last, (last + 1) % 256]).toContain(byteOf(path));
      }
      leftovers += readdirSync(folder).length - 1;
      age(folder);
      await writeFile(path, Buffer.alloc(SIZE, 7));
      expect(readdirSync(folder)).toEqual(["file"]);
      expect(byteOf(path)).toBe(7);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, seed) => killAgainAndAgain(seed)));
    // Or it was never killed while it wrote, and all this shows nothing.
    expect(leftovers).toBeGreaterThan(0);
  });

  it("leaves one of two, whole, if two processes write the same file at once", { timeout: PATIENCE_MS }, async () => {
    const folder = temporaryFolder();
    const path = join(folder, "file");
    const times = 40;
    const writers = [startWriter(path, 0, times), startWriter(path, 100, times)];
    let haveEnded = false;
    const ends = Promise.all(writers.map(({ ended }) => ended)).finally(() => {
      haveEnded = true;
    });
    await Promise.race(writers.map(({ begun }) => begun));
    for (; !haveEnded; await wait(1)) byteOf(path);
    await ends;
    expect(writers.map(({ written }) => written.length)).toEqual([times, times]);
    expect([times - 1, 100 + times - 1]).toContain(byteOf(path));
    expect(readdirSync(folder)).toEqual(["file"]);
  });
});

/**
 * Runs a command that writes the file at `path` again and again, and kills it at some moment from when it begins to
 * write.
 *
 * @param old what is there before each run.
 * @returns what was there after each.
 */
async function killedWriting(args: readonly string[], path: string, old: Uint8Array): Promise<Buffer[]> {
  const random = seeded(1);
  const found: Buffer[] = [];
  for (let i = 0; i < 8; i++) {
    writeFileSync(path, old);
    const watcher = watch(join(path, ".."));
    const changed = once(watcher, "change");
    const child = spawn(process.execPath, [BIN, ...args], { stdio: "ignore" });
    const ended = once(child, "close");
    await Promise.race([changed, ended]);
    // Writing takes about a millisecond.
    if (random() < 0.5) await wait(2 * random());
    child.kill("SIGKILL");
    await ended;
    watcher.close();
    found.push(readFileSync(path));
  }
  writeFileSync(path, old);
  age(join(path, ".."));
  return found;
}

describe("newsgroups dump", () => {
  it("leaves the old model or the new one, whole, if it is killed while it writes", {
    timeout: PATIENCE_MS,
  }, async () => {
    const folder = temporaryFolder();
    const counts = put(folder, "counts", await train(SAMPLES));
    const model = put(folder, "outputs/model", "old");
    const whole = Buffer.from(await dump(await train(SAMPLES)));
    const args = ["dump", counts, "--output", model];
    for (const found of await killedWriting(args, model, Buffer.from("old"))) {
      expect(found.equals(whole) || found.equals(Buffer.from("old"))).toBe(true);
    }
    expect(await runBin(args)).toMatchObject({ code: 0 });
    expect(readFileSync(model).equals(whole)).toBe(true);
    expect(readdirSync(join(folder, "outputs"))).toEqual(["model"]);
  });
});

describe("newsgroups train --into", () => {
  it("leaves the old counts or those with all documents, whole, if it is killed while it writes", {
    timeout: PATIENCE_MS,
  }, async () => {
    const folder = temporaryFolder();
    const [old, grown] = [Buffer.from(await train(SAMPLES.slice(0, 5))), Buffer.from(await train(SAMPLES))];
    const counts = put(folder, "outputs/counts", old);
    const args = ["train", "--into", counts, putNdjson(folder, "more.ndjson", SAMPLES.slice(5))];
    for (const found of await killedWriting(args, counts, old)) {
      expect(found.equals(old) || found.equals(grown)).toBe(true);
    }
    expect(await runBin(args)).toMatchObject({ code: 0 });
    expect(readFileSync(counts).equals(grown)).toBe(true);
    expect(readdirSync(join(folder, "outputs"))).toEqual(["counts"]);
  });
});
