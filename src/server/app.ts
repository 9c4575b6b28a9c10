/** Building: options → a server that does not listen yet. */

import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { closeSoon } from "./closing.js";
import { addDocumentation } from "./documentation.js";
import { addProblems, answerClientError } from "./errors.js";
import type { Metrics } from "./metrics.js";
import { observe } from "./observe.js";
import { addOperation } from "./operation.js";
import { type Limits, limitLoad } from "./overload.js";
import { addPredictions } from "./predictions.js";
import { parseBody } from "./request.js";
import type { ServedModel } from "./served-model.js";
import { addPage } from "./static-page.js";
import { requireToken } from "./token.js";
import { UNCHECKED } from "./unchecked.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Answered without a token. */
    isOpen?: boolean;
  }
}

export interface Parts {
  readonly served: ServedModel;
  readonly log: Logger;
  readonly maxBytes: number;
  readonly limits: Limits;
  readonly token: string | undefined;
  readonly metrics: Metrics;
  /** The figures of all processes in Prometheus's text format; default: this one's own. */
  readonly metricsText?: (() => Promise<string>) | undefined;
}

/** A header that takes longer than this, in milliseconds, is given up. */
const HEADERS_TIMEOUT = 10_000;
/** A request that takes longer than this with its body. */
const REQUEST_TIMEOUT = 30_000;
/** A connection that waits for its next request: longer than proxies keep it (60 s), so that they close it first. */
const KEEP_ALIVE_TIMEOUT = 65_000;
const TIMEOUT_CHECK_INTERVAL = 1_000;

/** What a client may call its request. */
const REQUEST_ID = /^[\w.-]{1,128}$/;

export async function build(parts: Parts): Promise<FastifyInstance> {
  const { served, log, maxBytes, limits, token, metrics } = parts;
  const newId = requestIds();
  const headersOf = ({ id }: Pick<FastifyRequest, "id">): Record<string, string> => ({
    "x-model-digest": served.current.digest,
    "x-request-id": id,
  });
  const app: FastifyInstance = Fastify({
    bodyLimit: maxBytes,
    schemaController: UNCHECKED,
    routerOptions: { ignoreTrailingSlash: true },
    // Whoever asks on a connection that is already there is answered, and told that it is the last answer.
    return503OnClosing: false,
    requestTimeout: REQUEST_TIMEOUT,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
    http: {
      headersTimeout: HEADERS_TIMEOUT,
      connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL,
      // Answered as other problems are.
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

  // Whatever a client expects besides to go on, it gets its answer.
  app.server.on("checkExpectation", (request, response) => app.routing(request, response));

  app.removeAllContentTypeParsers();
  for (const type of ["application/json", /^application\/[\w.-]+\+json/]) {
    app.addContentTypeParser(type, { parseAs: "buffer" }, parse);
  }
  app.addContentTypeParser("*", { parseAs: "buffer" }, (request, body: Buffer, done) => {
    // FastAPI takes a body of no said type for JSON.
    if (request.headers["content-type"] === undefined) parse(request, body, done);
    else done(Object.assign(new Error("Unsupported Media Type"), { statusCode: 415 }));
  });

  const isClosing = closeSoon(app);
  app.addHook("onSend", (request, reply, _, done) => {
    // Each by itself, for it is done so often that looping over them shows.
    reply.header("x-model-digest", served.current.digest).header("x-request-id", request.id);
    if (isClosing()) reply.header("connection", "close");
    done();
  });
  observe(app, { metrics, log, maxBytes });
  if (token !== undefined) await requireToken(app, token);
  addProblems(app, log, maxBytes);

  const operation = {
    served,
    isClosing,
    metrics: parts.metricsText ?? (() => metrics.text()),
  };
  await app.register(async (limited) => {
    await limitLoad(limited, metrics.inFlight, limits);
    addPredictions(limited, served);
  });
  addOperation(app, operation);
  addPage(app);
  addDocumentation(
    app,
    (documented) => {
      addPredictions(documented, served);
      addOperation(documented, operation);
    },
    token !== undefined,
    headersOf,
  );
  return app;
}

/** Gives names to requests, each of which no other has. A UUID for each would take a twentieth of a request's time. */
function requestIds(): () => string {
  const process = randomUUID().slice(0, 18);
  let requests = 0;
  return () => `${process}-${(++requests).toString(36)}`;
}

function parse(_: unknown, body: Buffer, done: (error: Error | null, value?: unknown) => void): void {
  try {
    const value = parseBody(body);
    if (value instanceof Promise) value.catch(done);
    else done(null, value);
  } catch (error) {
    done(error as Error);
  }
}
