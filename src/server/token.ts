/** Token: who does not know it is not answered. */

import type { FastifyInstance } from "fastify";

/** Wants `Authorization: Bearer <token>`, compared in constant time, for all paths but those that are open. */
export async function requireToken(app: FastifyInstance, token: string): Promise<void> {
  const { default: bearerAuth } = await import("@fastify/bearer-auth");
  await app.register(bearerAuth, { keys: [token], addHook: false, specCompliance: "rfc6749" });
  const verify = app.verifyBearerAuth!;
  app.addHook("onRequest", (request, reply, done) => {
    if (request.routeOptions.config.isOpen) done();
    else verify(request, reply, done);
  });
}
