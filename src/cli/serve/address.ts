/** Addresses: where a server listens, or why it cannot. */

import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { NewsgroupsError, printable } from "../../core/errors.js";
import type { Server } from "../../server/index.js";

export interface Address {
  readonly host: string;
  /** 0 to 65535; 0 means any free port. */
  readonly port: number;
}

/** Whether only this machine can reach it. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function urlOf({ host, port }: Address): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/**
 * Starts to listen.
 *
 * @returns the URL.
 * @throws NewsgroupsError `listen`
 */
export async function listen(server: Server, address: Address): Promise<string> {
  try {
    await server.listen({ host: address.host, port: address.port });
  } catch (error) {
    throw listenError(address, error);
  }
  const { port } = server.server.address() as AddressInfo;
  return urlOf({ host: address.host, port });
}

/** Wraps a system error in a {@link NewsgroupsError}; returns any other error, a bug, unchanged. */
export function listenError(address: Address, cause: unknown): unknown {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === undefined) return cause;
  const reason = REASONS[code] ?? printable(message);
  return new NewsgroupsError("listen", `${printable(urlOf(address))}: cannot listen: ${reason}`, { cause });
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use; stop the program that uses it, or choose another --port",
  EACCES: "permission denied; ports below 1024 need administrator rights, choose another --port",
  EADDRNOTAVAIL: "this machine has no such address; choose another --host",
  ENOTFOUND: "no such host; choose another --host",
  EAI_AGAIN: "the host's address cannot be looked up; choose another --host",
};

/** A free port. */
export async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
