/** A real HTTP server on loopback from which an archive is downloaded, and which can fail at it. */

import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { sha256 } from "./digest.js";

/** What the server has to give. */
export const ARCHIVE: Buffer = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 31 + (i >> 8)) & 0xff));
export const ARCHIVE_SHA256: string = sha256(ARCHIVE);

export interface Server {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** The paths that were asked for. */
  readonly requests: readonly string[];
}

/**
 * Starts a server that is closed after the test.
 *
 * `/whole` gives the archive, `/unsized` without its length, `/redirect` leads to `/whole`, `/circle` to itself, `/cut`
 * breaks off in the middle, `/other` gives something else, `/empty` nothing; `/slow` takes 900 ms, and so does `/slow-unsized`.
 */
export async function startServer(): Promise<Server> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    requests.push(path);
    const sized = { "content-length": ARCHIVE.length };
    if (path === "/whole") response.writeHead(200, sized).end(ARCHIVE);
    else if (path === "/unsized") response.writeHead(200).end(ARCHIVE);
    else if (path === "/redirect") response.writeHead(302, { location: "/whole" }).end();
    else if (path === "/circle") response.writeHead(302, { location: "/circle" }).end();
    else if (path === "/other") response.end("something else");
    else if (path === "/empty") response.writeHead(204).end();
    else if (path === "/cut") {
      response.writeHead(200, sized).write(ARCHIVE.subarray(0, 100_000), () => response.destroy());
    } else if (path === "/slow" || path === "/slow-unsized") {
      response.writeHead(200, path === "/slow" ? sized : {});
      const step = ARCHIVE.length / 10;
      for (let at = 0; at < ARCHIVE.length; at += step) {
        response.write(ARCHIVE.subarray(at, at + step));
        await new Promise((resolve) => setTimeout(resolve, 90));
      }
      response.end();
    } else response.writeHead(404).end("no such page");
  });
  const url = await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url, requests };
}

/** An address on loopback where nothing listens any more. */
export async function closedUrl(): Promise<string> {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
}

async function listen(server: HttpServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
