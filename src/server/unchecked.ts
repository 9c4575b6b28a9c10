/** Unchecked schemas: Fastify takes them as documentation alone. */

import type { FastifyServerOptions } from "fastify";

type Controller = NonNullable<FastifyServerOptions["schemaController"]>;
type Factory = NonNullable<NonNullable<Controller["compilersFactory"]>["buildValidator"]>;

const ACCEPT = (() => true) as unknown as ReturnType<ReturnType<Factory>>;

/**
 * Has Fastify neither check requests by their schemas nor write answers by them. `request.ts` checks, in the words of
 * FastAPI; and Ajv and its like would take a tenth of a second to load, a third of the time until the server is ready.
 */
export const UNCHECKED: Controller = {
  compilersFactory: {
    buildValidator: () => () => ACCEPT,
    buildSerializer: () => () => (data) => JSON.stringify(data),
  },
};
