/** Observing: each request is counted, timed and logged once, when it is over, however it ends. */

import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { InFlight, Metrics } from "./metrics.js";

export interface Observers {
  readonly inFlight: InFlight;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Most bytes of a body: what one counts as whose length is not announced. */
  readonly maxBytes: number;
}

/** Stands for the status of an answer whose client went before it came, as nginx has it. */
const CLIENT_GONE = 499;
/** Stands in metrics for the route of a path that there is not. */
const NO_ROUTE = "none";

export function observe(app: FastifyInstance, { inFlight, metrics, log, maxBytes }: Observers): void {
  const isLogged = log.isLevelEnabled("info");
  app.addHook("onRequest", (request, reply, done) => {
    const start = performance.now();
    const bytes = announcedBytes(request, maxBytes);
    inFlight.requests++;
    inFlight.bytes += bytes;
    const response = reply.raw;
    // Of all that end a request, this comes once and always: after the answer, or when the client goes away.
    response.on("close", () => {
      inFlight.requests--;
      inFlight.bytes -= bytes;
      const { id, method, url } = request;
      const status = response.writableFinished ? response.statusCode : CLIENT_GONE;
      const ms = performance.now() - start;
      metrics.count(request.routeOptions.url ?? NO_ROUTE, status, ms / 1000);
      if (isLogged) log.info({ id, method, url, status, ms: Math.round(ms * 1000) / 1000 });
    });
    done();
  });
}

function announcedBytes({ headers }: FastifyRequest, maxBytes: number): number {
  if (headers["transfer-encoding"] !== undefined) return maxBytes;
  const length = headers["content-length"];
  return length === undefined ? 0 : Math.min(Number(length), maxBytes);
}
