// Does what classify.js does in a worker thread, which gets the bytes of the model as a message.

import { readFileSync } from "node:fs";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { load } from "newsgroups/core";

if (isMainThread) {
  const [model, texts] = process.argv.slice(2);
  const worker = new Worker(new URL(import.meta.url));
  worker.once("message", (predictions) => console.log(JSON.stringify(predictions)));
  worker.postMessage({ model: new Uint8Array(readFileSync(model)), texts: JSON.parse(readFileSync(texts, "utf8")) });
} else {
  parentPort.once("message", ({ model, texts }) => {
    const classifier = load(model);
    parentPort.postMessage(texts.map((text) => classifier.predict(text, 20)));
  });
}
