// Classifies the texts of a JSON file with imported models, and prints a line for each: `classify-imported.js TEXTS MODEL...`.

import { readFileSync } from "node:fs";
import { load } from "newsgroups/core/scikit-learn";

const [path, ...models] = process.argv.slice(2);
const texts = JSON.parse(readFileSync(path, "utf8"));
for (const model of models) {
  const classifier = load(new Uint8Array(readFileSync(model)));
  console.log(JSON.stringify(texts.map((text) => classifier.predict(text, 20))));
}
