/** A server of static files, and of nothing else. */

import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { afterAll, beforeAll } from "vitest";

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

/** Serves a folder while the tests that are around run; `url()` is its address, without a slash at the end. */
export function serveFolder(folder: string): { url(): string } {
  const server = createServer(({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://x");
    const path = join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
    createReadStream(path)
      .on("error", () => response.writeHead(404).end())
      .pipe(response);
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
