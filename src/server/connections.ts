/** Connections: when they are closed, because the client has stopped reading or because the server shuts down. */

import type { Socket } from "node:net";
import type { FastifyInstance, FastifyReply } from "fastify";
import { SHUTDOWN_MS, STALL_MS } from "./limits.js";

/** Milliseconds after shutdown has begun in which a new connection must send its first bytes. */
const FIRST_BYTES_MS = 100;
const CHECK_MS = 20;

/**
 * Closes the connection if its client stops reading the answer. Only for answers that may exceed the socket's buffer:
 * a timer for each answer would take a tenth of a request's time.
 */
export function closeIfStalled({ raw }: FastifyReply): void {
  raw.setTimeout(STALL_MS, () => raw.destroy());
}

/**
 * Makes `close` wait for requests in flight, not for idle connections, and at most {@link SHUTDOWN_MS}.
 *
 * @returns whether the server is shutting down.
 */
export function closeGracefully(app: FastifyInstance): () => boolean {
  let isClosing = false;
  const timers: NodeJS.Timeout[] = [];
  const sockets = new Set<Socket>();
  app.server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });

  app.addHook("preClose", (done) => {
    isClosing = true;
    const { server } = app;
    timers.push(
      // Again and again: a connection becomes idle only when its last answer has been sent.
      setInterval(() => server.closeIdleConnections(), CHECK_MS),
      // Node does not count a connection as idle before its first request.
      setTimeout(() => {
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      }, FIRST_BYTES_MS),
      setTimeout(() => server.closeAllConnections(), SHUTDOWN_MS),
    );
    done();
  });
  app.addHook("onClose", (_, done) => {
    for (const timer of timers) clearTimeout(timer);
    done();
  });
  return () => isClosing;
}
