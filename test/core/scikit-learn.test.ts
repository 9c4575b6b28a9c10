/** `newsgroups/core/scikit-learn`: models of both families, in any runtime; and `newsgroups/core`, which knows one. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { load as loadBasic } from "../../src/core/index.js";
import { load } from "../../src/core/scikit-learn.js";
import { importModel } from "../../src/library/import.js";
import { load as loadByNode } from "../../src/library/load.js";
import { embeddedModel } from "../../src/package-files.js";
import { errorOf } from "../support/errors.js";

const EMBEDDED = new Uint8Array(readFileSync(embeddedModel()));
const fixture = (name: string): string => new URL(`../scikit-learn/fixtures/1.9.1/${name}`, import.meta.url).pathname;
const TEXTS = ["Add the garlic and the tomatoes.", "Σίσυφος 😀 naïve", "", "the goalkeeper\r\nand the striker"];

describe("load of newsgroups/core/scikit-learn", () => {
  it.each(["tutorial", "svc", "text-hashing", "calibrated-sigmoid", "text-char-wb"])(
    "predicts with an imported model as the library does, from a Uint8Array and from an ArrayBuffer: %s",
    async (name) => {
      const artifact = await importModel(fixture(`${name}.joblib`));
      const library = loadByNode(artifact);
      for (const classifier of [load(artifact), load(artifact.slice().buffer)]) {
        expect(classifier.targets).toEqual(library.targets);
        for (const text of TEXTS) expect(classifier.predict(text, 9)).toEqual(library.predict(text, 9));
      }
    },
  );

  it("explains an imported model, and lists its terms", async () => {
    const artifact = await importModel(fixture("tutorial.joblib"));
    const [core, library] = [load(artifact), loadByNode(artifact)];
    expect(core.explain(TEXTS[0]!)).toEqual(library.explain(TEXTS[0]!));
    expect(core.explain(TEXTS[0]!)!.terms.length).toBeGreaterThan(2);
    expect(core.terms("sci.space", 5)).toEqual(library.terms("sci.space", 5));
  });

  it("loads the models of newsgroups itself as well", () => {
    expect(load(EMBEDDED).predict("computer cpu memory ram", 20)).toEqual(
      loadBasic(EMBEDDED).predict("computer cpu memory ram", 20),
    );
  });

  it("finds damage by the digest", async () => {
    const artifact = await importModel(fixture("tutorial.joblib"));
    const damaged = artifact.with(artifact.length - 100, artifact.at(-100)! ^ 1);
    expect(errorOf(() => load(damaged))).toMatchObject({
      code: "digest",
      message: expect.stringMatching(/^artifact: /),
    });
  });

  it("refuses what are no bytes as `usage`", () => {
    for (const value of ["imported.model", undefined, [1, 2], { length: 8 }]) {
      const { code, message } = errorOf(() => load(value as unknown as Uint8Array));
      expect(code).toBe("usage");
      expect(message).toMatch(/^artifact: expected a Uint8Array or an ArrayBuffer, got /);
    }
  });
});

describe("load of newsgroups/core", () => {
  it("refuses an imported model as `family`, and says which it knows", async () => {
    const artifact = await importModel(fixture("tutorial.joblib"));
    const { code, message } = errorOf(() => loadBasic(artifact));
    expect(code).toBe("family");
    expect(message).toContain("model family scikit-learn, but this program knows linear");
  });

  it("does not say to make it again with `newsgroups dump`, which makes no such models", async () => {
    const artifact = await importModel(fixture("tutorial.joblib"));
    expect(errorOf(() => loadBasic(artifact)).message).not.toContain("`newsgroups dump`");
  });
});
