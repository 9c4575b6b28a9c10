/** Routes for predictions: texts → categories. */

import type { FastifyInstance } from "fastify";
import { NewsgroupsError } from "../core/errors.js";
import type { Classifier } from "../core/predict/classifier.js";
import { type Explanation, MAX_EXPLAINED_TERMS } from "../core/predict/explanation.js";
import { rounded } from "../core/predict/rounded.js";
import { readerFor } from "../mail/reader-for.js";
import { closeIfStalled } from "./connections.js";
import { NOT_BLANK, type PredictionOptions, readQuery, readTextField, readTextItems } from "./request-parser.js";
import { PREDICTION_SCHEMA, PREDICTIONS_SCHEMA } from "./schemas.js";
import type { ServedModel } from "./served-model.js";
import { notText, unsupported, ValidationError } from "./validation-errors.js";

/** How many categories to rank for `why` without `top`: the two that it compares. */
const COMPARED = 2;

type Query = Readonly<Record<string, unknown>>;

/** Adds `POST /prediction`, compatible with the tutorial's service, and `POST /predictions` for batches. */
export function addPredictionRoutes(app: FastifyInstance, served: ServedModel): void {
  app.post("/prediction", { schema: PREDICTION_SCHEMA }, (request, reply) => {
    const content = readTextField(request.body);
    const options = readQuery(request.query as Query);
    const { classifier } = served.current;
    const text = read(classifier, content);
    if (typeof text !== "string") return text.then((decoded) => answer(classifier, decoded, options));
    reply.send(answer(classifier, text, options));
    return undefined;
  });

  app.post("/predictions", { schema: PREDICTIONS_SCHEMA }, async (request, reply) => {
    const items = readTextItems(request.body);
    const options = readQuery(request.query as Query);
    const { classifier } = served.current;
    const predictions: object[] = [];
    for (const item of items) predictions.push(await answerItem(classifier, item, options));
    // The answer may be longer than the socket's buffer.
    closeIfStalled(reply);
    return { predictions };
  });
}

/**
 * Reads a text. A promise only where it must be one: for every text it would be a cost.
 *
 * @throws ValidationError, or rejects with one, if it is no text.
 */
function read(classifier: Classifier, content: string): string | Promise<string> {
  const fail = (error: unknown): never => {
    throw error instanceof NewsgroupsError
      ? new ValidationError(notText(`the text ${error.message}`), "body", "text")
      : error;
  };
  try {
    const text = readerFor(classifier)(content);
    return typeof text === "string" ? text : text.catch(fail);
  } catch (error) {
    return fail(error);
  }
}

/** The answer to an item of a batch; if it cannot be classified an error, in the form of `predict --ndjson`. */
async function answerItem(classifier: Classifier, item: unknown, options: PredictionOptions): Promise<object> {
  const failure = (message: string): object => ({ error: { code: "input", message } });
  if (typeof item !== "string") return failure("the text is not a string");
  if (!NOT_BLANK.test(item)) return failure("the text is empty");
  let text: string;
  try {
    text = await readerFor(classifier)(item);
  } catch (error) {
    if (error instanceof NewsgroupsError) return failure(`the text ${error.message}`);
    throw error;
  }
  return answer(classifier, text, options);
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
