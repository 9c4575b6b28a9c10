/** One machine: a generated corpus in shards, its counts added flat and as a tree, and all of it trained at once; scaled down. */

import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { sharedFolder } from "../support/folders.js";

interface Figures {
  readonly corpusBytes: number;
  readonly trained: readonly { readonly megabytes: number }[];
  readonly merged: readonly { readonly shards: number; readonly words: number; readonly megabytes: number }[];
  readonly tree: { readonly megabytes: number };
  readonly dumped: { readonly megabytes: number };
  readonly same: boolean;
}

let figures: Figures;
const folder = sharedFolder();

describe("bench/scale/one-machine.js", () => {
  beforeAll(() => {
    const args = ["bench/scale/one-machine.js", "3000", "16", folder];
    const stdio: ["ignore", "pipe", "ignore"] = ["ignore", "pipe", "ignore"];
    figures = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", stdio })) as Figures;
  }, 400_000);

  it("finds the same bytes for shards added at once, as a tree, and for training on the whole", () => {
    expect(figures.same).toBe(true);
    expect(figures.merged.map(({ shards }) => shards)).toEqual([2, 4, 8, 16]);
  });

  it("finds that adding takes less memory than training a shard of 30 MB may, and grows little with shards", () => {
    for (const { megabytes } of [...figures.trained, ...figures.merged, figures.tree, figures.dumped]) {
      expect(megabytes).toBeLessThan(400);
    }
    const [two, , , sixteen] = figures.merged;
    expect(sixteen!.megabytes).toBeLessThan(2 * two!.megabytes);
    expect(sixteen!.words).toBeGreaterThan(2 * two!.words);
  });
});
