/** API documentation: the OpenAPI document and Swagger UI, made at the first request because that takes a while. */

import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { VERSION } from "../versions.js";
import { closeIfStalled } from "./connections.js";
import { SCHEMAS_UNCHECKED } from "./schemas.js";

/** Nothing from other servers. Swagger UI needs `data:` for its icons and inline styles. */
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

const DESCRIPTION = `Sorts texts into categories. Every answer has the digest of its model in \`X-Model-Digest\` and an id in
\`X-Request-Id\`, which is the client's own if it sent one.`;

interface ApiDocs {
  readonly openapi: object;
  /** Answers requests for `/docs/` and below. */
  readonly answer: FastifyInstance["routing"];
}

/**
 * Adds `GET /openapi.json` and `GET /docs`.
 *
 * @param addRoutes adds the routes that are documented.
 * @param hasToken whether they require a bearer token.
 * @param headersOf the headers of every answer of this server.
 */
export function addApiDocs(
  app: FastifyInstance,
  addRoutes: (app: FastifyInstance) => void,
  hasToken: boolean,
  headersOf: (request: FastifyRequest) => Readonly<Record<string, string>>,
): void {
  let made: Promise<ApiDocs> | undefined;
  const docs = (): Promise<ApiDocs> => {
    made ??= make(addRoutes, hasToken);
    return made;
  };
  const options = { schema: { hide: true }, config: { isOpen: true } };

  const pass = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { answer } = await docs();
    reply.hijack();
    for (const [name, value] of Object.entries(headersOf(request))) reply.raw.setHeader(name, value);
    closeIfStalled(reply);
    answer(request.raw, reply.raw);
  };

  app.get("/openapi.json", options, async () => (await docs()).openapi);
  app.get("/docs/*", options, pass);
  app.get("/docs", options, async (request, reply) => {
    // With a slash, so that the page's relative links work, behind a proxy's path prefix too.
    if (/^\/docs(\?|$)/.test(request.url)) return reply.redirect("docs/");
    return pass(request, reply);
  });
}

async function make(addRoutes: (app: FastifyInstance) => void, hasToken: boolean): Promise<ApiDocs> {
  const [{ default: swagger }, { default: swaggerUi }] = await Promise.all([
    import("@fastify/swagger"),
    import("@fastify/swagger-ui"),
  ]);
  const app = Fastify({ schemaController: SCHEMAS_UNCHECKED });
  await app.register(swagger, {
    openapi: {
      openapi: "3.0.3",
      info: { title: "newsgroups", version: VERSION, description: DESCRIPTION, license: { name: "MIT" } },
      ...(hasToken && {
        components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
        security: [{ token: [] }],
      }),
    },
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    uiConfig: { validatorUrl: null },
    // Relative to this page, for servers behind a path prefix.
    transformSpecification: (document) => ({ ...document, servers: [{ url: "../" }] }),
    staticCSP: POLICY,
    theme: { title: "newsgroups: API" },
  });
  addRoutes(app);
  const answerUnknown = (request: FastifyRequest, reply: FastifyReply): void => {
    reply.code(404).send({ detail: `no path ${request.url}` });
  };
  app.setNotFoundHandler(answerUnknown);
  // A path that leads out of Swagger UI's folder, for example.
  app.setErrorHandler((_, request, reply) => answerUnknown(request, reply));
  await app.ready();
  // Relative to this document; swagger's own option takes only absolute URLs.
  return { openapi: { ...app.swagger(), servers: [{ url: "./" }] }, answer: app.routing };
}
