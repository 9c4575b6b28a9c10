/** Schemas: what each path takes and gives, as the OpenAPI document tells it. What a request must be, `request.ts` checks. */

import type { FastifySchema } from "fastify";
import { MOST_TEXTS, SPEAKING } from "./request.js";

interface Schema {
  readonly [keyword: string]: unknown;
}

const object = (properties: Readonly<Record<string, Schema>>, required = Object.keys(properties)): Schema => ({
  type: "object",
  properties,
  required,
});
const list = (items: Schema, more: Schema = {}): Schema => ({ type: "array", items, ...more });
const string = (description: string, more: Schema = {}): Schema => ({ type: "string", description, ...more });
const number = (description: string, more: Schema = {}): Schema => ({ type: "number", description, ...more });
const integer = (description: string): Schema => ({ type: "integer", minimum: 0, description });

const TEXT = string("The text, not blank. A message may have its header.", {
  pattern: SPEAKING.source,
  example: "computer cpu memory ram",
});
const CATEGORY = string("The likeliest category, one of the model's targets.", { example: "comp.sys.ibm.pc.hardware" });
const PROBABILITY = number("Softmax of the scores.", { minimum: 0, maximum: 1 });

const PREDICTION = object(
  {
    category: CATEGORY,
    probability: { ...PROBABILITY, description: "Of the category. With top or why alone." },
    top: list(object({ category: { type: "string" }, probability: PROBABILITY }), {
      description: "The best categories, best first. With top or why alone.",
    }),
    knownTerms: integer(
      "Number of distinct terms of the text that the model knows; at 0 the answer is a guess. With top or why alone.",
    ),
    why: {
      ...object({
        against: string("The second best category."),
        difference: number("Score of the category minus that of the second best.", { minimum: 0 }),
        prior: number("What the priors of the two add to the difference."),
        terms: list(
          object({
            term: string("A word, or the two words of a pair."),
            share: number("Above 0 it spoke for the category, below 0 against it."),
          }),
          { description: "The terms with the greatest shares. Those of all terms and the prior make the difference." },
        ),
      }),
      nullable: true,
      description: "Which terms spoke for the category. With why alone; null if no term is known.",
    },
  },
  ["category"],
);

const QUERYSTRING = object(
  {
    top: { type: "integer", minimum: 1, description: "Tell so many of the best categories with their probabilities." },
    why: { type: "boolean", default: false, description: "Tell which terms spoke for the category." },
  },
  [],
);

const DETAIL = object({
  detail: list(
    object({
      loc: list({ anyOf: [{ type: "string" }, { type: "integer" }] }, { description: "Where in the request." }),
      msg: string("What is wrong."),
      type: string("The same as a stable word."),
    }),
  ),
});
const PROBLEM = object({ detail: string("What is wrong, and what would be right.") });

/** Answers that every path for predictions may give besides its own. */
const REFUSALS = {
  401: { description: "A bearer token is wanted.", ...PROBLEM },
  413: { description: "The body is too long.", ...PROBLEM },
  415: { description: "The body is not said to be JSON.", ...PROBLEM },
  422: { description: "The request does not say what is expected.", ...DETAIL },
  503: { description: "Too much to do: ask again after Retry-After seconds.", ...PROBLEM },
};

/** Whoever asks is told. */
const OPEN: FastifySchema["security"] = [];
const TAGS = { predictions: ["predictions"], operation: ["operation"] };

export const PREDICTION_SCHEMA: FastifySchema = {
  tags: TAGS.predictions,
  operationId: "predict",
  summary: "Say which category a text belongs to",
  querystring: QUERYSTRING,
  body: object({ text: TEXT }),
  response: { 200: { description: "The category.", ...PREDICTION }, ...REFUSALS },
};

export const PREDICTIONS_SCHEMA: FastifySchema = {
  tags: TAGS.predictions,
  operationId: "predictMany",
  summary: "Say of each of many texts which category it belongs to",
  querystring: QUERYSTRING,
  body: object({ texts: list(TEXT, { maxItems: MOST_TEXTS }) }),
  response: {
    200: { description: "The categories, in the order of the texts.", ...object({ predictions: list(PREDICTION) }) },
    ...REFUSALS,
  },
};

export const LIVE_SCHEMA: FastifySchema = {
  tags: TAGS.operation,
  operationId: "live",
  security: OPEN,
  summary: "Whether the process answers at all",
  response: { 200: { description: "It does.", ...object({ status: { type: "string", enum: ["live"] } }) } },
};

export const READY_SCHEMA: FastifySchema = {
  tags: TAGS.operation,
  operationId: "ready",
  security: OPEN,
  summary: "Whether it should be asked: a model is loaded, and predicts what it predicted when it was made",
  response: {
    200: { description: "It should.", ...object({ status: { type: "string", enum: ["ready"] } }) },
    503: { description: "It is shutting down.", ...PROBLEM },
  },
};

export const MODEL_SCHEMA: FastifySchema = {
  tags: TAGS.operation,
  operationId: "model",
  summary: "What model answers, and how it was trained",
  response: {
    200: {
      description: "The model.",
      ...object({
        digest: string("SHA-256 of its file, in hexadecimal digits."),
        bytes: integer("Size of its file."),
        memory: integer("Bytes of memory that it takes in each process."),
        format: integer("Version of the file's format."),
        targets: list({ type: "string" }, { description: "The categories." }),
        documents: list({ type: "integer" }, { description: "Number of training documents by category." }),
        terms: integer("Number of terms, single words and pairs."),
        bigrams: integer("Number of pairs of words."),
        provenance: { type: "object", additionalProperties: true, description: "How it was made." },
        calibration: object({
          temperature: number("Softmax temperature of scores whose standard deviation is 1."),
          spread: number("The power of the standard deviation that it grows with."),
          documents: integer("Number of training documents that were judged by all others."),
          right: integer("How many of them were put into their category."),
        }),
        recordedPredictions: integer("So many predictions were recorded when it was made, and come out the same."),
      }),
    },
    401: REFUSALS[401],
  },
};

export const METRICS_SCHEMA: FastifySchema = {
  tags: TAGS.operation,
  operationId: "metrics",
  summary: "Figures for Prometheus",
  produces: ["text/plain"],
  response: { 200: { description: "Prometheus text format.", type: "string" }, 401: REFUSALS[401] },
};
