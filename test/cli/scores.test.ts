/** predict with a model that has scores, but neither probabilities nor terms. */

import { Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { type PredictOptions, predictTexts } from "../../src/cli/commands/predict.js";
import { Io } from "../../src/cli/io.js";
import type { Model } from "../../src/core/models/model.js";
import { Classifier } from "../../src/core/predict/classifier.js";
import { charactersOf } from "../../src/core/text/message.js";
import { put, temporaryFolder } from "../support/folders.js";

/** Counts letters: the score of each target is how often its letter occurs. */
const LETTERS: Model = {
  family: "letters",
  targets: ["a", "b", "c"],
  readsMessages: false,
  memory: 0,
  score(text, scores) {
    for (const [i, letter] of this.targets.entries()) scores[i] = charactersOf(text).split(letter).length - 1;
    return scores.filter((score) => score > 0).length;
  },
  describe: () => ({ properties: {}, lines: [] }),
};

const DEFAULTS: PredictOptions = { why: false, json: false, strict: false, maxBytes: 1000 };

class Collected extends Writable {
  text = "";
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }
}

/** Predicts with the model, and returns stdout. */
async function predict(options: Partial<PredictOptions>, words: readonly string[], stdin = ""): Promise<string> {
  const stdout = new Collected();
  const streams = { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr: new Collected(), env: {} };
  expect(await predictTexts(new Io(streams, false), new Classifier(LETTERS), words, { ...DEFAULTS, ...options })).toBe(
    0,
  );
  return stdout.text;
}

describe("predict without probabilities", () => {
  it("answers with the highest score", async () => {
    expect(await predict({}, ["abba", "b"])).toBe("b\n");
    expect(await predict({ lines: true }, [], "ccab\naab\n")).toBe("c\na\n");
  });

  it("prints scores with --top", async () => {
    expect(await predict({ top: 2 }, ["bbbac"])).toBe("b\t3.0000\na\t1.0000\n");
    const path = put(temporaryFolder(), "text", "bbba");
    expect(await predict({ top: 1, file: [path] }, [])).toBe(`${path}\tb\t3.0000\n`);
  });

  it("has a column of scores in a table", async () => {
    expect(await predict({ csv: true }, [], "text,probability\nbbba,1\n")).toBe(
      "text,probability,category,score\nbbba,1,b,3\n",
    );
  });

  it("has score in place of probability in JSON", async () => {
    const [b, a] = [
      { category: "b", score: 3 },
      { category: "a", score: 1 },
    ];
    expect(JSON.parse(await predict({ json: true, top: 2 }, ["bbba"]))).toEqual({ ...b, top: [b, a], knownTerms: 2 });
    expect(await predict({ ndjson: true }, [], '{"text":"bbba","id":7}\n')).toBe(
      '{"text":"bbba","id":7,"category":"b","score":3}\n',
    );
  });

  it.each([{}, { lines: true }, { ndjson: true }, { file: ["/dev/null"] }])(
    "rejects --min-probability as wrong usage, and says why: %j",
    async (source) => {
      await expect(predict({ minProbability: 0.5, ...source }, [])).rejects.toMatchObject({
        code: "usage",
        message: "--min-probability: this model gives scores, not probabilities",
      });
    },
  );

  it("rejects --why as wrong usage, also with --file and --ndjson", async () => {
    const file = [put(temporaryFolder(), "text", "bbba")];
    const usage = { code: "usage", message: expect.stringContaining("letters cannot explain") };
    await expect(predict({ why: true }, ["b"])).rejects.toMatchObject(usage);
    await expect(predict({ why: true, json: true }, ["b"])).rejects.toMatchObject(usage);
    await expect(predict({ why: true, file }, [])).rejects.toMatchObject(usage);
    await expect(predict({ why: true, ndjson: true }, [], '{"text":"b"}\n')).rejects.toMatchObject(usage);
  });
});
