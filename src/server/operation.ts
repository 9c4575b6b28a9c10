/** The paths for whoever runs the server: health, the model, metrics. */

import type { FastifyInstance } from "fastify";
import { LIVE_SCHEMA, METRICS_SCHEMA, MODEL_SCHEMA, READY_SCHEMA } from "./schemas.js";
import type { ServedModel } from "./served-model.js";

/** What the paths tell of. */
export interface Operation {
  readonly served: ServedModel;
  readonly isClosing: () => boolean;
  /** Figures in Prometheus's text format. */
  readonly metrics: () => Promise<string>;
}

/** Whoever asks is told. */
const OPEN = { isOpen: true };

export function addOperation(app: FastifyInstance, { served, isClosing, metrics }: Operation): void {
  app.get("/health/live", { schema: LIVE_SCHEMA, config: OPEN }, (_, reply) => {
    reply.send({ status: "live" });
  });

  app.get("/health/ready", { schema: READY_SCHEMA, config: OPEN }, (_, reply) => {
    if (isClosing()) reply.code(503).header("retry-after", 1).send({ detail: "shutting down; ask another server" });
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
