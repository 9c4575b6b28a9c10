/** Closing: of connections that stall, and of all when the server ends: what is in flight is answered, nothing else waited for. */

import type { Socket } from "node:net";
import type { FastifyInstance, FastifyReply } from "fastify";

/** What is in flight has so many milliseconds; then it is cut off. */
export const CLOSING_MS = 10_000;
/** So long may a connection that is new have its first bytes under way. */
const GRACE_MS = 100;
const CHECK_MS = 20;

/** A long answer of which nothing is read for so many milliseconds is given up. */
const STALL_MS = 60_000;

/**
 * Closes the connection if its client does not read the answer. For answers that the system may not take whole; setting a time for
 * each answer would take a tenth of a request's time.
 */
export function giveUpIfStalled({ raw }: FastifyReply): void {
  raw.setTimeout(STALL_MS, () => raw.destroy());
}

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
