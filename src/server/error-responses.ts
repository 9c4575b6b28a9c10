/** Error responses: every error is answered as JSON with a `detail` that says what is wrong. */

import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { ValidationError } from "./validation-errors.js";

/** Adds the responses to errors, and to paths and methods that do not exist. */
export function addErrorResponses(app: FastifyInstance, log: Logger, maxBytes: number): void {
  const details: Readonly<Record<number, string>> = {
    401: "a token is required; send Authorization: Bearer <token>",
    413: `the body is longer than ${maxBytes} bytes; shorten the text or send several requests`,
    415: "the body must be JSON; send Content-Type: application/json",
  };
  app.setErrorHandler((error: FastifyError | ValidationError, request, reply) => {
    if (error instanceof ValidationError) return void reply.code(422).send({ detail: error.detail });
    const status = error.statusCode ?? 500;
    reply.code(status);
    if (status === 401) reply.header("www-authenticate", "Bearer");
    if (status < 500) return void reply.send({ detail: details[status] ?? error.message });
    log.error({ id: request.id, err: error }, "a bug in newsgroups; please report it");
    reply.send({ detail: "internal error; the server's log has more under this answer's X-Request-Id" });
  });

  // Before the body is read, because no route will use it.
  app.addHook("onRequest", (request, reply, done) => {
    const { headers, httpVersion } = request.raw;
    if (headers.host === undefined && httpVersion === "1.1") {
      reply.code(400).send({ detail: "no Host header; HTTP/1.1 requires one (RFC 9112, section 3.2)" });
    } else if (request.is404) answerUnknown(app, request, reply);
    else done();
  });
  app.setNotFoundHandler((request, reply) => answerUnknown(app, request, reply));
}

/** Answers 405 with the allowed methods if the path exists with others, else 404. */
function answerUnknown(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): void {
  // Decoded as the router does; it has already rejected what cannot be decoded.
  const url = decodeURI(request.url.replace(/\/?(?:[?;].*)?$/, "")) || "/";
  const route = url.startsWith("/docs/") ? "/docs/*" : url;
  const allowed = app.supportedMethods.filter((method) => app.hasRoute({ method, url: route }));
  if (allowed.length === 0) return void reply.code(404).send({ detail: `no path ${url}; see GET /docs` });
  const allow = allowed.join(", ");
  const detail = `${request.method} is not allowed for ${url}; use ${allowed.join(" or ")}`;
  reply.code(405).header("allow", allow).send({ detail });
}

/** The status for each of Node's HTTP errors; 400 for all others. */
const CLIENT_ERRORS: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** Answers on a connection whose bytes are not HTTP, or arrive too slowly, and closes it. */
export function answerClientError(
  error: NodeJS.ErrnoException,
  socket: Socket,
  headers: Readonly<Record<string, string>>,
): void {
  // The client is gone, or an answer has already begun.
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
