/** Asking about stop words: the same answers on a thread and without one, and no failure that ends the process. */

import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { rolldown } from "rolldown";
import { describe, expect, it } from "vitest";
import { askStopWords, endStopWords, STOP_WORD_VERSIONS } from "../../../src/train/stop-words/ask.js";
import type { Words } from "../../../src/train/tables/words.js";
import { temporaryFolder } from "../../support/folders.js";
import { wordList } from "../../support/words.js";

const node = async (...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return stdout.trim();
};

const fileOf = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** A program that asks about three words and prints the answers. */
const program = (module: string): string => `
  import { askStopWords } from ${JSON.stringify(module)};
  const answers = askStopWords({ bytes: Buffer.from("theorbitof"), ends: Uint32Array.of(3, 8, 10) });
  answers.then((flags) => console.log(flags.join(" ")));
`;

describe("askStopWords", () => {
  it("says of each word whether it is a stop word", async () => {
    expect([...(await askStopWords(wordList(["the", "engine", "naïve", "of", "486", "dont"])))]).toEqual([
      1, 0, 0, 1, 0, 1,
    ]);
    expect([...(await askStopWords(wordList([])))]).toEqual([]);
  });

  it("answers in the order of asking, however much is asked at once", async () => {
    const order: number[] = [];
    const asked = Array.from({ length: 200 }, async (_, i) => {
      const answers = await askStopWords(wordList([i % 2 === 0 ? "the" : "engine", `w${i}`]));
      order.push(i);
      return answers[0];
    });
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 200 }, (_, i) => (i + 1) % 2));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it("rejects what is asked when the thread fails, and starts another for the next", async () => {
    const broken = { ends: Uint32Array.of(1) } as Words;
    const asked = [askStopWords(broken), askStopWords(wordList(["the"]))];
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect([...(await askStopWords(wordList(["the"])))]).toEqual([1]);
  });

  it("works in a process with flags that a thread would not take, which ends when the answer is there", async () => {
    const module = new URL("../../../dist/train/stop-words/ask.js", import.meta.url).href;
    expect(await node("--input-type=module", "-e", program(module))).toBe("1 0 1");
  });

  it.each(["esm", "cjs"] as const)("works without a thread in a bundle (%s)", async (format) => {
    const folder = temporaryFolder();
    const entry = join(folder, "entry.mjs");
    writeFileSync(entry, program(fileOf("dist/train/stop-words/ask.js")));
    const bundle = await rolldown({ input: entry, platform: "node", logLevel: "silent" });
    const file = join(folder, format === "esm" ? "bundle.mjs" : "bundle.cjs");
    await bundle.write({ file, format, codeSplitting: false });
    expect(await node(file)).toBe("1 0 1");
  });
});

describe("endStopWords", () => {
  it("ends the thread; asking again starts another", async () => {
    await askStopWords(wordList(["the"]));
    await endStopWords();
    await endStopWords();
    expect([...(await askStopWords(wordList(["the"])))]).toEqual([1]);
  });

  it("rejects what was asked and not yet answered", async () => {
    await endStopWords();
    // A new thread is not ready at once.
    const asked = askStopWords(wordList(["the"]));
    const ended = endStopWords();
    await expect(asked).rejects.toThrow("has ended");
    await ended;
  });
});

describe("STOP_WORD_VERSIONS", () => {
  it("names both packages with an exact version", () => {
    expect(Object.keys(STOP_WORD_VERSIONS)).toEqual(["wink-nlp", "wink-eng-lite-web-model"]);
    for (const version of Object.values(STOP_WORD_VERSIONS)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
