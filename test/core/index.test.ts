/** The core's entry: bytes in, predictions out, with a digest of its own. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { load } from "../../src/core/index.js";
import { load as loadByNode } from "../../src/library/load.js";
import { embeddedModel } from "../../src/package-files.js";
import { errorOf } from "../support/errors.js";

const BYTES = new Uint8Array(readFileSync(embeddedModel()));

describe("load of newsgroups/core", () => {
  it("predicts as the library does, from a Uint8Array and from an ArrayBuffer", () => {
    const texts = [
      "computer cpu memory ram",
      "the goalie stopped every shot",
      "quux",
      "Subject: orbit\n\nÜber Σίσυφος 😀",
    ];
    const library = loadByNode();
    for (const classifier of [load(BYTES), load(BYTES.slice().buffer)]) {
      for (const text of texts) {
        expect(classifier.predict(text, 20)).toEqual(library.predict(text, 20));
        expect(classifier.explain(text)).toEqual(library.explain(text));
      }
    }
  });

  it("finds damage by the digest", () => {
    const damaged = BYTES.with(BYTES.length - 100, BYTES.at(-100)! ^ 1);
    expect(errorOf(() => load(damaged))).toMatchObject({
      code: "digest",
      message: expect.stringMatching(/^artifact: /),
    });
  });

  it("refuses what are no bytes as `usage`", () => {
    for (const value of ["20newsgroups.model", undefined, [1, 2], { length: 8 }]) {
      const { code, message } = errorOf(() => load(value as unknown as Uint8Array));
      expect(code).toBe("usage");
      expect(message).toMatch(/^artifact: expected a Uint8Array or an ArrayBuffer, got /);
    }
  });
});
