/** Routes for predictions: texts → categories. */

import type { FastifyInstance } from "fastify";
import { NewsgroupsError } from "../core/errors.js";
import type { Classifier } from "../core/predict/classifier.js";
import { type Explanation, MAX_EXPLAINED_TERMS } from "../core/predict/explanation.js";
import { rounded } from "../core/predict/rounded.js";
import { closeIfStalled } from "./connections.js";
import { type PredictionOptions, readQuery, readText, readTexts } from "./request-parser.js";
import { PREDICTION_SCHEMA, PREDICTIONS_SCHEMA } from "./schemas.js";
import type { ServedModel } from "./served-model.js";
import { unsupported, ValidationError } from "./validation-errors.js";

/** How many categories to rank for `why` without `top`: the two that it compares. */
const COMPARED = 2;

type Query = Readonly<Record<string, unknown>>;

/** Adds `POST /prediction`, compatible with the tutorial's service, and `POST /predictions` for batches. */
export function addPredictionRoutes(app: FastifyInstance, served: ServedModel): void {
  app.post("/prediction", { schema: PREDICTION_SCHEMA }, (request, reply) => {
    const text = readText(request.body);
    const options = readQuery(request.query as Query);
    reply.send(answer(served.current.classifier, text, options));
  });

  app.post("/predictions", { schema: PREDICTIONS_SCHEMA }, (request, reply) => {
    const texts = readTexts(request.body);
    const options = readQuery(request.query as Query);
    const { classifier } = served.current;
    // The answer may be longer than the socket's buffer.
    closeIfStalled(reply);
    reply.send({ predictions: texts.map((text) => answer(classifier, text, options)) });
  });
}

function answer(classifier: Classifier, text: string, { top, why }: PredictionOptions): object {
  if (top === undefined && !why) return { category: classifier.categoryOf(text) };
  const prediction = rounded(classifier.predict(text, top ?? COMPARED));
  return why ? { ...prediction, why: explanation(classifier, text) } : prediction;
}

/** @throws ValidationError if the model cannot explain its predictions. */
function explanation(classifier: Classifier, text: string): Explanation | null {
  try {
    return classifier.explain(text, MAX_EXPLAINED_TERMS) ?? null;
  } catch (error) {
    throw error instanceof NewsgroupsError ? new ValidationError(unsupported(error.message), "query", "why") : error;
  }
}
