/** A real server of the library in this process, and clients for it. */

import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { dump, train } from "../../src/index.js";
import { createServer, type Server, type ServerOptions } from "../../src/server/index.js";
import { SAMPLES } from "./sample-corpus.js";

/** An artifact of the samples: words of autos, hockey and space, none in two of them. */
export const ARTIFACT: Uint8Array = await dump(await train(SAMPLES));

/** A text of each category of {@link ARTIFACT}. */
export const TEXTS: Readonly<Record<string, string>> = {
  autos: "engine brake",
  hockey: "puck goalie",
  space: "orbit rocket",
};

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as JSON; undefined if it says it is something else. */
  // biome-ignore lint/suspicious/noExplicitAny: what it is, the tests find out.
  readonly body: any;
}

export interface Started {
  readonly server: Server;
  readonly port: number;
  /** Asks for a path, with a method, headers and a body if need be. */
  ask(path: string, init?: RequestInit): Promise<Answer>;
  /** Posts a value as JSON, or a string as it stands. */
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

/** Server and clients share an event loop here, whose delay says nothing about the server. */
const PATIENT = { maxDelay: Number.POSITIVE_INFINITY };

/** Starts a server, of {@link ARTIFACT} if nothing else is said; it is closed after the test. */
export async function start(options: ServerOptions = {}): Promise<Started> {
  const server = await createServer({ model: ARTIFACT, ...options, limits: { ...PATIENT, ...options.limits } });
  await server.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(async () => {
    server.server.closeAllConnections();
    await server.close();
  });
  const { port } = server.server.address() as AddressInfo;
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual", ...init });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    const body = isJson && text !== "" ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, body };
  };
  return {
    server,
    port,
    ask,
    post: (path, body, headers = {}) =>
      ask(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
  };
}
