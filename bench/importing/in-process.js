// @ts-check
/** Times an imported model on one text after the other, as peers/import_times.py times Python: `in-process.js <model> <texts>`. */

import { readFileSync } from "node:fs";
import { load } from "../../dist/index.js";

const SHORT = "computer cpu memory ram";
const SHORT_TIMES = 100_000;
const MEDIUM_TIMES = 30;

const [model, texts] = process.argv.slice(2);
const { medium } = JSON.parse(readFileSync(texts, "utf8"));
const classifier = load(model);

function microseconds(list, times) {
  const start = performance.now();
  for (let time = 0; time < times; time++) for (const text of list) classifier.predict(text);
  return ((performance.now() - start) / times / list.length) * 1000;
}

// A service is warm, too.
microseconds([SHORT], SHORT_TIMES / 4);
microseconds(medium, MEDIUM_TIMES / 4);
console.log(JSON.stringify({ short: microseconds([SHORT], SHORT_TIMES), medium: microseconds(medium, MEDIUM_TIMES) }));
