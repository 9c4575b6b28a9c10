/** Observing: each request is counted, timed and logged once, when it is over, however it ends. */

import type { Socket } from "node:net";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Metrics } from "./metrics.js";

export interface Observers {
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Most bytes of a body: what one counts as whose length is not announced. */
  readonly maxBytes: number;
}

/** Stands for the status of an answer whose client went before it came, as nginx has it. */
const CLIENT_GONE = 499;
/** Stands in metrics for the route of a path that there is not. */
const NO_ROUTE = "none";

/** So many lines are logged at once: one after the other they take a third of the time that each takes among other work. */
const LOGGED_AT_ONCE = 64;
/** No line waits longer to be logged, in milliseconds. */
const LOG_WAIT_MS = 100;

/** What ends the requests of a connection that have not ended. */
type Endings = (() => void)[];

export function observe(app: FastifyInstance, { metrics, log, maxBytes }: Observers): void {
  const { inFlight } = metrics;
  const logEnded = log.isLevelEnabled("info") ? loggingOf(app, log) : undefined;
  app.addHook("onRequest", (request, reply, done) => {
    const start = performance.now();
    const bytes = announcedBytes(request, maxBytes);
    const response = reply.raw;
    const endings = endingsOf(request.raw.socket);
    const end = (): void => {
      const place = endings.indexOf(end);
      if (place < 0) return;
      endings.splice(place, 1);
      inFlight.requests--;
      inFlight.bytes -= bytes;
      const status = response.writableFinished ? response.statusCode : CLIENT_GONE;
      const ms = performance.now() - start;
      metrics.count(request.routeOptions.url ?? NO_ROUTE, status, ms / 1000);
      logEnded?.({ id: request.id, method: request.method, url: request.url, status, ms });
    };
    endings.push(end);
    inFlight.requests++;
    inFlight.bytes += bytes;
    // After the answer, or when the client goes away in the middle of it.
    response.on("close", end);
    done();
  });
}

/** A line of the log. */
interface Line {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  ms: number;
}

function loggingOf(app: FastifyInstance, log: Logger): (line: Line) => void {
  const waiting: Line[] = [];
  const logAll = (): void => {
    for (const line of waiting) {
      line.ms = Math.round(line.ms * 1000) / 1000;
      log.info(line);
    }
    waiting.length = 0;
  };
  const timer = setInterval(logAll, LOG_WAIT_MS).unref();
  app.addHook("onClose", (_, done) => {
    clearInterval(timer);
    logAll();
    done();
  });
  return (line) => {
    waiting.push(line);
    if (waiting.length === LOGGED_AT_ONCE) logAll();
  };
}

/**
 * Keeps the endings of each connection, and calls them when it closes: of the answers that wait for one before them on the
 * same connection, none is told that it closed.
 */
function endingsOf(socket: Socket & { [ENDINGS]?: Endings }): Endings {
  const known = socket[ENDINGS];
  if (known) return known;
  const endings: Endings = [];
  socket[ENDINGS] = endings;
  socket.on("close", () => {
    for (const end of [...endings]) end();
  });
  return endings;
}

const ENDINGS = Symbol("endings");

function announcedBytes({ headers }: FastifyRequest, maxBytes: number): number {
  if (headers["transfer-encoding"] !== undefined) return maxBytes;
  const length = headers["content-length"];
  return length === undefined ? 0 : Math.min(Number(length), maxBytes);
}
