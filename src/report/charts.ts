/** Charts: an evaluation → the report's four charts, as Vega-Lite specifications. */

import { printable } from "../core/errors.js";
import type { CategoryMetrics, Evaluated } from "../evaluate/evaluation.js";
import type { Bin, Coverage } from "../evaluate/reliability.js";
import { formatProbability } from "./components.js";
import type { Chart } from "./draw.js";
import { truncated } from "./markup.js";

// Safe for colour-blind readers (Okabe & Ito); the style sheet sets them for light and dark.
const [BLUE, ORANGE, GREEN] = ["var(--blue)", "var(--orange)", "var(--green)"];
const [INK, QUIET] = ["var(--ink)", "var(--quiet)"];
const [HEAT_CORRECT, HEAT_WRONG, HEAT_INK] = ["var(--heat-correct)", "var(--heat-wrong)", "var(--heat-ink)"];

const MAX_NAME = 32;
/** A category's name as axes show it. */
const shortName = (name: string): string => truncated(printable(name), MAX_NAME);

/** Width in pixels, at a font size of 12, of most characters, of capitals and of the widest; slightly overestimated. */
const WIDTHS = [7, 9.5, 12.5] as const;
const CAPITAL = /\p{Lu}/u;
const WIDEST = /[mwMW@%…]|[\u1100-\u{10ffff}]/u;

/** Space that the longest of some names needs beside an axis, in pixels. */
function labelSpace(names: readonly string[]): number {
  const widths = names.map((name) =>
    [...name].reduce((sum, c) => sum + WIDTHS[WIDEST.test(c) ? 2 : CAPITAL.test(c) ? 1 : 0], 0),
  );
  return Math.ceil(Math.max(0, ...widths)) + 14;
}

/** An axis of categories, by index: shortened names need not be distinct. */
function categoryAxis(field: string, names: readonly string[], axis: object): object {
  return {
    field,
    type: "ordinal",
    scale: { domain: [...names.keys()], padding: 0 },
    axis: { ...axis, labelExpr: `${JSON.stringify(names)}[datum.value]` },
  };
}

/** Position of the title of a left axis: beside labels of four characters. */
const LEFT_TITLE = { titleX: -48 };

const percentAxis = (field: string, axis: object, domain: readonly [number, number] = [0, 1]): object => ({
  field,
  type: "quantitative",
  scale: { domain, nice: false },
  axis: { format: ".0%", tickCount: 5, ...axis },
});

const CELL = 27;

/**
 * The confusion matrix as a heat map: a row for each label, a column for each prediction.
 *
 * @param order the categories to show, as indexes into the matrix.
 */
export function heatMap({ categories, matrix }: Evaluated, order: readonly number[]): Chart {
  const names = order.map((index) => shortName(categories[index]!.category));
  const values = order.flatMap((label, row) =>
    order.flatMap((predicted, column) => {
      const documents = matrix[label]![predicted]!;
      // The square root keeps a few mistakes visible beside many correct predictions.
      const strength = Math.sqrt(documents / categories[label]!.documents);
      return documents === 0 ? [] : [{ row, column, documents, strength, isCorrect: row === column }];
    }),
  );
  const size = CELL * order.length;
  const space = labelSpace(names);
  const encoding = {
    x: categoryAxis("column", names, { orient: "top", labelAngle: -90, title: null, grid: true, bandPosition: 0 }),
    y: categoryAxis("row", names, { title: null, grid: true, bandPosition: 0 }),
  };
  return {
    id: "confusion-chart",
    title: "Confusion matrix",
    description:
      "Rows are labels, columns are predictions; each cell shows its number of documents. The table below lists the mistakes.",
    width: size,
    height: size,
    padding: { left: space, right: 8, top: space, bottom: 8 },
    spec: {
      data: { values },
      encoding,
      layer: [
        {
          mark: { type: "rect" },
          encoding: {
            fill: { condition: { test: "datum.isCorrect", value: HEAT_CORRECT }, value: HEAT_WRONG },
            fillOpacity: {
              field: "strength",
              type: "quantitative",
              scale: { domain: [0, 1], range: [0.15, 1] },
              legend: null,
            },
          },
        },
        {
          mark: { type: "text", fontSize: 11, fill: HEAT_INK },
          encoding: { text: { field: "documents", type: "quantitative", format: "d" } },
        },
      ],
    },
  };
}

/** Precision, recall and F1 as bars and points, in the order given. */
export function categoryBars(categories: readonly CategoryMetrics[]): Chart {
  const names = categories.map(({ category }) => shortName(category));
  const values = categories.map(({ precision, recall, f1 }, row) => ({ row, precision, recall, f1 }));
  const y = categoryAxis("row", names, { title: null, grid: false });
  return {
    id: "categories-chart",
    title: "Precision, recall and F1 by category",
    description:
      "For each category, a bar shows F1, a disc precision and a diamond recall. The table below has the numbers.",
    width: 420,
    height: 22 * categories.length,
    padding: { left: labelSpace(names), right: 24, top: 8, bottom: 30 },
    spec: {
      data: { values },
      layer: [
        {
          mark: { type: "bar", color: BLUE, fillOpacity: 0.4, height: 13 },
          encoding: { y, x: percentAxis("f1", { title: null }) },
        },
        {
          mark: { type: "point", shape: "circle", filled: true, color: INK, size: 40, opacity: 1 },
          encoding: { y, x: percentAxis("precision", { title: null }) },
        },
        {
          mark: { type: "point", shape: "diamond", filled: true, color: ORANGE, size: 60, opacity: 1 },
          encoding: { y, x: percentAxis("recall", { title: null }) },
        },
      ],
    },
  };
}

const PLOT = 340;
const AROUND = { left: 68, right: 24, top: 12, bottom: 50 };

/** The reliability diagram: accuracy against confidence in each bin, and the diagonal on which they are equal. */
export function reliabilityDiagram(bins: readonly Bin[]): Chart {
  const x = percentAxis("confidence", { title: "mean confidence" });
  const y = percentAxis("accuracy", { title: "accuracy", ...LEFT_TITLE });
  return {
    id: "reliability-chart",
    title: "Reliability diagram",
    description:
      "Each point is a bin of documents: its accuracy against its mean confidence. The table below has the numbers.",
    width: PLOT,
    height: PLOT,
    padding: AROUND,
    spec: {
      layer: [
        {
          data: {
            values: [
              { confidence: 0, accuracy: 0 },
              { confidence: 1, accuracy: 1 },
            ],
          },
          mark: { type: "line", color: QUIET, strokeDash: [5, 4], strokeWidth: 1.5 },
          encoding: { x, y },
        },
        {
          data: { values: bins },
          layer: [
            {
              mark: { type: "rule", color: ORANGE, strokeWidth: 2.5 },
              encoding: { x, y, y2: { field: "confidence" } },
            },
            { mark: { type: "point", filled: true, color: BLUE, size: 64, opacity: 1 }, encoding: { x, y } },
          ],
        },
      ],
    },
  };
}

/** Accuracy against coverage; every fourth point shows its threshold. */
export function coverageCurve(steps: readonly Coverage[]): Chart {
  // The axis starts at a multiple of 5 %, with space for the label below the lowest point.
  const minAccuracy = Math.min(...steps.map(({ accuracy }) => accuracy));
  const start = Math.max(0, Math.floor((minAccuracy - 0.02) * 20) / 20);
  const x = percentAxis("coverage", { title: "share of documents answered" });
  const y = percentAxis("accuracy", { title: "accuracy of the answers", ...LEFT_TITLE }, [start, 1]);
  const values = steps.map((step, i) => ({
    ...step,
    label: i % 4 === 0 ? `≥ ${formatProbability(step.threshold)}` : "",
  }));
  return {
    id: "coverage-chart",
    title: "Accuracy against coverage",
    description:
      "The accuracy of the answers against the share of documents answered, as the confidence threshold rises. The table below has the numbers.",
    width: 440,
    height: 280,
    padding: AROUND,
    spec: {
      data: { values },
      layer: [
        { mark: { type: "line", color: GREEN, strokeWidth: 2.5 }, encoding: { x, y } },
        { mark: { type: "point", filled: true, color: GREEN, size: 48, opacity: 1 }, encoding: { x, y } },
        {
          mark: { type: "text", align: "right", dx: -4, dy: 14, fontSize: 11, fill: QUIET },
          encoding: { x, y, text: { field: "label", type: "nominal" } },
        },
      ],
    },
  };
}
