/** The support vector machine beside scikit-learn's, which minimises the same loss. */

import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { skipped } from "../support/programs.js";
import { fitTo, type Row, scoreOf, TEXT_LIKE, textLikeRows } from "../support/svm-problem.js";

/** Debian's packages are for Debian's Python; another one may come first on the path. */
const PYTHON = ["/usr/bin/python3", "python3"].find(
  (python) => spawnSync(python, ["-c", "import sklearn"]).status === 0,
);
const WITHOUT = PYTHON ? "" : skipped("scikit-learn not found; apt-get install python3-sklearn");

/** Copies are weights; LinearSVC regularises its bias, as is done here. */
const PROGRAM = `
import json, sys
from sklearn.svm import LinearSVC
problem = json.load(sys.stdin)
rows = problem["rows"]
x = [row["x"] + [row["feature"]] for row in rows]
signs = [1 if row["category"] == 1 else -1 for row in rows]
model = LinearSVC(C=problem["cost"], tol=1e-9, max_iter=100000)
model.fit(x, signs, sample_weight=[row["copies"] for row in rows])
print(json.dumps(model.decision_function(x).tolist()))
`;

const decisionsOf = (rows: readonly Row[], cost: number): number[] =>
  JSON.parse(execFileSync(PYTHON!, ["-c", PROGRAM], { encoding: "utf8", input: JSON.stringify({ rows, cost }) }));

const meanSquare = (numbers: readonly number[]): number =>
  numbers.reduce((total, one) => total + one * one, 0) / numbers.length;

describe("DualCoordinateDescent", () => {
  it.skipIf(!PYTHON)(`decides as LinearSVC does, though it stops after a few passes${WITHOUT}`, () => {
    for (const [size, terms, cost] of TEXT_LIKE) {
      const rows = textLikeRows(size, terms);
      const plane = fitTo(rows, cost);
      const expected = decisionsOf(rows, cost);
      const differences = rows.map((row, i) => scoreOf(plane, row) - expected[i]!);
      expect(Math.sqrt(meanSquare(differences) / meanSquare(expected))).toBeLessThan(0.05);
      const clear = rows.filter((_, i) => Math.abs(expected[i]!) > 0.3);
      expect(clear.length).toBeGreaterThan(rows.length / 2);
      for (const row of clear) expect(Math.sign(scoreOf(plane, row))).toBe(Math.sign(expected[rows.indexOf(row)]!));
    }
  });
});
