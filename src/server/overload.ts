/** Overload: when the server has too much to do, it refuses prediction requests at once instead of queueing them. */

import underPressure from "@fastify/under-pressure";
import type { FastifyInstance } from "fastify";
import type { Limits } from "./limits.js";
import type { Metrics } from "./metrics.js";

/** The period over which the plugin averages the delay, its default. */
const SAMPLE_MS = 1000;
/** The plugin's figure is read on a timer, because reading it for each request is slow. */
const POLL_MS = 100;
const RETRY_AFTER_S = 1;
const BUSY = { detail: `the server is busy; try again in ${RETRY_AFTER_S} s` };

/** Answers requests beyond the limits with 503, for the routes that are added to `app`. */
export async function limitLoad(app: FastifyInstance, metrics: Metrics, limits: Limits): Promise<void> {
  await app.register(underPressure, { sampleInterval: SAMPLE_MS });
  let isLate = false;
  const timer = setInterval(() => {
    // Infinite if the event loop did not turn once.
    isLate = Math.min(app.memoryUsage().eventLoopDelay, SAMPLE_MS) > limits.maxDelay;
  }, POLL_MS).unref();
  app.addHook("onClose", (_, done) => {
    clearInterval(timer);
    done();
  });

  app.addHook("onRequest", (_, reply, done) => {
    const isFull = metrics.requestsInFlight > limits.maxInFlight || metrics.bytesInFlight > limits.maxInFlightBytes;
    if (isLate || isFull) reply.code(503).header("retry-after", RETRY_AFTER_S).send(BUSY);
    else done();
  });
}
