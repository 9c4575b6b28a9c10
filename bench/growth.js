// @ts-check
/** Growth: how the cost of training and of predicting grows, as tables and as plots for the documentation. */

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { markdownTable } from "markdown-table";
import { CATEGORIES, CATEGORIES_OF_A_WORD } from "./growth/models.js";
import { LENGTH, measurePrediction } from "./growth/prediction.js";
import { measureTraining } from "./growth/training.js";
import { gnuTime } from "./measure.js";
import { plotPrediction, plotTraining } from "./plot.js";
import { spread, thousands } from "./report.js";
import { median } from "./statistics.js";

const DOCS = new URL("../docs/", import.meta.url);
/** How much a time per document may differ from that of the corpus itself. */
const BAND = 0.15;

export const growth = {
  name: "growth",
  title: "How the cost grows",
  async run(context) {
    const { startUp, trained: runs } = await measureTraining(context);
    const trained = runs.map((one) => ({ ...one, wall: median(one.seconds) }));
    const predicted = await measurePrediction(context);
    mkdirSync(DOCS, { recursive: true });
    const write = (name, svg) => writeFileSync(fileURLToPath(new URL(name, DOCS)), svg);
    write("growth-training.svg", await plotTraining({ startUp, trained }));
    write("growth-prediction.svg", await plotPrediction(predicted));
    return [...trainingText(startUp, trained), ...predictionText(predicted)].join("\n\n");
  },
};

const signed = (ratio) => `${ratio < 1 ? "−" : "+"}${Math.abs((ratio - 1) * 100).toFixed(1)} %`;
const verdict = (ratio) => (Math.abs(ratio - 1) <= BAND ? "yes" : ratio < 1 ? "no, less" : "**no, more**");

function trainingText(startUp, trained) {
  const grown = trained.filter(({ kind }) => kind === "grown");
  const perDocument = ({ wall, documents }, off) => ((wall - off) / documents) * 1e6;
  const ratio = (one, off) => perDocument(one, off) / perDocument(grown[0], off);
  const rows = trained.map((one) => {
    const isCompared = one !== grown[0] && (one.kind === "grown" || one.kind === "fourth");
    const own = ratio(one, startUp);
    return [
      NAMES[one.kind](one.times),
      thousands(one.documents),
      thousands(one.words),
      spread(one.seconds),
      perDocument(one, 0).toFixed(1),
      isCompared ? signed(ratio(one, 0)) : "",
      perDocument(one, startUp).toFixed(1),
      isCompared ? signed(own) : "",
      isCompared && one.kind === "grown" ? verdict(own) : "",
      one.megabytes === undefined ? "–" : thousands(one.megabytes),
      one.megabytes === undefined ? "–" : thousands((one.megabytes * 1e6) / one.words),
    ];
  });
  const head = ["corpus", "documents", "distinct words", "wall, median (min–max)", "µs a document", "to 1×"];
  head.push("µs without start-up", "to 1×", "±15 %?", "peak MB", "bytes a word");
  const align = ["l", "r", "r", "r", "r", "r", "r", "r", "l", "r", "r"];
  return [
    "### Training",
    `\`newsgroups train\` on copies of the corpus's messages in files. In every copy one word of each message, at random, has an
ending that no other copy has. So words grow, but less than documents; with every fourth word changed they grow about as
fast. Training has a cost per document and a cost per new word. Start-up, ${startUp.toFixed(2)} s, is what training on the 48 texts of
data/sample takes. It occurs once, so a larger corpus has less of it per document. The goal of ±15 %, with one word changed,
is therefore for the time without start-up.`,
    markdownTable([head, ...rows], { align }),
    gnuTime ? memoryText(trained) : "No memory: GNU time (`time`) is not on this machine.",
    "![Time for a document and peak memory of training](../docs/growth-training.svg)",
  ];
}

const NAMES = {
  grown: (times) => (times === 1 ? "1×" : `${times}×, one word changed`),
  same: (times) => `${times}×, unchanged`,
  fourth: (times) => `${times}×, every fourth word changed`,
  part: (times) => `every ${1 / times === 2 ? "2nd" : `${1 / times}th`} message`,
};

/** Memory per further document and per further word, each from two corpora that differ in little else. */
function memoryText(trained) {
  const find = (kind, times) => trained.find((one) => one.kind === kind && one.times === times);
  const [once, same, grown, fourth] = [find("grown", 1), find("same", 8), find("grown", 4), find("fourth", 4)];
  const bytes = (more, less, field) =>
    thousands(((more.megabytes - less.megabytes) * 1e6) / (more[field] - less[field]));
  return `${same.times} unchanged copies, with the same words, take ${(same.megabytes / once.megabytes).toFixed(2)} × the memory of one: ${bytes(same, once, "documents")} bytes per further document.
${fourth.times} copies with every fourth word changed, instead of one per message, take ${bytes(fourth, grown, "words")} bytes per further word.`;
}

function predictionText(predicted) {
  const of = (curve) => predicted.filter((one) => one.curve === curve);
  const first = (curve) => of(curve)[0];
  const sweep = of("bounded one word");
  const sweepOf = (x) => sweep.find((one) => one.x === x).microseconds;
  const [µs, terms] = [(one) => one.microseconds.toFixed(1), (one) => one.knownTerms.toFixed(0)];
  const numbers = (head, rows) => markdownTable([head, ...rows], { align: head.map(() => "r") });
  const toFirst = (one) => `${(one.microseconds / first(one.curve).microseconds).toFixed(2)} ×`;
  const perThousand = (one) => ((one.microseconds / one.x) * 1000).toFixed(1);
  const perTerm = (one) => ((one.microseconds / one.knownTerms) * 1000).toFixed(0);
  const kept = (one) => one.microseconds - sweepOf(one.x);
  const bounded = of("bounded");
  const aCategory = ((sweep.at(-1).microseconds - sweep[0].microseconds) / (sweep.at(-1).x - sweep[0].x)) * 1000;
  return [
    "### Predicting, in process",
    "Medians over fresh processes, each with one model. Known terms is the mean number of a text's terms that the model knows.",
    "**By length of the text.** The embedded model; for each length the same bodies of messages, cut into pieces.",
    numbers(
      ["characters", "µs a text", "µs a 1,000 characters", "known terms"],
      of("length").map((one) => [thousands(one.x), µs(one), perThousand(one), terms(one)]),
    ),
    `**By number of terms.** Texts of ${thousands(LENGTH)} characters. The models are of a twentieth of the corpus with all its terms, and of
copies in other letters, whose terms occur in no text. The texts use the same terms of each model, so the work is the same;
but these lie further apart in a larger model and fit the processor's caches less. A single text, repeated, stays in them.`,
    numbers(
      [
        "terms of the model",
        "µs a text",
        "to the first",
        "known terms",
        "one text again and again, µs",
        "to the first",
      ],
      of("foreign").map((one) => {
        const again = of("foreign one text").find(({ x }) => x === one.x);
        return [thousands(one.x), µs(one), toFirst(one), terms(one), µs(again), toFirst(again)];
      }),
    ),
    "The whole corpus's own terms (`dump --max-terms`): with more terms, more of a text's terms are known, and each of them costs.",
    numbers(
      ["terms of the model", "µs a text", "known terms", "ns a known term"],
      of("terms").map((one) => [thousands(one.x), µs(one), terms(one), perTerm(one)]),
    ),
    `**By number of categories** (${CATEGORIES.map(thousands).join(", ")}). The generated texts and the number of terms are the same for each model, and each word
is in ${CATEGORIES_OF_A_WORD} categories. One sweep over all categories is unavoidable, for scores and softmax: about ${aCategory.toFixed(0)} ns per category. A
text of one word takes little more than the sweep. The last columns are for the messages of the corpus, split into as many
categories, and models of the default number of terms; there a word is in more categories if there are more.`,
    numbers(
      [
        "categories",
        "µs a text",
        "the sweep, µs",
        "without the sweep, µs",
        "to the first",
        "real messages, µs",
        "known terms",
      ],
      bounded.map((one) => {
        const real = of("split").find(({ x }) => x === one.x);
        const to = `${(kept(one) / kept(bounded[0])).toFixed(2)} ×`;
        return [thousands(one.x), µs(one), sweepOf(one.x).toFixed(1), kept(one).toFixed(1), to, µs(real), terms(real)];
      }),
    ),
    "![Time of a prediction by text, terms and categories](../docs/growth-prediction.svg)",
  ];
}
