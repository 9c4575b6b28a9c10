/** Documentation: the OpenAPI document and a page to try it on, made when somebody first asks, for they take a while. */

import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { VERSION } from "../versions.js";
import { UNCHECKED } from "./unchecked.js";

/** Nothing from elsewhere. Swagger UI draws its icons from `data:` and sets styles of single elements. */
const POLICY = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self' 'unsafe-inline'",
  "img-src": "'self' data:",
  "connect-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
};

const DESCRIPTION = `Sorts texts into categories. Each answer names the model that gave it in \`X-Model-Digest\`, and itself
in \`X-Request-Id\`, which is the client's own if it sent one.`;

/**
 * Adds `GET /openapi.json` and `GET /docs`.
 *
 * @param addPaths adds the paths that are documented.
 * @param hasToken whether they want a bearer token.
 */
export function addDocumentation(
  app: FastifyInstance,
  addPaths: (app: FastifyInstance) => void,
  hasToken: boolean,
): void {
  let making: Promise<FastifyInstance> | undefined;
  const documentation = (): Promise<FastifyInstance> => {
    making ??= make(addPaths, hasToken);
    return making;
  };
  const options = { schema: { hide: true }, config: { isOpen: true } };

  const pass = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { routing } = await documentation();
    reply.hijack();
    // What this server says of every answer, which it now does not send itself.
    for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value!);
    routing(request.raw, reply.raw);
  };

  app.get("/openapi.json", options, async () => (await documentation()).swagger());
  app.get("/docs/*", options, pass);
  app.get("/docs", options, async (request, reply) => {
    // With a slash, so that what the page loads is found beside it, behind a proxy's prefix too.
    if (/^\/docs(\?|$)/.test(request.url)) return reply.redirect("docs/");
    return pass(request, reply);
  });
}

async function make(addPaths: (app: FastifyInstance) => void, hasToken: boolean): Promise<FastifyInstance> {
  const [{ default: swagger }, { default: swaggerUi }] = await Promise.all([
    import("@fastify/swagger"),
    import("@fastify/swagger-ui"),
  ]);
  const app = Fastify({ schemaController: UNCHECKED });
  await app.register(swagger, {
    openapi: {
      openapi: "3.0.3",
      info: { title: "newsgroups", version: VERSION, description: DESCRIPTION, license: { name: "MIT" } },
      // Where this document is.
      servers: [{ url: "./" }],
      ...(hasToken && {
        components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
        security: [{ token: [] }],
      }),
    },
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    uiConfig: { url: "../openapi.json", validatorUrl: null },
    staticCSP: POLICY,
    theme: { title: "newsgroups: API" },
  });
  addPaths(app);
  await app.ready();
  return app;
}
