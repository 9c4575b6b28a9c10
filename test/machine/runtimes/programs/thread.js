// Classifies in a worker thread, which gets texts and models as a message, and prints a line for each model. The core is that of a
// package's export: `thread.js newsgroups/core TEXTS MODEL...`.

import { readFileSync } from "node:fs";
import { isMainThread, parentPort, Worker } from "node:worker_threads";

if (isMainThread) {
  const [core, texts, ...models] = process.argv.slice(2);
  const worker = new Worker(new URL(import.meta.url));
  worker.once("message", (lines) => console.log(lines.join("\n")));
  worker.postMessage({
    core,
    texts: JSON.parse(readFileSync(texts, "utf8")),
    models: models.map((model) => new Uint8Array(readFileSync(model))),
  });
} else {
  parentPort.once("message", async ({ core, texts, models }) => {
    const { load } = await import(core);
    const predictions = models.map((model) => {
      const classifier = load(model);
      return texts.map((text) => classifier.predict(text, 20));
    });
    parentPort.postMessage(predictions.map((each) => JSON.stringify(each)));
  });
}
