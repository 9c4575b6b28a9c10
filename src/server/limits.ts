/** Limits: how much the server accepts at once and how long it waits. Light: the command line reads defaults from here. */

/** Beyond any of these, prediction requests are answered with 503 and Retry-After. */
export interface Limits {
  /** Mean delay of the event loop over the last second, in milliseconds; default 200. */
  readonly maxDelay: number;
  /** Number of requests in flight; default 1000. */
  readonly maxInFlight: number;
  /** Bytes of the bodies of requests in flight, as announced by their headers; default 128 MiB. */
  readonly maxInFlightBytes: number;
}

export const DEFAULT_LIMITS: Limits = { maxDelay: 200, maxInFlight: 1000, maxInFlightBytes: 2 ** 27 };

/** Bytes of a request's body. */
export const DEFAULT_MAX_BODY_BYTES: number = 2 ** 20;

/** Number of texts in one request. */
export const MAX_TEXTS = 1000;

/** Milliseconds for a request's header to arrive. */
export const HEADERS_TIMEOUT_MS = 10_000;
/** Milliseconds for a whole request to arrive. */
export const REQUEST_TIMEOUT_MS = 30_000;
/** Milliseconds an idle connection stays open: longer than proxies keep it (60 s), so that they close it first. */
export const KEEP_ALIVE_MS = 65_000;
/** Milliseconds after which an answer that the client has stopped reading is abandoned. */
export const STALL_MS = 60_000;
/** Milliseconds that requests in flight may take after shutdown has begun. */
export const SHUTDOWN_MS = 10_000;
