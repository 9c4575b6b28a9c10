/** The web page's files: where people type a text and see its category. Their sources are in `web/`. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { FastifyInstance } from "fastify";

const ASSETS = [
  { url: "/", file: "index.html", type: "text/html; charset=utf-8" },
  { url: "/page.css", file: "page.css", type: "text/css; charset=utf-8" },
  { url: "/page.js", file: "page.js", type: "text/javascript; charset=utf-8" },
] as const;

/** Nothing from other servers, nothing inline, no frames. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Adds `GET /` and the files that it loads. */
export function addPage(app: FastifyInstance): void {
  // By the names in package.json, which work wherever this module was bundled to.
  const { resolve } = createRequire(import.meta.url);
  for (const { url, file, type } of ASSETS) {
    let content: Buffer | undefined;
    app.get(url, { schema: { hide: true }, config: { isOpen: true } }, (_, reply) => {
      content ??= readFileSync(resolve(`#page/${file}`));
      reply
        .type(type)
        .header("cache-control", "no-cache")
        .header("content-security-policy", POLICY)
        .header("x-content-type-options", "nosniff")
        .header("referrer-policy", "no-referrer")
        .send(content);
    });
  }
}
