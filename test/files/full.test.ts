/** Writing to a full disk: a clear error, the old file unchanged, and no file beside it. */

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeFile } from "../../src/files/write.js";
import { train } from "../../src/index.js";
import { put, temporaryFolder } from "../support/folders.js";
import { skippedWithoutPath } from "../support/programs.js";
import { BIN } from "../support/run-command.js";
import { SAMPLES } from "../support/sample-corpus.js";

const WITHOUT_FULL = skippedWithoutPath("/dev/full");

describe("writeFile", () => {
  it.skipIf(WITHOUT_FULL)(`reports a full device${WITHOUT_FULL}`, async () => {
    const error: unknown = await writeFile("/dev/full", Buffer.from("x")).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "file", message: expect.stringContaining("no space left on the device") });
  });
});

describe("newsgroups dump", () => {
  it.runIf(process.platform !== "win32")(
    "reports the limit of a file's size, and leaves the old model unchanged",
    async () => {
      const folder = temporaryFolder();
      const counts = put(folder, "counts", await train(SAMPLES));
      mkdirSync(join(folder, "outputs"));
      const model = join(folder, "outputs", "model");
      const dump = (limit: string): { status: number | null; stderr: string } =>
        spawnSync(
          "sh",
          ["-c", `ulimit -f ${limit} && exec "$@"`, "sh", process.execPath, BIN, "dump", counts, "-o", model],
          { encoding: "utf8" },
        );
      // The limit is in blocks of 512 bytes or of 1,024; the model is larger than both.
      for (const before of [[], ["model"]]) {
        if (before.length > 0) writeFileSync(model, "old");
        const { status, stderr } = dump("1");
        expect(status).toBe(1);
        expect(stderr).toMatch(/^newsgroups: .*\/outputs\/model: cannot write: .*too large.*\n$/);
        expect(readdirSync(join(folder, "outputs"))).toEqual(before);
      }
      expect(readFileSync(model, "utf8")).toBe("old");
      expect(dump("unlimited")).toMatchObject({ status: 0 });
      expect(readFileSync(model).length).toBeGreaterThan(1024);
    },
  );
});
