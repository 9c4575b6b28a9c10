/** Schemas: what each route accepts and returns, for the OpenAPI document only. `request-parser.ts` checks requests. */

import type { FastifySchema, FastifyServerOptions } from "fastify";
import { MAX_TEXTS } from "./limits.js";

type Controller = NonNullable<FastifyServerOptions["schemaController"]>;
type Factory = NonNullable<NonNullable<Controller["compilersFactory"]>["buildValidator"]>;

const ACCEPT = (() => true) as unknown as ReturnType<ReturnType<Factory>>;

/**
 * Makes Fastify neither validate requests nor serialize answers by their schemas. Error messages are FastAPI's, and
 * loading Ajv would take a tenth of a second, a third of the time until the server is ready.
 */
export const SCHEMAS_UNCHECKED: Controller = {
  compilersFactory: {
    buildValidator: () => () => ACCEPT,
    buildSerializer: () => () => (data) => JSON.stringify(data),
  },
};

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

const TEXT = string("The text: not blank, and without NULs. It may be a message with its header, also in MIME.", {
  pattern: "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$",
  example: "computer cpu memory ram",
});
const CATEGORY = string("The most likely category, one of the model's targets.", {
  example: "comp.sys.ibm.pc.hardware",
});
const PROBABILITY = number("Probability of the category; missing if the model has no probabilities.", {
  minimum: 0,
  maximum: 1,
});
const SCORE = number("Score of the category; only if the model has no probabilities.");

const PREDICTION = object(
  {
    category: CATEGORY,
    probability: PROBABILITY,
    score: SCORE,
    top: list(object({ category: { type: "string" }, probability: PROBABILITY, score: SCORE }, ["category"]), {
      description: "The most likely categories, best first. Only with top or why.",
    }),
    knownTerms: integer(
      "Number of distinct terms of the text that the model knows. If 0, all such texts get the same answer, as a rule the most common category. Only with top or why.",
    ),
    words: integer("Number of words of the text. Only where knownTerms is 0: 0 of so many words are known."),
    why: {
      ...object({
        against: string("The second best category."),
        difference: number("Score of the category minus that of the second best.", { minimum: 0 }),
        prior: number("What the priors of the two categories add to the difference."),
        terms: list(
          object({
            term: string("A term of the model, such as a word or a pair of words."),
            share: number("Positive: evidence for the category; negative: evidence against it."),
          }),
          {
            description:
              "The terms with the largest shares. The shares of all known terms and the prior add up to the difference.",
          },
        ),
      }),
      nullable: true,
      description:
        "The terms that drove the answer. Only with why, which not all models support; null if no term is known.",
    },
  },
  ["category"],
);

const ERROR = object({
  error: {
    ...object({
      code: string("The kind of error, as a stable identifier.", { enum: ["input"] }),
      message: string("What is wrong with this text."),
    }),
    description: "Why this text has no answer: it is empty, not a string, or not text.",
  },
});

/** Anything: what is no text gets its own error. */
const TEXT_ITEM: Schema = {
  description: "A text, as in `POST /prediction`. Anything else gets its own error.",
  example: "computer cpu memory ram",
};

const QUERYSTRING = object(
  {
    top: {
      type: "integer",
      minimum: 1,
      description: "How many categories to return, most likely first, with their probabilities.",
    },
    why: { type: "boolean", default: false, description: "Return the terms that drove the answer." },
  },
  [],
);

const DETAIL = object({
  detail: list(
    object({
      loc: list({ anyOf: [{ type: "string" }, { type: "integer" }] }, { description: "Location in the request." }),
      msg: string("What is wrong."),
      type: string("The kind of error, as a stable identifier."),
    }),
  ),
});
const PROBLEM = object({ detail: string("What is wrong, and how to fix it.") });

/** Error responses of the prediction routes. */
const ERRORS = {
  401: { description: "A bearer token is required.", ...PROBLEM },
  413: { description: "The body is too long.", ...PROBLEM },
  415: { description: "The Content-Type is not JSON.", ...PROBLEM },
  422: { description: "The request is not valid.", ...DETAIL },
  503: { description: "The server is busy: try again after Retry-After seconds.", ...PROBLEM },
};

/** No token is needed. */
const OPEN: FastifySchema["security"] = [];
const TAGS = { predictions: ["predictions"], operation: ["operation"] };

export const PREDICTION_SCHEMA: FastifySchema = {
  tags: TAGS.predictions,
  operationId: "predict",
  summary: "Classify a text",
  querystring: QUERYSTRING,
  body: object({ text: TEXT }),
  response: { 200: { description: "The category.", ...PREDICTION }, ...ERRORS },
};

export const PREDICTIONS_SCHEMA: FastifySchema = {
  tags: TAGS.predictions,
  operationId: "predictMany",
  summary: "Classify many texts in one request",
  querystring: QUERYSTRING,
  body: object({ texts: list(TEXT_ITEM, { maxItems: MAX_TEXTS }) }),
  response: {
    200: {
      description: "An answer or an error for each text, in the order of the texts.",
      ...object({ predictions: list({ anyOf: [PREDICTION, ERROR] }) }),
    },
    ...ERRORS,
  },
};

export const LIVE_SCHEMA: FastifySchema = {
  tags: TAGS.operation,
  operationId: "live",
  security: OPEN,
  summary: "Check that the process responds",
  response: { 200: { description: "It responds.", ...object({ status: { type: "string", enum: ["live"] } }) } },
};

export const READY_SCHEMA: FastifySchema = {
  tags: TAGS.operation,
  operationId: "ready",
  security: OPEN,
  summary: "Check that the server is ready: its model is loaded and passed its check",
  response: {
    200: { description: "It is ready.", ...object({ status: { type: "string", enum: ["ready"] } }) },
    503: { description: "It is shutting down.", ...PROBLEM },
  },
};

const MODEL = object(
  {
    digest: string("SHA-256 of the model's file, in hexadecimal digits."),
    bytes: integer("Size of the model's file."),
    memory: integer("Memory in each process, in bytes."),
    format: integer("Version of the file's format."),
    family: string("Kind of the model. It determines what other properties there are.", { example: "linear" }),
    targets: list({ type: "string" }, { description: "The categories." }),
    documents: list({ type: "integer" }, { description: "Number of training documents by category, if known." }),
    recordedPredictions: integer("Number of predictions recorded in the model's file and reproduced at load."),
    terms: integer("Number of terms, such as words and pairs of words."),
    features: integer("Of an imported model, the number of features: terms, and the numbers that hashing gives."),
    origin: {
      type: "object",
      additionalProperties: true,
      description: "Of an imported model, the files it was imported from, the version of scikit-learn, and the steps.",
    },
    bigrams: integer("Number of pairs of words."),
    provenance: { type: "object", additionalProperties: true, description: "Settings and data of the training." },
    calibration: object({
      base: number("Softmax temperature of any text, to which the other two are added."),
      spread: number("How much of the standard deviation of the scores is added to it."),
      brevity: number("What is added for one known term; for n known terms, an nth of it."),
      documents: integer("Number of training documents scored by a model of all others."),
      right: integer("How many of them were classified correctly."),
    }),
  },
  ["digest", "bytes", "memory", "format", "family", "targets", "recordedPredictions"],
);

export const MODEL_SCHEMA: FastifySchema = {
  tags: TAGS.operation,
  operationId: "model",
  summary: "Describe the model: its categories, size and how it was trained",
  response: { 200: { description: "The model.", ...MODEL }, 401: ERRORS[401] },
};

export const METRICS_SCHEMA: FastifySchema = {
  tags: TAGS.operation,
  operationId: "metrics",
  summary: "Metrics for Prometheus",
  produces: ["text/plain"],
  response: { 200: { description: "Prometheus text format.", type: "string" }, 401: ERRORS[401] },
};
