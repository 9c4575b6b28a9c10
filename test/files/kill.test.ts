/** Writing under SIGKILL: whenever a process dies, the file is the old one or the new one, whole. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, utimesSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { writeFile } from "../../src/files/write.js";
import { train } from "../../src/index.js";
import { put, SAMPLES } from "../cli/corpus.js";
import { BIN, runBin } from "../cli/run.js";
import { byteOf, SIZE, seeded, startWriter } from "./processes.js";
import { temporaryFolder } from "./temporary.js";

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

describe("newsgroups dump", () => {
  it("leaves the old model or the new one, whole, if it is killed while it writes", {
    timeout: PATIENCE_MS,
  }, async () => {
    const folder = temporaryFolder();
    const counts = put(folder, "counts", await train(SAMPLES));
    const outputs = join(put(folder, "outputs/model", "old"), "..");
    const model = join(outputs, "model");
    const args = ["dump", counts, "--output", join(folder, "whole")];
    expect(await runBin(args)).toMatchObject({ code: 0 });
    const whole = readFileSync(join(folder, "whole"));
    const random = seeded(1);
    for (let i = 0; i < 8; i++) {
      const watcher = watch(outputs);
      const changed = once(watcher, "change");
      const child = spawn(process.execPath, [BIN, "dump", counts, "--output", model], { stdio: "ignore" });
      const ended = once(child, "close");
      await Promise.race([changed, ended]);
      // Writing takes about a millisecond.
      if (random() < 0.5) await wait(2 * random());
      child.kill("SIGKILL");
      await ended;
      watcher.close();
      const found = readFileSync(model);
      expect(found.equals(whole) || found.equals(Buffer.from("old"))).toBe(true);
      writeFileSync(model, "old");
    }
    age(outputs);
    expect(await runBin(["dump", counts, "--output", model])).toMatchObject({ code: 0 });
    expect(readFileSync(model).equals(whole)).toBe(true);
    expect(readdirSync(outputs)).toEqual(["model"]);
  });
});
