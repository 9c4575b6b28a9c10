/** Messages of the corpus, rewritten as mail is sent today, get the same answers. */

import { describe, expect, it } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.js";
import { load } from "../../src/library/load.js";
import { readText } from "../../src/mail/read-text.js";
import { plainOf, REWRITES, textOf } from "./as-mail.js";

const ARCHIVE = process.env["NEWSGROUPS_CORPUS"] ?? "../shared/corpus/20news-bydate-train.tar.gz";
/** Every so many of the messages: 1,029 of them. */
const STRIDE = 11;
const SHARE = 0.995;

const classifier = load();
const plain: NonNullable<ReturnType<typeof plainOf>>[] = [];
let number = 0;
for await (const { text } of readCorpus(ARCHIVE)) {
  const found = number % STRIDE === 0 ? plainOf(text, number) : undefined;
  if (found) plain.push(found);
  number++;
}
const answers = plain.map((message) => classifier.categoryOf(textOf(message)));

describe("a message of the corpus", () => {
  it.each([...REWRITES])("gets the same answer as %s", async (_, rewrite) => {
    let same = 0;
    for (const [i, message] of plain.entries()) {
      const text = await readText(rewrite(message));
      if (classifier.categoryOf(text) === answers[i]) same++;
    }
    expect(plain.length).toBeGreaterThan(1000);
    expect(same / plain.length).toBeGreaterThanOrEqual(SHARE);
  });
});
