/** Documentation: the OpenAPI document and a page to try it on, made when somebody first asks, for they take a while. */

import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { VERSION } from "../versions.js";
import { giveUpIfStalled } from "./closing.js";
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

/** What is asked of it, once it is made. */
interface Documentation {
  readonly openapi: object;
  /** Answers `/docs/` and what is below. */
  readonly answer: FastifyInstance["routing"];
}

/**
 * Adds `GET /openapi.json` and `GET /docs`.
 *
 * @param addPaths adds the paths that are documented.
 * @param hasToken whether they want a bearer token.
 * @param headersOf the headers that every answer of this server has.
 */
export function addDocumentation(
  app: FastifyInstance,
  addPaths: (app: FastifyInstance) => void,
  hasToken: boolean,
  headersOf: (request: FastifyRequest) => Readonly<Record<string, string>>,
): void {
  let making: Promise<Documentation> | undefined;
  const documentation = (): Promise<Documentation> => {
    making ??= make(addPaths, hasToken);
    return making;
  };
  const options = { schema: { hide: true }, config: { isOpen: true } };

  const pass = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { answer } = await documentation();
    reply.hijack();
    for (const [name, value] of Object.entries(headersOf(request))) reply.raw.setHeader(name, value);
    giveUpIfStalled(reply);
    answer(request.raw, reply.raw);
  };

  app.get("/openapi.json", options, async () => (await documentation()).openapi);
  app.get("/docs/*", options, pass);
  app.get("/docs", options, async (request, reply) => {
    // With a slash, so that what the page loads is found beside it, behind a proxy's prefix too.
    if (/^\/docs(\?|$)/.test(request.url)) return reply.redirect("docs/");
    return pass(request, reply);
  });
}

async function make(addPaths: (app: FastifyInstance) => void, hasToken: boolean): Promise<Documentation> {
  const [{ default: swagger }, { default: swaggerUi }] = await Promise.all([
    import("@fastify/swagger"),
    import("@fastify/swagger-ui"),
  ]);
  const app = Fastify({ schemaController: UNCHECKED });
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
    // The paths are beside this page, wherever that is.
    transformSpecification: (document) => ({ ...document, servers: [{ url: "../" }] }),
    staticCSP: POLICY,
    theme: { title: "newsgroups: API" },
  });
  addPaths(app);
  app.setNotFoundHandler((request, reply) => {
    reply.code(404).send({ detail: `no path ${request.url}` });
  });
  // Paths that lead out of the folder of what the page loads, say.
  app.setErrorHandler((_, request, reply) => {
    reply.code(404).send({ detail: `no path ${request.url}` });
  });
  await app.ready();
  // The paths are where this document is, which swagger itself takes for no address.
  return { openapi: { ...app.swagger(), servers: [{ url: "./" }] }, answer: app.routing };
}
