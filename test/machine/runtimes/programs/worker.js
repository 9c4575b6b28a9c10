// A worker for workerd that classifies the texts that are posted to it; the model is a module of the worker.

import model from "./20newsgroups.model";
import { load } from "./core.js";

const classifier = load(new Uint8Array(model));

export default {
  async fetch(request) {
    return Response.json((await request.json()).map((text) => classifier.predict(text, 20)));
  },
};
