/** Rows by the kernels against their plain twin, to the last bit. The formula, with roots and logarithms: `test/train/features`. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WEIGHT_ONE } from "../../../src/core/text/term-weight.js";
import { type DocumentMatrix, documentMatrix, UNIT } from "../../../src/train/features/document-matrix.js";
import type { LabelledDocuments } from "../../../src/train/features/labelled.js";
import { seeded } from "../../support/random.js";
import { type Shape, shapes, startsOf } from "../../support/sparse-matrix.js";
import { termsOf, twoOfThree } from "../../support/sparse-terms.js";

/** Column by column, as rows have their items. */
function plainMatrix(
  { terms, weights, categories, copies }: LabelledDocuments,
  indexes: Int32Array,
  factors: Float32Array,
  chosen: Uint8Array,
): DocumentMatrix {
  const rows = Array.from(chosen.keys()).filter((document) => chosen[document] === 1);
  const items = rows.map((document) =>
    Array.from(indexes).flatMap((term, column) => {
      const at = term < 0 ? -1 : terms.documents.subarray(terms.starts[term], terms.starts[term + 1]).indexOf(document);
      if (at < 0) return [];
      const frequency = terms.frequencies[terms.starts[term]! + at]!;
      const weight = weights[terms.second[term] === 0 ? 0 : 1][frequency]!;
      return [{ column, weight: (weight / WEIGHT_ONE) * factors[column]! }];
    }),
  );
  const values = items.flatMap((own) => {
    const scale = UNIT / Math.sqrt(own.reduce((sum, { weight }) => sum + weight * weight, 0));
    return own.map(({ weight }) => Math.round(weight * scale) / UNIT);
  });
  return {
    starts: startsOf(items.map(({ length }) => length)),
    terms: Uint32Array.from(items.flat(), ({ column }) => column),
    values: Float32Array.from(values),
    categories: Uint16Array.from(rows, (document) => categories[document]!),
    copies: Float64Array.from(rows, (document) => copies[document]!),
  };
}

function expectTwin(shape: Shape): void {
  const documents = termsOf(shape);
  const random = seeded(shape.seed + 4);
  const indexes = Int32Array.from(documents.terms.first.keys()).filter(() => random() < 0.8);
  // A selected term that no document has.
  for (let i = 3; i < indexes.length; i += 7) indexes[i] = -1;
  const factors = Float32Array.from(indexes, () => 0.1 + random());
  const chosen = twoOfThree(documents);
  expect(documentMatrix(documents, indexes, factors, chosen)).toEqual(plainMatrix(documents, indexes, factors, chosen));
}

describe("countItems, placeItems and weighRows", () => {
  it("make the rows that their plain twin makes", () => {
    fc.assert(fc.property(shapes, expectTwin));
  });

  it("make rows of several tasks", () => {
    expectTwin({ rows: 800, terms: 300, categories: 5, seed: 12 });
  });

  it("make no row if no document is chosen", () => {
    const documents = termsOf({ rows: 5, terms: 9, categories: 2, seed: 13 });
    const matrix = documentMatrix(documents, Int32Array.of(0, 1), Float32Array.of(1, 1), new Uint8Array(5));
    expect(matrix).toMatchObject({ starts: Uint32Array.of(0), terms: new Uint32Array(), values: new Float32Array() });
  });
});
