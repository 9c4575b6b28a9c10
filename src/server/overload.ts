/** Overload: when there is more to do than can be done soon, the server says so instead of growing. */

import underPressure from "@fastify/under-pressure";
import type { FastifyInstance } from "fastify";
import type { InFlight } from "./metrics.js";

/** Past any of these, requests for predictions are answered with 503 and Retry-After. */
export interface Limits {
  /** Mean delay of the event loop over the last second, in milliseconds. */
  readonly maxDelay: number;
  /** Requests in flight. */
  readonly maxInFlight: number;
  /** Bytes of the bodies of requests in flight, as their headers announce them. */
  readonly maxInFlightBytes: number;
}

/** How often the plugin takes the mean, its default. */
const SAMPLE_MS = 1000;
/** How often the mean is looked at, which costs more than a request should pay for. */
const LOOK_MS = 100;
const RETRY_AFTER_S = 1;
const TOO_MUCH = { detail: `too much to do; ask again after ${RETRY_AFTER_S} s` };

/** Refuses requests past the limits to the paths that are added to `app`. */
export async function limitLoad(app: FastifyInstance, inFlight: InFlight, limits: Limits): Promise<void> {
  await app.register(underPressure, { sampleInterval: SAMPLE_MS });
  let isLate = false;
  const timer = setInterval(() => {
    // Infinite if the loop did not turn once.
    isLate = Math.min(app.memoryUsage().eventLoopDelay, SAMPLE_MS) > limits.maxDelay;
  }, LOOK_MS).unref();
  app.addHook("onClose", (_, done) => {
    clearInterval(timer);
    done();
  });

  app.addHook("onRequest", (_, reply, done) => {
    const isFull = inFlight.requests > limits.maxInFlight || inFlight.bytes > limits.maxInFlightBytes;
    if (isLate || isFull) reply.code(503).header("retry-after", RETRY_AFTER_S).send(TOO_MUCH);
    else done();
  });
}
