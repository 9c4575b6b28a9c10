/** Bearer token: requests without the right one are answered with 401. */

import type { FastifyInstance } from "fastify";

/** Requires `Authorization: Bearer <token>`, compared in constant time, on all routes except open ones. */
export async function requireToken(app: FastifyInstance, token: string): Promise<void> {
  const { default: bearerAuth } = await import("@fastify/bearer-auth");
  await app.register(bearerAuth, { keys: [token], addHook: false, specCompliance: "rfc6749" });
  const verify = app.verifyBearerAuth!;
  app.addHook("onRequest", (request, reply, done) => {
    if (request.routeOptions.config.isOpen) done();
    else verify(request, reply, done);
  });
}
