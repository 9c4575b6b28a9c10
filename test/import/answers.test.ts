/** Imported models against Python: every fixture of test/scikit-learn gives the answers that its own version of scikit-learn gave. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { concatenated } from "../../src/core/container/write.js";
import type { Prediction } from "../../src/core/predict/classifier.js";
import { dumpFile, importFiles } from "../../src/library/import.js";
import { load } from "../../src/library/load.js";

const FIXTURES = new URL("../scikit-learn/fixtures/", import.meta.url).pathname;
const TEXTS = JSON.parse(readFileSync(new URL("../scikit-learn/texts.json", import.meta.url), "utf8"));

/** How far an answer may be from Python's, relatively; of single precision, which numpy rounds in other places on other machines. */
const TOLERANCE = 1e-12;
const SINGLE_TOLERANCE = 2e-6;

interface Fixture {
  readonly name: string;
  readonly files: readonly string[];
  readonly texts: "all" | "core";
  readonly classes: readonly string[];
  readonly categories?: readonly string[];
  readonly predictions: readonly string[];
  readonly decision: readonly (number | readonly number[])[] | null;
  readonly probabilities: readonly (readonly number[])[] | null;
  readonly nonzeros: readonly number[] | null;
  readonly is32Bit?: boolean;
  /** The code of the error, where the file is not to be imported. */
  readonly refused?: string;
  /** The code of an error that is as good as the answers. */
  readonly mayRefuse?: string;
}

const textsOf = ({ texts }: Fixture): readonly string[] =>
  texts === "all" ? TEXTS.evaluate : TEXTS.core.map((index: number) => TEXTS.evaluate[index]);

describe.each(readdirSync(FIXTURES))("scikit-learn %s", (version) => {
  const folder = `${FIXTURES}${version}/`;
  if (!existsSync(`${folder}answers.json`)) return;
  const { fixtures } = JSON.parse(readFileSync(`${folder}answers.json`, "utf8")) as { fixtures: Fixture[] };

  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("%s", async (_name, fixture) => {
    const imported = importFiles(
      // The others lie beside the dump, which names them.
      fixture.files.filter((file) => !file.endsWith(".npy")).map((file) => dumpFile(folder + file)),
      {},
    );
    if (fixture.refused) {
      await expect(imported).rejects.toMatchObject({ name: "NewsgroupsError", code: fixture.refused });
      return;
    }
    if (fixture.mayRefuse) {
      const error = await imported.then(
        () => undefined,
        (thrown) => thrown,
      );
      if (error) {
        expect(error).toMatchObject({ name: "NewsgroupsError", code: fixture.mayRefuse });
        return;
      }
    }
    const { artifact, report } = await imported;
    expect(report.version).toBe(version);
    const names = fixture.categories ?? fixture.classes;
    expect(report.categories).toEqual(names);
    const classifier = load(concatenated(artifact));
    for (const [i, text] of textsOf(fixture).entries()) {
      const answer = classifier.predict(text, names.length);
      const expected = names[fixture.classes.indexOf(fixture.predictions[i]!)];
      expect(answer.category, JSON.stringify(text)).toBe(expected);
      const tolerance = fixture.is32Bit ? SINGLE_TOLERANCE : TOLERANCE;
      expectClose(valuesOf(answer, names, "probability"), fixture.probabilities?.[i], tolerance, 0);
      expectDecision(answer, names, fixture.decision?.[i], tolerance);
      if (fixture.nonzeros) expect(answer.knownTerms > 0, JSON.stringify(text)).toBe(fixture.nonzeros[i]! > 0);
    }
  });
});

function valuesOf(answer: Prediction, names: readonly string[], key: "probability" | "score"): (number | undefined)[] {
  return names.map((name) => answer.top.find(({ category }) => category === name)![key]);
}

/** Decision values are compared relative to the largest of the text; two classes have one. */
function expectDecision(
  answer: Prediction,
  names: readonly string[],
  decision: number | readonly number[] | undefined,
  tolerance: number,
): void {
  if (decision === undefined) return;
  const expected = typeof decision === "number" ? [decision] : decision;
  const scores = valuesOf(answer, names, "score");
  const compared = expected.length === 1 ? scores.slice(1) : scores;
  expectClose(compared, expected, tolerance, Math.max(...expected.map(Math.abs)));
}

/** @param size what differences are relative to; 0 for each number itself. */
function expectClose(
  found: readonly (number | undefined)[],
  expected: readonly number[] | undefined,
  tolerance: number,
  size: number,
): void {
  if (expected === undefined) {
    expect(found.every((value) => value === undefined)).toBe(true);
    return;
  }
  for (const [c, value] of found.entries()) {
    const right = expected[c]!;
    if (Math.abs(right) < 1e-300) expect(Math.abs(value!)).toBeLessThan(1e-299);
    else expect(Math.abs(value! - right) / (size || Math.abs(right))).toBeLessThanOrEqual(tolerance);
  }
}
