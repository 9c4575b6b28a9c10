/** Problems: what the server answers to requests that are no good, always as JSON with a `detail`. */

import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { Unprocessable } from "./unprocessable.js";

/** Adds the answers to errors, and to paths and methods that there are not. */
export function addProblems(app: FastifyInstance, log: Logger, maxBytes: number): void {
  app.setErrorHandler((error: FastifyError | Unprocessable, request, reply) => {
    if (error instanceof Unprocessable) reply.code(422).send({ detail: error.detail });
    else answer(error, request, reply, log, maxBytes);
  });

  // Before the body is read, for whatever it is, it was for no path.
  app.addHook("onRequest", (request, reply, done) => {
    const { headers, httpVersion } = request.raw;
    if (headers.host === undefined && httpVersion === "1.1") {
      reply.code(400).send({ detail: "no Host header; HTTP/1.1 wants one (RFC 9112, section 3.2)" });
    } else if (request.is404) answerUnknown(app, request, reply);
    else done();
  });
  app.setNotFoundHandler((request, reply) => answerUnknown(app, request, reply));
}

function answer(error: FastifyError, request: FastifyRequest, reply: FastifyReply, log: Logger, most: number): void {
  const status = error.statusCode ?? 500;
  reply.code(status);
  if (status === 401) reply.header("www-authenticate", "Bearer");
  if (status >= 500) {
    log.error({ id: request.id, err: error }, "a defect of newsgroups; please report it");
    reply.send({ detail: "a defect of the server; its log has more, by the X-Request-Id of this answer" });
  } else reply.send({ detail: DETAILS[status]?.(most) ?? error.message });
}

const DETAILS: Readonly<Record<number, (maxBytes: number) => string>> = {
  401: () => "a token is wanted: Authorization: Bearer <token>",
  413: (maxBytes) => `the body is longer than ${maxBytes} bytes; cut the text, or send several requests`,
  415: () => "the body is not said to be JSON; Content-Type: application/json expected",
};

/** 405 with what would be allowed, if the path is one; else 404. */
function answerUnknown(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): void {
  // As the router finds it, which has refused what cannot be decoded.
  const url = decodeURI(request.url.replace(/\/?(?:[?;].*)?$/, "")) || "/";
  const route = url.startsWith("/docs/") ? "/docs/*" : url;
  const allowed = app.supportedMethods.filter((method) => app.hasRoute({ method, url: route }));
  if (allowed.length === 0) reply.code(404).send({ detail: `no path ${url}; GET /docs tells of all` });
  else {
    const allow = allowed.join(", ");
    reply
      .code(405)
      .header("allow", allow)
      .send({ detail: `${request.method} is not allowed for ${url}; ${allow} expected` });
  }
}

/** What Node says of bytes that are no request, and the status for it; 400 for all others. */
const CLIENT_ERRORS: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** Answers on a connection whose bytes are no HTTP, or came too slowly, and closes it. */
export function answerClientError(
  error: NodeJS.ErrnoException,
  socket: Socket,
  headers: Readonly<Record<string, string>>,
): void {
  // Gone, or in the middle of an answer.
  if (error.code === "ECONNRESET" || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const status = CLIENT_ERRORS[error.code ?? ""] ?? 400;
  const body = JSON.stringify({ detail: `${STATUS_CODES[status]}: ${error.message}` });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      "Connection: close",
      "Content-Type: application/json; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      "",
      body,
    ].join("\r\n"),
  );
}
