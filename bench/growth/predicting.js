// @ts-check
/**
 * Times predictions with one model, in a process of its own, so that functions compiled for another model do not affect the
 * measurement.
 *
 *     node bench/growth/predicting.js <model> <sets.json>
 *
 * The sets are lists of texts by name. Prints, by name, microseconds and known terms per text.
 */

import { readFileSync } from "node:fs";
import { Bench } from "tinybench";
import { load } from "../../dist/index.js";
import { latencyOf } from "../statistics.js";

const [model, file] = process.argv.slice(2);
const classifier = load(model);
const sets = Object.entries(JSON.parse(readFileSync(file, "utf8")));
const bench = new Bench({ time: 250, warmupTime: 150, iterations: 10, throws: true });
for (const [name, texts] of sets) {
  bench.add(name, () => {
    for (const text of texts) classifier.predict(text);
  });
}
await bench.run();
const metrics = sets.map(([name, texts]) => {
  const known = texts.reduce((sum, text) => sum + classifier.predict(text).knownTerms, 0);
  const microseconds = (latencyOf(bench, name).p50 * 1000) / texts.length;
  return [name, { microseconds, knownTerms: known / texts.length }];
});
console.log(JSON.stringify(Object.fromEntries(metrics)));
