/** Closing: what is in flight is answered, and nothing else is waited for. */

import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/** What is in flight has so many milliseconds; then it is cut off. */
export const CLOSING_MS = 10_000;
/** So long may a connection that is new have its first bytes under way. */
const GRACE_MS = 100;
const CHECK_MS = 20;

/**
 * Lets `close` wait for requests alone, {@link CLOSING_MS} at most.
 *
 * @returns whether the server is closing.
 */
export function closeSoon(app: FastifyInstance): () => boolean {
  let isClosing = false;
  const timers: NodeJS.Timeout[] = [];
  const sockets = new Set<Socket>();
  app.server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });

  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (isClosing) reply.header("connection", "close");
    done();
  });
  app.addHook("preClose", (done) => {
    isClosing = true;
    const { server } = app;
    timers.push(
      // A connection is closed when its last answer is out, and not only when it was idle at the start.
      setInterval(() => server.closeIdleConnections(), CHECK_MS),
      // One that never said anything is not idle to Node: it waits for the first request.
      setTimeout(() => {
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      }, GRACE_MS),
      setTimeout(() => server.closeAllConnections(), CLOSING_MS),
    );
    done();
  });
  app.addHook("onClose", (_, done) => {
    for (const timer of timers) clearTimeout(timer);
    done();
  });
  return () => isClosing;
}
