// @ts-check
/** Corpora: accuracy and calibration with default settings on several corpora, beside scikit-learn and fastText. */

import { markdownTable } from "markdown-table";
import { DRAWS, learned, NAMES, SIZES } from "../corpora/few.js";
import { developmentSplit } from "../corpora/pairs.js";
import { counted, fastText, own, scikitLearn } from "../corpora/sides.js";
import { LENGTHS, windowErrors } from "../corpora/windows.js";
import { peers } from "../peers.js";
import { thousands, yesOrNo } from "../report.js";

/** Accuracy to reach. */
const GOALS = {
  "20 Newsgroups": 0.905,
  "20 Newsgroups, stripped": 0.755,
  "20 Newsgroups, nothing pruned": 0.909,
  "20 Newsgroups, nothing pruned, stripped": 0.762,
  subj: 0.927,
  cr: 0.84,
  mpqa: 0.876,
  sms: 0.988,
  ag: 0.902,
};
/** Calibration error to stay below; of other corpora ERROR. */
const ERRORS = { "20 Newsgroups": 0.02, "20 Newsgroups, stripped": 0.03 };
const ERROR = 0.04;
/** The same of texts of one or two words. */
const SHORT_ERROR = 0.08;
/** More terms than any of the corpora has. */
const UNPRUNED = ["--max-terms", "10000000"];
const ESTIMATORS = ["auto", "complement", "linear"];
/** How far the model chosen by itself may be below complement naive Bayes. */
const MARGIN = 0.01;

const RECIPES = { tutorial: "tutorial", complement: "ComplementNB", svc: "LinearSVC" };
Object.assign(RECIPES, { svcPairs: "LinearSVC, word pairs", logistic: "logistic regression" });

export const corpora = {
  name: "corpora",
  title: "Corpora: accuracy with default settings",
  async run(context) {
    const pairs = [await developmentSplit(context), ...context.pairs];
    const rows = [];
    for (const pair of pairs) {
      context.tell(`  ${pair.name}`);
      rows.push(...(await rowsOf(pair, context)));
    }
    return [HOW, accuracies(rows), missing(context), CALIBRATION, calibrations(rows), ...(await few(context))]
      .filter(Boolean)
      .join("\n\n");
  },
};

const HOW = `\`newsgroups train\`, \`dump\` and \`evaluate\` without options, on each corpus. "Stripped" judges the same model on messages without
headers, footers and quotes. scikit-learn's models have their default settings on \`TfidfVectorizer()\`; with word pairs
it is \`TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)\`. fastText's "tuned" is \`-lr 1 -epoch 50 -minCount 2\` on lower-cased text with
punctuation set apart.`;

const CALIBRATION = `The model that \`dump\` chose, its file, and the expected calibration error of its probabilities (15 bins of equal mass): of the
judged texts, and of one or two neighbouring words from each of them that the model knows.`;

/** What all sides reach on a pair, a row for each way to judge it. */
async function rowsOf(pair, context) {
  const counts = await counted(pair, context);
  const chosen = await own(counts, pair, context);
  const short = await windowErrors(chosen.model, pair, context);
  const others = {
    scikitLearn: await scikitLearn(pair, context),
    fastText: await fastText(peers.fastText, pair, context),
    tuned: await fastText(peers.tuned, pair, context),
  };
  const row = (name, model, way) => ({
    name,
    documents: model.whole.documents,
    accuracy: model[way].accuracy,
    error: model[way].calibrationError,
    // Known words of other models are others.
    short: way === "whole" && model === chosen ? short : undefined,
    model,
    others: {
      ...others.scikitLearn?.[way],
      fastText: others.fastText?.[way],
      tuned: others.tuned?.[way],
    },
  });
  if (!pair.mail) return [row(pair.name, chosen, "whole")];
  const all = await own(counts, pair, context, ...UNPRUNED);
  return ["", ", nothing pruned"].flatMap((kind) => {
    const model = kind === "" ? chosen : all;
    return [row(`${pair.name}${kind}`, model, "whole"), row(`${pair.name}${kind}, stripped`, model, "stripped")];
  });
}

const share = (value) => (value === undefined ? "–" : value.toFixed(3));
const numbers = (head, rows) => markdownTable([head, ...rows], { align: head.map((_, i) => (i === 0 ? "l" : "r")) });

function accuracies(rows) {
  const names = Object.keys(RECIPES);
  const best = ({ others }) => Math.max(...names.map((name) => others[name]));
  const lines = rows.map((row) => {
    const goal = GOALS[row.name];
    const hasBest = row.others.tutorial !== undefined;
    return [
      row.name,
      thousands(row.documents),
      share(row.accuracy),
      goal === undefined ? "" : `≥ ${goal}`,
      goal === undefined ? "" : yesOrNo(row.accuracy >= goal),
      hasBest ? yesOrNo(row.accuracy >= best(row)) : "–",
      ...names.map((name) => share(row.others[name])),
      share(row.others.fastText),
      share(row.others.tuned),
    ];
  });
  lines.push(meanOf(rows));
  const head = ["corpus", "judged", "newsgroups", "goal", "met?", "≥ all of scikit-learn?", ...Object.values(RECIPES)];
  return numbers([...head, peers.fastText.side, peers.tuned.side], lines);
}

/** The mean over the corpora, each as it is. */
function meanOf(rows) {
  const whole = rows.filter(({ name }) => !name.includes(","));
  const mean = (of) => {
    const values = whole.map(of);
    return values.includes(undefined) ? "–" : share(values.reduce((sum, value) => sum + value, 0) / values.length);
  };
  const sides = [...Object.keys(RECIPES), "fastText", "tuned"].map((side) => mean(({ others }) => others[side]));
  return [`mean of ${whole.length}`, "", mean(({ accuracy }) => accuracy), "", "", "", ...sides];
}

function calibrations(rows) {
  const lines = rows.map(({ name, model, error, short }) => {
    const most = ERRORS[name] ?? ERROR;
    const kind = [name, model.estimator, `${model.megabytes.toFixed(2)} MB`];
    const shortMet = short === undefined ? "" : yesOrNo(short.every((one) => one <= SHORT_ERROR));
    return [...kind, share(error), `≤ ${most}`, yesOrNo(error <= most), ...(short?.map(share) ?? ["", ""]), shortMet];
  });
  const head = ["corpus", "model", "file", "calibration error", "goal", "met?"];
  return numbers([...head, ...LENGTHS.map((length) => `words: ${length}`), `≤ ${SHORT_ERROR}?`], lines);
}

/** What is not in the tables, and why. */
function missing({ pairs }) {
  const reasons = [
    pairs.length === 0 && "No other corpora: `--corpora` names their folder.",
    peers.tutorial.missing && `Skipped: scikit-learn, because ${peers.tutorial.missing}.`,
    peers.fastText.missing && `Skipped: fastText, because ${peers.fastText.missing}.`,
  ];
  return reasons.filter(Boolean).join(" ");
}

/** The section on few documents; none without its corpora. */
async function few(context) {
  const lines = [];
  for (const pair of context.pairs.filter(({ name }) => NAMES.includes(name))) {
    for (const size of SIZES) {
      context.tell(`  ${pair.name}, ${size} documents a category`);
      const [auto, complement, linear] = await learned(pair, size, ESTIMATORS, context);
      const within = yesOrNo(auto >= complement - MARGIN);
      lines.push([pair.name, String(size), share(auto), share(complement), share(linear), within]);
    }
  }
  if (lines.length === 0) return [];
  const head = ["corpus", "documents a category", ...ESTIMATORS, "≥ complement − 0.01?"];
  return [`Few documents: the mean accuracy over ${DRAWS} draws, by \`--estimator\`.`, numbers(head, lines)];
}
