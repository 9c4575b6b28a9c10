/** Serving: a model → an HTTP server. What `import … from "newsgroups/server"` offers. */

import { create, type Server, type ServerOptions } from "./create.js";

export type { Server, ServerOptions } from "./create.js";
export type { Limits } from "./overload.js";

/**
 * Creates a server that does not listen yet, with all paths that docs/serving.md tells of: `POST /prediction` and others.
 *
 * @example
 * const server = await createServer({ model: "newsgroups.model" });
 * await server.listen({ port: 8000 });
 *
 * @throws NewsgroupsError `file` or a `FileFault` if the model is none, `check` if it works otherwise than it did,
 * `usage` if an option is out of range.
 */
export async function createServer(options: ServerOptions = {}): Promise<Server> {
  return (await create(options)).server;
}
