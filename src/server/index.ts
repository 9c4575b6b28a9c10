/** The module `newsgroups/server`. */

export type { Limits } from "./limits.js";
export { createServer, type Server, type ServerOptions } from "./server.js";
