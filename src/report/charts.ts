/** Charts: an evaluation → its four pictures, as specifications of Vega-Lite. */

import { printable } from "../core/errors.js";
import type { CategoryFigures, Evaluation } from "../evaluate/evaluation.js";
import { probability } from "./components.js";
import type { Chart } from "./draw.js";
import { cut } from "./html.js";

// Told apart with any eyes (Okabe & Ito); the page's style has their values for light and dark.
const [BLUE, ORANGE, GREEN] = ["var(--blue)", "var(--orange)", "var(--green)"];
const [INK, QUIET] = ["var(--ink)", "var(--quiet)"];
const [HEAT_RIGHT, HEAT_WRONG, HEAT_INK] = ["var(--heat-right)", "var(--heat-wrong)", "var(--heat-ink)"];

const MOST_NAME = 32;
/** Names of categories as axes show them. */
const short = (name: string): string => cut(printable(name), MOST_NAME);

/** Pixels that the axes' font takes, at 12 pixels, for most characters, capitals, and the widest; a little more than most. */
const WIDTHS = [7, 9.5, 12.5] as const;
const CAPITAL = /\p{Lu}/u;
const WIDEST = /[mwMW@%…]|[\u1100-\u{10ffff}]/u;

/** Room for the longest of some names beside an axis. */
function widthOf(names: readonly string[]): number {
  const widths = names.map((name) =>
    [...name].reduce((sum, c) => sum + WIDTHS[WIDEST.test(c) ? 2 : CAPITAL.test(c) ? 1 : 0], 0),
  );
  return Math.ceil(Math.max(0, ...widths)) + 14;
}

/** An axis with a place for each name; names may be the same once they are cut. */
function namedAxis(field: string, names: readonly string[], axis: object): object {
  return {
    field,
    type: "ordinal",
    scale: { domain: [...names.keys()], padding: 0 },
    axis: { ...axis, labelExpr: `${JSON.stringify(names)}[datum.value]` },
  };
}

/** Where the title of an axis on the left stands: beside labels of four characters. */
const LEFT_TITLE = { titleX: -48 };

const share = (field: string, axis: object, domain: readonly [number, number] = [0, 1]): object => ({
  field,
  type: "quantitative",
  scale: { domain, nice: false },
  axis: { format: ".0%", tickCount: 5, ...axis },
});

const CELL = 27;

/**
 * The confusion matrix as a heat map: a row for each label, a column for each prediction.
 *
 * @param order the categories to show, as places in the matrix.
 */
export function heatMap({ categories, matrix }: Evaluation, order: readonly number[]): Chart {
  const names = order.map((place) => short(categories[place]!.category));
  const values = order.flatMap((label, row) =>
    order.flatMap((predicted, column) => {
      const documents = matrix[label]![predicted]!;
      // A root lets few mistakes be seen beside many right answers.
      const strength = Math.sqrt(documents / categories[label]!.documents);
      return documents === 0 ? [] : [{ row, column, documents, strength, isRight: row === column }];
    }),
  );
  const size = CELL * order.length;
  const room = widthOf(names);
  const encoding = {
    x: namedAxis("column", names, { orient: "top", labelAngle: -90, title: null, grid: true, bandPosition: 0 }),
    y: namedAxis("row", names, { title: null, grid: true, bandPosition: 0 }),
  };
  return {
    id: "confusion-chart",
    title: "Confusion matrix",
    description:
      "Rows are labels, columns predictions; each cell has its number of documents. The table below lists the mistakes.",
    width: size,
    height: size,
    padding: { left: room, right: 8, top: room, bottom: 8 },
    spec: {
      data: { values },
      encoding,
      layer: [
        {
          mark: { type: "rect" },
          encoding: {
            fill: { condition: { test: "datum.isRight", value: HEAT_RIGHT }, value: HEAT_WRONG },
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
export function categoryBars(figures: readonly CategoryFigures[]): Chart {
  const names = figures.map(({ category }) => short(category));
  const values = figures.map(({ precision, recall, f1 }, row) => ({ row, precision, recall, f1 }));
  const y = namedAxis("row", names, { title: null, grid: false });
  return {
    id: "categories-chart",
    title: "Precision, recall and F1 by category",
    description:
      "A bar for F1, a disc for precision and a diamond for recall of each category. The table below has the numbers.",
    width: 420,
    height: 22 * figures.length,
    padding: { left: widthOf(names), right: 24, top: 8, bottom: 30 },
    spec: {
      data: { values },
      layer: [
        {
          mark: { type: "bar", color: BLUE, fillOpacity: 0.4, height: 13 },
          encoding: { y, x: share("f1", { title: null }) },
        },
        {
          mark: { type: "point", shape: "circle", filled: true, color: INK, size: 40, opacity: 1 },
          encoding: { y, x: share("precision", { title: null }) },
        },
        {
          mark: { type: "point", shape: "diamond", filled: true, color: ORANGE, size: 60, opacity: 1 },
          encoding: { y, x: share("recall", { title: null }) },
        },
      ],
    },
  };
}

const PLOT = 340;
const AROUND = { left: 68, right: 24, top: 12, bottom: 50 };

/** The reliability diagram: accuracy against confidence in each bin, and the line on which they are the same. */
export function reliabilityDiagram({ reliability }: Evaluation): Chart {
  const x = share("confidence", { title: "mean probability of the answers in a bin" });
  const y = share("accuracy", { title: "share of them that was right", ...LEFT_TITLE });
  return {
    id: "reliability-chart",
    title: "Reliability diagram",
    description:
      "A point for each bin of documents: its accuracy against its mean confidence. The table below has the numbers.",
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
          data: { values: reliability },
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

/** Accuracy against coverage; every fourth point tells its threshold. */
export function coverageCurve({ coverage }: Evaluation): Chart {
  // A twentieth, with room for what stands below the last point.
  const least = Math.min(...coverage.map(({ accuracy }) => accuracy));
  const lowest = Math.max(0, Math.floor((least - 0.02) * 20) / 20);
  const x = share("coverage", { title: "share of documents that are answered" });
  const y = share("accuracy", { title: "share of answers that are right", ...LEFT_TITLE }, [lowest, 1]);
  const values = coverage.map((step, i) => ({ ...step, label: i % 4 === 0 ? `≥ ${probability(step.threshold)}` : "" }));
  return {
    id: "coverage-chart",
    title: "Accuracy against coverage",
    description:
      "The fewer documents are answered, those of low confidence being left out, the more answers are right. The table below has the numbers.",
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
