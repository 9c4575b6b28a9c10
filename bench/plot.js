// @ts-check
/** Draws the growth measurements as SVG for the documentation. The same measurements give the same bytes. */

import { parse, resetSVGDefIds, View } from "vega";
import { compile } from "vega-lite";

const HEIGHT = 230;
/** A cost within this share of the first measurement counts as the same. */
const BAND = 0.15;

// Colours that colour-blind readers can distinguish (Okabe & Ito), on white, so that they are legible in dark mode too.
const [BLUE, ORANGE, GREEN, GREY] = ["#0072b2", "#d55e00", "#009e73", "#595959"];

const CONFIG = {
  background: "white",
  padding: 12,
  font: "Helvetica, Arial, sans-serif",
  axis: { labelFontSize: 11, titleFontSize: 12, titleFontWeight: "normal", gridColor: "#e5e5e5", labelFlush: false },
  legend: { labelFontSize: 11, orient: "bottom", direction: "vertical", title: null, offset: 8 },
  title: { fontSize: 13, anchor: "start", frame: "group", offset: 10 },
  view: { stroke: "#bbbbbb" },
};

/**
 * Time per document and peak memory of training.
 *
 * @param {{startUp: number, trained: import("./growth/training.js").Trained[]}} measurements, with the median as `wall`
 * @returns {Promise<string>} SVG
 */
export function plotTraining({ startUp, trained }) {
  const grown = trained.filter(({ kind }) => kind === "grown");
  const perDocument = (seconds, documents) => (seconds / documents) * 1e6;
  /** @type {[series: string, kind: string, off: number][]} */
  const lines = [
    ["one word changed", "grown", startUp],
    ["one word changed, with start-up", "grown", 0],
    ["every fourth word changed", "fourth", startUp],
  ];
  const times = lines.flatMap(([series, kind, off]) => {
    const first = perDocument(grown[0].wall - off, grown[0].documents);
    const others = trained.filter((one) => one.kind === kind && one !== grown[0]);
    return [grown[0], ...others].map(({ wall, documents }) => {
      const cost = perDocument(wall - off, documents);
      const label = kind === "fourth" && documents === grown[0].documents ? "" : `${cost.toFixed(0)} µs`;
      return { series, documents, ratio: cost / first, label };
    });
  });
  const highest = Math.max(1.5, ...times.map(({ ratio }) => ratio + 0.15));
  const memory = trained
    .filter(({ megabytes }) => megabytes !== undefined)
    .map(({ kind, times, words, megabytes }) => {
      const label = kind === "part" ? `1/${1 / times}` : `${times}×`;
      // Points in between are too close for labels.
      const isBetween = kind === "grown" && times > 1 && times < grown.at(-1).times;
      return { series: KINDS[kind], label: isBetween ? "" : label, words: words / 1e6, megabytes };
    });
  const room = (field) => [0, Math.max(...memory.map((one) => one[field])) * 1.1];
  return draw([
    panel("Time for a document", times, {
      x: { field: "documents", title: "documents", ...logarithmic(grown.map(({ documents }) => documents)) },
      y: { field: "ratio", title: "time, relative to 1×", domain: [0, highest] },
      width: 330,
      colours: [BLUE, GREY, ORANGE],
      label: "label",
      band: `±${BAND * 100} %`,
    }),
    panel("Peak memory", memory, {
      x: { field: "words", title: "distinct words, millions", domain: room("words") },
      y: { field: "megabytes", title: "peak memory, MB", domain: room("megabytes") },
      width: 330,
      colours: [BLUE, ORANGE, GREY, GREEN],
      label: "label",
      mark: "point",
    }),
  ]);
}

const KINDS = {
  grown: "one word changed in each message",
  same: "repeated unchanged",
  fourth: "every fourth word changed",
  part: "part of the corpus",
};

/**
 * Time per prediction by the text's length, the model's terms and its categories.
 *
 * @param {import("./growth/prediction.js").Predicted[]} predicted
 * @returns {Promise<string>} SVG
 */
export function plotPrediction(predicted) {
  const curve = (name, series, /** @type {(x: number) => number} */ off = () => 0) =>
    predicted
      .filter((one) => one.curve === name)
      .map(({ x, microseconds }) => ({ series, x, microseconds: microseconds - off(x) }));
  const oneWord = (n) => predicted.find(({ curve, x }) => curve === "bounded one word" && x === n).microseconds;
  const y = { field: "microseconds", title: "time for a text, µs" };
  const ofLength = curve("length", "embedded model");
  const ofTerms = [
    ...curve("foreign", "terms that no text has"),
    ...curve("foreign one text", "the same, one text"),
    ...curve("terms", "the corpus's own terms"),
  ];
  const ofCategories = [
    ...curve("bounded", "words in 5 categories each"),
    ...curve("bounded", "the same without the sweep", oneWord),
    ...curve("split", "real messages"),
    ...curve("bounded one word", "the sweep: one word"),
  ];
  const highest = Math.max(...[...ofTerms, ...ofCategories].map(({ microseconds }) => microseconds));
  const both = { ...y, domain: [0, highest * 1.1] };
  const x = (title, ticks) => ({ field: "x", title, ...logarithmic(ticks) });
  const longest = Math.max(...ofLength.map(({ microseconds }) => microseconds));
  const decades = [1, 10, 100, 1000, 10_000].filter((tick) => tick < longest * 10);
  const width = 250;
  return draw([
    panel("The text", ofLength, {
      x: x("characters of the text", [100, 1000, 10_000, 100_000]),
      y: { ...y, ...logarithmic(decades) },
      width,
      colours: [BLUE],
    }),
    panel("The model's terms", ofTerms, {
      x: x("terms of the model", [10_000, 100_000, 1_000_000]),
      y: both,
      width,
      colours: [BLUE, ORANGE, GREY],
    }),
    panel("The model's categories", ofCategories, {
      x: x("categories of the model", [10, 100, 1000]),
      y: both,
      width,
      colours: [ORANGE, BLUE, GREY, GREEN],
    }),
  ]);
}

/**
 * Peak memory of merging counts, by shards and by words, and of training one shard.
 *
 * @param {{megabytes: number}[]} trained
 * @param {{shards: number, words: number, megabytes: number}[]} merged
 * @returns {Promise<string>} SVG
 */
export function plotMerging(trained, merged) {
  const maxMegabytes = Math.max(...trained.map(({ megabytes }) => megabytes));
  const series = (field) => [
    ...merged.map((one) => ({ series: "adding counts", x: one[field], megabytes: one.megabytes })),
    ...merged.map((one) => ({ series: "training one shard, at the most", x: one[field], megabytes: maxMegabytes })),
  ];
  const most = Math.max(maxMegabytes, ...merged.map(({ megabytes }) => megabytes));
  const y = { field: "megabytes", title: "peak memory, MB", domain: [0, most * 1.1] };
  const ticks = merged.map(({ shards }) => shards);
  const words = merged.map((one) => one.words);
  return draw([
    panel("By shards", series("shards"), {
      x: { field: "x", title: "shards of 31 MB", ...logarithmic(ticks) },
      y,
      width: 300,
      colours: [BLUE, GREY],
    }),
    panel("By distinct words of the sum", series("words"), {
      x: {
        field: "x",
        title: "distinct words",
        ...logarithmic([1e5, 1e6, 1e7, 1e8].filter((n) => n < words.at(-1) * 4)),
      },
      y,
      width: 300,
      colours: [BLUE, GREY],
    }),
  ]);
}

/**
 * CPU time of training and of making a model, and time of a prediction, by documents and by categories.
 *
 * @param {import("./scale/growth.js").Grown[]} grown
 */
export function plotGrowth(grown) {
  const [first] = grown;
  const byDocuments = grown.filter(({ categories }) => categories === first.categories);
  const byCategories = grown.filter(({ documents }) => documents === first.documents);
  /** @param {(one: import("./scale/growth.js").Model) => number} of */
  const models = (corpora, x, of) =>
    [
      ["linear", "linear model"],
      ["complement", "naive Bayes"],
    ].flatMap(([estimator, series]) => corpora.map((one) => ({ series, x: one[x], y: of(one.models[estimator]) })));
  const making = (corpora, x) => [
    ...models(corpora, x, ({ seconds }) => seconds),
    ...corpora.map((one) => ({ series: "training", x: one[x], y: one.train.seconds })),
  ];
  const predicting = (corpora, x) => models(corpora, x, ({ microseconds }) => microseconds);
  const decades = (values) => {
    const [least, most] = [Math.min(...values), Math.max(...values)].map(Math.log10);
    return Array.from({ length: Math.ceil(most) - Math.floor(least) + 1 }, (_, i) => 10 ** (Math.floor(least) + i));
  };
  const plotted = (title, values, xTitle, yTitle) =>
    panel(title, values, {
      x: { field: "x", title: xTitle, ...logarithmic([...new Set(values.map(({ x }) => x))].sort((a, b) => a - b)) },
      y: { field: "y", title: yTitle, ...logarithmic(decades(values.map(({ y }) => y))) },
      width: 200,
      colours: [BLUE, ORANGE, GREEN],
    });
  return draw([
    plotted("Training, making a model", making(byDocuments, "documents"), "documents", "seconds of CPU"),
    plotted("A prediction", predicting(byDocuments, "documents"), "documents", "time for a text, µs"),
    plotted("Training, making a model", making(byCategories, "categories"), "categories", "seconds of CPU"),
    plotted("A prediction", predicting(byCategories, "categories"), "categories", "time for a text, µs"),
  ]);
}

/** A logarithmic axis with these ticks and a margin. */
const logarithmic = (ticks) => ({ ticks, domain: [ticks[0] * 0.8, ticks.at(-1) * 1.25] });

/**
 * One plot: a line, or points alone, for each series, in the order in which they come. Labels stand above the points of
 * the first series, below those of the second, and so on.
 *
 * @typedef {{field: string, title: string, ticks?: number[], domain: number[]}} Axis
 * @param {string} title
 * @param {{series: string}[]} values
 * @param {{x: Axis, y: Axis, width: number, colours: string[], label?: string, band?: string, mark?: string}} look
 */
function panel(title, values, { x, y, width, colours, label, band, mark = "line" }) {
  const names = [...new Set(values.map(({ series }) => series))];
  const axis = (/** @type {Axis} */ { field, title, domain, ticks }) => ({
    field,
    type: "quantitative",
    title,
    scale: ticks ? { type: "log", domain, nice: false } : { domain, nice: false },
    axis: { values: ticks, format: ",~r", tickCount: 5 },
  });
  const color = { field: "series", type: "nominal", scale: { domain: names, range: colours }, sort: null };
  const encoding = { x: axis(x), y: axis(y), color: { ...color, legend: { labelLimit: 0 } } };
  const marks = {
    line: { type: "line", point: { size: 36 } },
    point: { type: "point", filled: true, size: 50, opacity: 1 },
  };
  const labels = names.map((name, i) => ({
    transform: [{ filter: { field: "series", equal: name } }],
    mark: { type: "text", dy: i % 2 === 0 ? -11 : 13, fontSize: 10 },
    encoding: { ...encoding, text: { field: label, type: "nominal" } },
  }));
  const layer = [...(band ? bandLayers(band) : []), { mark: marks[mark], encoding }, ...(label ? labels : [])];
  return { width, height: HEIGHT, title, data: { values }, layer };
}

/** The line of the first measurement, and the band within which a cost counts as the same. */
function bandLayers(label) {
  const at = (value, mark) => ({
    data: { values: [{ value }] },
    mark: { color: GREEN, ...mark },
    encoding: { y: { field: "value", type: "quantitative" } },
  });
  const dashed = { type: "rule", strokeDash: [5, 4] };
  const text = { type: "text", text: label, x: 6, align: "left", dy: 10, fontSize: 11 };
  return [at(1 - BAND, dashed), at(1, { type: "rule" }), at(1 + BAND, dashed), at(1 - BAND, text)];
}

async function draw(panels) {
  const spec = { config: CONFIG, spacing: 40, hconcat: panels, resolve: { scale: { color: "independent" } } };
  // Vega numbers the ids of clip paths per process.
  resetSVGDefIds();
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return `${svg}\n`;
}
