/** Creating: what a server can be told → a server, and what it counts. */

import type { FastifyInstance } from "fastify";
import { type Logger, pino } from "pino";
import { NewsgroupsError } from "../core/errors.js";
import { EMBEDDED_MODEL } from "../package-files.js";
import { build } from "./app.js";
import { DEFAULT_MAX_BODY_BYTES } from "./defaults.js";
import { Metrics } from "./metrics.js";
import type { Limits } from "./overload.js";
import { ServedModel } from "./served-model.js";

/** What a server can be told. */
export interface ServerOptions {
  /** A path, or the bytes that `dump` gave; default: the embedded model of the 20 Newsgroups. */
  readonly model?: string | Uint8Array;
  /** Most bytes of a request's body, 1 or more; default {@link DEFAULT_MAX_BODY_BYTES}. */
  readonly maxBytes?: number;
  /** Whoever asks must know it; default: nobody need know anything. */
  readonly token?: string;
  /** Where a line for each request goes, and what went wrong; default: nowhere. */
  readonly log?: Logger;
  /** When requests are refused for there is too much to do; defaults {@link DEFAULT_LIMITS}. */
  readonly limits?: Partial<Limits>;
}

/** A server of Fastify's; `listen` on it, or `inject` into it. */
export interface Server extends FastifyInstance {
  /**
   * Loads another model beside the present one, checks it, and puts it in its place in one step.
   *
   * @param artifact a path, or its bytes.
   * @returns its SHA-256, in hexadecimal digits.
   * @throws NewsgroupsError `file` or what is wrong with it; the present model stays.
   */
  swapModel(artifact: string | Uint8Array): string;
}

/** A fifth of a second of delay, a thousand requests, 128 MiB of bodies. */
const DEFAULT_LIMITS: Limits = { maxDelay: 200, maxInFlight: 1000, maxInFlightBytes: 2 ** 27 };

/**
 * Creates a server; see `createServer`.
 *
 * @param metricsText where the figures come from that it tells; default: it counts alone.
 */
export async function create(
  options: ServerOptions,
  metricsText?: () => Promise<string>,
): Promise<{ readonly server: Server; readonly served: ServedModel; readonly metrics: Metrics }> {
  const { model = EMBEDDED_MODEL, maxBytes = DEFAULT_MAX_BODY_BYTES, token, log, limits } = options;
  if (!(Number.isSafeInteger(maxBytes) && maxBytes >= 1)) {
    throw new NewsgroupsError("usage", `maxBytes ${maxBytes}: a whole number of 1 or more expected`);
  }
  if (token === "") throw new NewsgroupsError("usage", "token: empty; at least one character expected");
  const served = new ServedModel(model);
  const metrics = new Metrics(served);
  const app = await build({
    served,
    metrics,
    metricsText,
    log: log ?? pino({ level: "silent" }),
    maxBytes,
    limits: { ...DEFAULT_LIMITS, ...limits },
    token,
  });
  const server = Object.assign(app, { swapModel: (artifact: string | Uint8Array) => served.swap(artifact).digest });
  return { server, served, metrics };
}
