/** The paths for predictions: texts → categories. */

import type { FastifyInstance } from "fastify";
import type { Classifier } from "../core/predict/classifier.js";
import { TOLD_TERMS } from "../core/predict/explanation.js";
import { rounded } from "../core/predict/rounded.js";
import { giveUpIfStalled } from "./closing.js";
import { type Asked, readQuery, readText, readTexts } from "./request.js";
import { PREDICTION_SCHEMA, PREDICTIONS_SCHEMA } from "./schemas.js";
import type { ServedModel } from "./served-model.js";

/** With `why` alone so many of the best categories are told: the two that it compares. */
const COMPARED = 2;

type Query = Readonly<Record<string, unknown>>;

/** Adds `POST /prediction`, the tutorial's contract, and `POST /predictions` for many texts at once. */
export function addPredictions(app: FastifyInstance, served: ServedModel): void {
  app.post("/prediction", { schema: PREDICTION_SCHEMA }, (request, reply) => {
    const text = readText(request.body);
    const asked = readQuery(request.query as Query);
    reply.send(answer(served.current.classifier, text, asked));
  });

  app.post("/predictions", { schema: PREDICTIONS_SCHEMA }, (request, reply) => {
    const texts = readTexts(request.body);
    const asked = readQuery(request.query as Query);
    const { classifier } = served.current;
    // As long as the socket's buffers may not hold.
    giveUpIfStalled(reply);
    reply.send({ predictions: texts.map((text) => answer(classifier, text, asked)) });
  });
}

function answer(classifier: Classifier, text: string, { top, why }: Asked): object {
  if (top === undefined && !why) return { category: classifier.categoryOf(text) };
  const prediction = rounded(classifier.predict(text, top ?? COMPARED));
  return why ? { ...prediction, why: classifier.explain(text, TOLD_TERMS) ?? null } : prediction;
}
