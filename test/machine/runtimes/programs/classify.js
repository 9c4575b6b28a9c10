// Classifies the texts of a JSON file with the core: `classify.js MODEL TEXTS`. Runs on Node, Bun and Deno.

import { readFileSync } from "node:fs";
import { load } from "newsgroups/core";

const [model, texts] = process.argv.slice(2);
const classifier = load(new Uint8Array(readFileSync(model)));
console.log(JSON.stringify(JSON.parse(readFileSync(texts, "utf8")).map((text) => classifier.predict(text, 20))));
