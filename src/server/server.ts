/** The server: options → a Fastify app with all routes, which does not listen yet. */

import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type Logger, pino } from "pino";
import { NewsgroupsError } from "../core/errors.js";
import { embeddedModel } from "../package-files.js";
import { addApiDocs } from "./api-docs.js";
import { requireToken } from "./bearer-token.js";
import { closeGracefully } from "./connections.js";
import { addErrorResponses, answerClientError } from "./error-responses.js";
import { instrument } from "./instrumentation.js";
import {
  DEFAULT_LIMITS,
  DEFAULT_MAX_BODY_BYTES,
  HEADERS_TIMEOUT_MS,
  KEEP_ALIVE_MS,
  type Limits,
  REQUEST_TIMEOUT_MS,
} from "./limits.js";
import { Metrics } from "./metrics.js";
import { limitLoad } from "./overload.js";
import { addPage } from "./page-files.js";
import { addPredictionRoutes } from "./prediction-routes.js";
import { addBodyParsers } from "./request-parser.js";
import { SCHEMAS_UNCHECKED } from "./schemas.js";
import { loadChecked, ServedModel } from "./served-model.js";
import { addStatusRoutes } from "./status-routes.js";

/** Options of `createServer`. */
export interface ServerOptions {
  /** A path, or the bytes that `dump` returned; default: the built-in model. */
  readonly model?: string | Uint8Array;
  /** Maximum size of a request's body in bytes, 1 or more; default {@link DEFAULT_MAX_BODY_BYTES}. */
  readonly maxBytes?: number;
  /** Bearer token that clients must send; default: none is required. */
  readonly token?: string;
  /** Receives a line for each request, and errors; default: no log. */
  readonly log?: Logger;
  /** When to refuse requests because of overload; default {@link DEFAULT_LIMITS}. */
  readonly limits?: Partial<Limits>;
}

/** A Fastify server: call `listen` to accept connections, or `inject` to send it a request directly. */
export interface Server extends FastifyInstance {
  /**
   * Loads and checks another model, then replaces the current one in one step.
   *
   * @param artifact a path, or its bytes.
   * @returns its SHA-256, in hexadecimal digits.
   * @throws NewsgroupsError `file`, a `FileFault` or `check` if the model cannot be used; the current one stays.
   */
  swapModel(artifact: string | Uint8Array): string;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Answered without a token. */
    isOpen?: boolean;
  }
}

/**
 * Creates a server that does not listen yet, with the routes of docs/serving.md: `POST /prediction` and others.
 *
 * @example
 * const server = await createServer({ model: "newsgroups.model" });
 * await server.listen({ port: 8000 });
 *
 * @throws NewsgroupsError `file` or a `FileFault` if the model cannot be read, `check` if its predictions differ from
 * those recorded in it, `usage` if an option is out of range.
 */
export async function createServer(options: ServerOptions = {}): Promise<Server> {
  return (await create(options)).server;
}

/**
 * Creates a server as {@link createServer} does, with its model and its metrics.
 *
 * @param given.served its model; default: that of the options.
 * @param given.metricsText returns the metrics of all processes as text; default: those of this server.
 */
export async function create(
  options: ServerOptions,
  given: { readonly served?: ServedModel; readonly metricsText?: () => Promise<string> } = {},
): Promise<{ readonly server: Server; readonly served: ServedModel; readonly metrics: Metrics }> {
  const { maxBytes = DEFAULT_MAX_BODY_BYTES, token, log = pino({ level: "silent" }) } = options;
  if (!(Number.isSafeInteger(maxBytes) && maxBytes >= 1)) {
    throw new NewsgroupsError("usage", `maxBytes ${maxBytes}: give a whole number of at least 1`);
  }
  if (token !== undefined && (typeof token !== "string" || token === "")) {
    throw new NewsgroupsError("usage", "token: give a string of at least one character");
  }
  const served = given.served ?? new ServedModel(loadChecked(options.model ?? embeddedModel()));
  const metrics = new Metrics();
  const newId = requestIds();
  const headersOf = ({ id }: Pick<FastifyRequest, "id">): Record<string, string> => ({
    "x-model-digest": served.current.digest,
    "x-request-id": id,
  });
  const app: FastifyInstance = Fastify({
    bodyLimit: maxBytes,
    schemaController: SCHEMAS_UNCHECKED,
    routerOptions: { ignoreTrailingSlash: true },
    // During shutdown, a request on an open connection is answered, with `Connection: close`.
    return503OnClosing: false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: 1_000,
      // A missing Host header gets the same kind of answer as other errors.
      requireHostHeader: false,
    },
    genReqId: ({ headers }) => {
      const own = headers["x-request-id"];
      return typeof own === "string" && REQUEST_ID.test(own) ? own : newId();
    },
    frameworkErrors: (error, request, reply) => {
      (reply as FastifyReply)
        .headers(headersOf(request as FastifyRequest))
        .code(400)
        .send({ detail: error.message });
    },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, headersOf({ id: newId() })),
  });
  // Node would answer 417 to an Expect header other than 100-continue.
  app.server.on("checkExpectation", (request, response) => app.routing(request, response));
  addBodyParsers(app);

  const isClosing = closeGracefully(app);
  app.addHook("onSend", (request, reply, _, done) => {
    // One by one: a loop over them shows in requests per second.
    reply.header("x-model-digest", served.current.digest).header("x-request-id", request.id);
    if (isClosing()) reply.header("connection", "close");
    done();
  });
  instrument(app, { metrics, log, maxBytes });
  if (token !== undefined) await requireToken(app, token);
  addErrorResponses(app, log, maxBytes);

  await app.register(async (limited) => {
    await limitLoad(limited, metrics, { ...DEFAULT_LIMITS, ...options.limits });
    addPredictionRoutes(limited, served);
  });
  const status = { served, isClosing, metrics: given.metricsText ?? ownMetrics(metrics, served) };
  addStatusRoutes(app, status);
  addPage(app);
  const addDocumented = (documented: FastifyInstance): void => {
    addPredictionRoutes(documented, served);
    addStatusRoutes(documented, status);
  };
  addApiDocs(app, addDocumented, token !== undefined, headersOf);
  const swapModel = (artifact: string | Uint8Array): string => served.swap(artifact).digest;
  return { server: Object.assign(app, { swapModel }), served, metrics };
}

/** The X-Request-Id values that are kept. */
const REQUEST_ID = /^[\w.-]{1,128}$/;

/** Returns a generator of unique request ids. A UUID for each would take 5 % of a request's time. */
function requestIds(): () => string {
  const prefix = randomUUID().slice(0, 18);
  let requests = 0;
  return () => `${prefix}-${(++requests).toString(36)}`;
}

/** The metrics of one server as text; prom-client is loaded when they are first requested. */
function ownMetrics(metrics: Metrics, served: ServedModel): () => Promise<string> {
  let registry: ReturnType<typeof load> | undefined;
  const load = async () => (await import("./prometheus.js")).createRegistry(metrics, served);
  return async () => {
    registry ??= load();
    return (await registry).metrics();
  };
}
