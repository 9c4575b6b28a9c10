// A worker for workerd that classifies the texts that are posted to it: with the model that is a module of the worker, or with imported
// models that are posted as Base64 beside the texts.

import model from "./20newsgroups.model";
import { load } from "./core.js";
import { load as loadImported } from "./core-scikit-learn.js";

const classifier = load(new Uint8Array(model));

const predictions = (classifier, texts) => JSON.stringify(texts.map((text) => classifier.predict(text, 20)));

const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

export default {
  async fetch(request) {
    const { texts, models } = await request.json();
    if (models === undefined) return new Response(predictions(classifier, texts));
    return new Response(models.map((base64) => predictions(loadImported(bytesOf(base64)), texts)).join("\n"));
  },
};
