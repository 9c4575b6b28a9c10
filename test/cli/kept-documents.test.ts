/** What the commands say of counts that keep the words of some documents alone. */

import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KEPT_DOCUMENTS } from "../../src/train/documents/kept.js";
import { put, temporaryFolder } from "../support/folders.js";
import { runHere } from "../support/run-command.js";

/** One document more than counts keep, copies of a few thousand texts. */
const TEXTS = Array.from({ length: KEPT_DOCUMENTS + 1 }, (_, i) => `word${i % 3000} own${i % 2}`);
/** Of these, the documents whose fingerprints begin with two zero bits. */
const KEPT = TEXTS.filter((text) => createHash("sha256").update(text).digest()[0]! < 64).length;

describe("counts of more documents than are kept", () => {
  it("are said to keep some alone by train, and to be judged by these by evaluate --folds", async () => {
    const folder = temporaryFolder();
    const lines = TEXTS.map((text, i) => `{"label":"${i % 2 === 0 ? "even" : "odd"}","text":"${text}"}\n`);
    const corpus = put(folder, "many.ndjson", lines.join(""));
    const counts = join(folder, "many.counts");
    const trained = await runHere(["train", corpus, "-o", counts]);
    expect(trained.code).toBe(0);
    expect(trained.stderr).toContain(`newsgroups: the words of ${KEPT} of ${TEXTS.length} documents are kept,`);
    const judged = await runHere(["evaluate", "--folds", "2", counts]);
    expect(judged.stdout).toMatch(new RegExp(`^documents +${KEPT}\n`));
    expect(judged.stderr).toContain(`newsgroups: ${KEPT} of ${TEXTS.length} documents were judged`);
  });
});
