/** Instrumentation: every request is counted, timed and logged once, when it has ended, whether answered or broken off. */

import type { Socket } from "node:net";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Metrics } from "./metrics.js";

interface Observers {
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Maximum size of a body: how much one counts for if its length is not announced. */
  readonly maxBytes: number;
}

/** The status in metrics and log, as in nginx, if the client disconnected before the answer was sent. */
const CLIENT_GONE = 499;
/** The route in metrics of a path that does not exist. */
const NO_ROUTE = "none";

/** Lines are logged in batches: in a batch, a line takes a third of the time that it takes between other work. */
const BATCH = 64;
/** Milliseconds that a line waits at most. */
const BATCH_WAIT_MS = 100;

/** Counts and logs the requests of `app`. */
export function instrument(app: FastifyInstance, { metrics, log, maxBytes }: Observers): void {
  const logRequest = log.isLevelEnabled("info") ? batchLogger(app, log) : undefined;
  app.addHook("onRequest", (request, reply, done) => {
    const start = performance.now();
    const bytes = announcedBytes(request, maxBytes);
    const response = reply.raw;
    const unfinished = unfinishedOf(request.raw.socket);
    const end = (): void => {
      const index = unfinished.indexOf(end);
      if (index < 0) return;
      unfinished.splice(index, 1);
      const status = response.writableFinished ? response.statusCode : CLIENT_GONE;
      const ms = performance.now() - start;
      metrics.end(bytes, request.routeOptions.url ?? NO_ROUTE, status, ms / 1000);
      logRequest?.({ id: request.id, method: request.method, url: request.url, status, ms });
    };
    unfinished.push(end);
    metrics.begin(bytes);
    // After the answer, or when the client disconnects during it.
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

function batchLogger(app: FastifyInstance, log: Logger): (line: Line) => void {
  const waiting: Line[] = [];
  const logAll = (): void => {
    for (const line of waiting) {
      line.ms = Math.round(line.ms * 1000) / 1000;
      log.info(line);
    }
    waiting.length = 0;
  };
  const timer = setInterval(logAll, BATCH_WAIT_MS).unref();
  app.addHook("onClose", (_, done) => {
    clearInterval(timer);
    logAll();
    done();
  });
  return (line) => {
    waiting.push(line);
    if (waiting.length === BATCH) logAll();
  };
}

/** For each unfinished request of a connection, the function that ends it. */
type Unfinished = (() => void)[];

const UNFINISHED = Symbol("unfinished");

/**
 * The unfinished requests of a connection, which end when it closes. The response's own `close` is not enough: Node does
 * not emit it for a pipelined response that waits for the one before.
 */
function unfinishedOf(socket: Socket & { [UNFINISHED]?: Unfinished }): Unfinished {
  const known = socket[UNFINISHED];
  if (known) return known;
  const unfinished: Unfinished = [];
  socket[UNFINISHED] = unfinished;
  socket.on("close", () => {
    for (const end of [...unfinished]) end();
  });
  return unfinished;
}

function announcedBytes({ headers }: FastifyRequest, maxBytes: number): number {
  if (headers["transfer-encoding"] !== undefined) return maxBytes;
  const length = headers["content-length"];
  return length === undefined ? 0 : Math.min(Number(length), maxBytes);
}
