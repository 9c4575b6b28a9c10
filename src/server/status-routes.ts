/** Routes for operators: health, the model, metrics. */

import type { FastifyInstance } from "fastify";
import { LIVE_SCHEMA, METRICS_SCHEMA, MODEL_SCHEMA, READY_SCHEMA } from "./schemas.js";
import type { ServedModel } from "./served-model.js";

/** What the routes report. */
interface Status {
  readonly served: ServedModel;
  readonly isClosing: () => boolean;
  /** Returns metrics in Prometheus's text format. */
  readonly metrics: () => Promise<string>;
}

/** Needs no token. */
const OPEN = { isOpen: true };

/** Adds `GET /health/live`, `/health/ready`, `/model` and `/metrics`. */
export function addStatusRoutes(app: FastifyInstance, { served, isClosing, metrics }: Status): void {
  app.get("/health/live", { schema: LIVE_SCHEMA, config: OPEN }, (_, reply) => {
    reply.send({ status: "live" });
  });

  app.get("/health/ready", { schema: READY_SCHEMA, config: OPEN }, (_, reply) => {
    if (isClosing()) reply.code(503).header("retry-after", 1).send({ detail: "shutting down; try another server" });
    else reply.send({ status: "ready" });
  });

  app.get("/model", { schema: MODEL_SCHEMA }, (_, reply) => {
    const { digest, bytes, memory, description } = served.current;
    reply.send({ digest, bytes, memory, ...description });
  });

  app.get("/metrics", { schema: METRICS_SCHEMA }, async (_, reply) => {
    const text = await metrics();
    return reply.type("text/plain; version=0.0.4; charset=utf-8").send(text);
  });
}
