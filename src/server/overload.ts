/** Overload: when there is more to do than can be done soon, the server says so instead of growing. */

import underPressure from "@fastify/under-pressure";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { InFlight } from "./metrics.js";

/** Past any of these, requests for predictions are answered with 503 and Retry-After. */
export interface Limits {
  /** Mean delay of the event loop over a second, in milliseconds. */
  readonly maxDelay: number;
  /** Requests in flight. */
  readonly maxInFlight: number;
  /** Bytes of the bodies of requests in flight, as their headers announce them. */
  readonly maxInFlightBytes: number;
}

const RETRY_AFTER_S = 1;
const TOO_MUCH = { detail: `too much to do; ask again after ${RETRY_AFTER_S} s` };

/** Refuses requests past the limits. */
export async function limitLoad(app: FastifyInstance, inFlight: InFlight, limits: Limits): Promise<void> {
  const refusing = (reply: FastifyReply): FastifyReply => reply.code(503).header("retry-after", RETRY_AFTER_S);

  await app.register(underPressure, {
    maxEventLoopDelay: limits.maxDelay,
    // It sends what comes back, and goes on if that is undefined; its types do not know of the first.
    pressureHandler: (request, reply) => {
      if (request.routeOptions.config.isAlways) return undefined;
      refusing(reply);
      return TOO_MUCH as unknown as undefined;
    },
  });

  app.addHook("onRequest", (request, reply, done) => {
    const isFull = inFlight.requests > limits.maxInFlight || inFlight.bytes > limits.maxInFlightBytes;
    if (isFull && !request.routeOptions.config.isAlways) refusing(reply).send(TOO_MUCH);
    else done();
  });
}
