// Trains on documents that are given as JSON, and prints counts and artifact: `train.js DOCUMENTS`.

import { readFileSync } from "node:fs";
import { dump, train } from "newsgroups";

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const counts = await train(JSON.parse(readFileSync(process.argv[2], "utf8")));
console.log(JSON.stringify({ counts: hex(counts), model: hex(await dump(counts)) }));
