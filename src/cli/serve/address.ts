/** Addresses: where a server listens, and what keeps it from it. */

import type { AddressInfo } from "node:net";
import { NewsgroupsError, printable } from "../../errors.js";
import type { Server } from "../../server.js";

export interface Address {
  readonly host: string;
  /** 0 to 65535; 0 is any that is free. */
  readonly port: number;
}

/** Whether only this machine reaches it. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

export function urlOf({ host, port }: Address): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/**
 * Listens.
 *
 * @returns where, as a URL.
 * @throws NewsgroupsError `listen`
 */
export async function listen(server: Server, address: Address): Promise<string> {
  try {
    await server.listen({ host: address.host, port: address.port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = REASONS[code] ?? printable((error as Error).message);
    throw new NewsgroupsError("listen", `${printable(urlOf(address))}: cannot listen there: ${why}`, { cause: error });
  }
  const { port } = server.server.address() as AddressInfo;
  return urlOf({ host: address.host, port });
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "something else does; stop it, or choose another --port",
  EACCES: "permission denied; ports below 1024 are for the administrator, so choose another --port",
  EADDRNOTAVAIL: "this machine has no such address; choose another --host",
  ENOTFOUND: "no such host; choose another --host",
  EAI_AGAIN: "the host's address cannot be looked up; choose another --host",
};

/** In-flight requests have so many milliseconds when the server is to end. */
export const DRAIN_MS = 10_000;
const IDLE_CHECK_MS = 20;

/** Stops accepting, lets what is in flight be answered, and closes; what takes longer than {@link DRAIN_MS} is cut off. */
export async function drain(server: Server): Promise<void> {
  // A connection is closed when its last answer is out, and not only when it was idle at the start.
  const idle = setInterval(() => server.server.closeIdleConnections(), IDLE_CHECK_MS);
  const late = setTimeout(() => server.server.closeAllConnections(), DRAIN_MS);
  try {
    await server.close();
  } finally {
    clearInterval(idle);
    clearTimeout(late);
  }
}
