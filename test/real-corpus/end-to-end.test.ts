/** The whole way on the real corpus, with the real program: what the project promises of accuracy, size and memory. */

import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.js";
import { decodeFlat } from "../support/flat-model.js";
import { sharedFolder } from "../support/folders.js";
import { BIN } from "../support/run-command.js";

const ARCHIVE = process.env["NEWSGROUPS_CORPUS"] ?? "../shared/corpus/20news-bydate-train.tar.gz";
const EMBEDDED = "data/20newsgroups.model";
const folder = sharedFolder();
const at = (name: string): string => join(folder, name);
const PEAK = "data:text/javascript,process.on('exit',()=>console.error('peak',process.resourceUsage().maxRSS))";

/** Runs the program; resolves with its output and its peak memory in MB. */
async function run(...args: string[]): Promise<{ stdout: string; stderr: string; megabytes: number }> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", PEAK, BIN, ...args], {
    maxBuffer: 1 << 26,
  });
  return { stdout, stderr, megabytes: (Number(/peak (\d+)/.exec(stderr)?.[1]) * 1024) / 1e6 };
}

async function accuracy(...args: string[]): Promise<number> {
  const { stdout } = await run("evaluate", at("dev/judge"), "--json", ...args);
  return (JSON.parse(stdout) as { accuracy: number }).accuracy;
}

describe("the real corpus", () => {
  it("is the one whose figures are told", () => {
    expect(createHash("sha256").update(readFileSync(ARCHIVE)).digest("hex")).toBe(
      "6d31920f02c1597634e16e1db766ed2ea3cc92309c622739ef896fc81c81c465",
    );
  });

  it("gives the embedded model, byte for byte, in bounded memory", async () => {
    const trained = await run("train", ARCHIVE, "-o", at("archive.counts"));
    expect(trained.stderr).toContain("11314 documents, 20 categories");
    expect(trained.megabytes).toBeLessThan(400);
    const dumped = await run("dump", at("archive.counts"), "-o", at("archive.model"));
    expect(dumped.megabytes).toBeLessThan(400);
    expect(readFileSync(at("archive.model")).equals(readFileSync(EMBEDDED))).toBe(true);
  });

  it("gives the same counts from a folder, and the same model from shards in any order", async () => {
    execFileSync("tar", ["-xzf", ARCHIVE, "-C", folder]);
    await run("train", at("20news-bydate-train"), "-o", at("folder.counts"));
    expect(readFileSync(at("folder.counts")).equals(readFileSync(at("archive.counts")))).toBe(true);
    const shards = [0, 1, 2].map((shard) => createWriteStream(at(`${shard}.ndjson`)));
    let n = 0;
    for await (const { label, text } of readCorpus(ARCHIVE)) {
      shards[n++ % 3]?.write(`${JSON.stringify({ text, label })}\n`);
    }
    await Promise.all(shards.map((shard) => new Promise((resolve) => shard.end(resolve))));
    for (const shard of [0, 1, 2]) await run("train", at(`${shard}.ndjson`), "-o", at(`${shard}.counts`));
    await run("dump", ...[2, 0, 1].map((shard) => at(`${shard}.counts`)), "-o", at("shards.model"));
    expect(readFileSync(at("shards.model")).equals(readFileSync(EMBEDDED))).toBe(true);
  });
});

describe("the embedded model", () => {
  it("answers, checks out, and is small", async () => {
    expect((await run("predict", "computer cpu memory ram")).stdout).toBe("comp.sys.ibm.pc.hardware\n");
    const check = await run("load-check", "--expect", "comp.sys.ibm.pc.hardware", "computer cpu memory ram");
    expect(check.stdout).toContain(": ok\n");
    expect(readFileSync(EMBEDDED).length).toBeLessThanOrEqual(1_300_000);
  });

  it("holds no e-mail address", () => {
    expect(decodeFlat(readFileSync(EMBEDDED), EMBEDDED).wordBytes.includes("@".charCodeAt(0))).toBe(false);
  });
});

describe("the development split", () => {
  beforeAll(async () => {
    execFileSync(process.execPath, ["test/real-corpus/dev-split.js", ARCHIVE, "", at("dev")]);
    await run("train", at("dev/train"), "-o", at("dev.counts"));
    await run("dump", at("dev.counts"), "-o", at("dev.model"));
    await run("dump", at("dev.counts"), "-o", at("whole.model"), "--max-terms", "10000000");
  });

  it("is judged right in 89.7 % of messages with nothing pruned", async () => {
    expect(await accuracy("-m", at("whole.model"))).toBeGreaterThanOrEqual(0.897);
  });

  it("is judged right in 89.5 % of messages with the embedded model's settings", async () => {
    expect(await accuracy("-m", at("dev.model"))).toBeGreaterThanOrEqual(0.895);
  });

  it("is judged right in 74.5 % of messages without headers, footers and quotes", async () => {
    expect(await accuracy("-m", at("dev.model"), "--strip", "headers,footers,quotes")).toBeGreaterThanOrEqual(0.745);
  });
});
