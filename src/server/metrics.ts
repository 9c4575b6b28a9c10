/** Metrics: what the server counts about itself. */

import type { Registry } from "prom-client";
import type { ServedModel } from "./served-model.js";

/** What is being answered at the moment. */
export interface InFlight {
  /** Number of requests. */
  requests: number;
  /** Bytes of their bodies, as their headers announce them. */
  bytes: number;
}

/** Upper bounds of the latency buckets, in seconds: a short text takes tens of microseconds, 1 MiB up to a second. */
export const BUCKETS: readonly number[] = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1,
];

/** What was counted for one route. */
export class Tally {
  readonly byStatus: Map<number, number> = new Map();
  /** Requests by the first bucket that holds them; one more for those that take longer than all. */
  readonly byBucket: Float64Array = new Float64Array(BUCKETS.length + 1);
  seconds = 0;
}

/** Counts of one server. Counting is adding to a few numbers: prom-client's own takes a tenth of a request's time. */
export class Metrics {
  readonly served: ServedModel;
  readonly inFlight: InFlight = { requests: 0, bytes: 0 };
  readonly byRoute: Map<string, Tally> = new Map();
  #registry: Promise<Registry> | undefined;

  constructor(served: ServedModel) {
    this.served = served;
  }

  /**
   * Counts a request.
   *
   * @param route one of a few: each takes memory of its own.
   * @param seconds from the request's header to the end of the answer.
   */
  count(route: string, status: number, seconds: number): void {
    let tally = this.byRoute.get(route);
    if (!tally) {
      tally = new Tally();
      this.byRoute.set(route, tally);
    }
    tally.byStatus.set(status, (tally.byStatus.get(status) ?? 0) + 1);
    tally.seconds += seconds;
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]!) bucket++;
    tally.byBucket[bucket]!++;
  }

  /** All figures as prom-client has them, which is loaded when somebody first asks. */
  registry(): Promise<Registry> {
    this.#registry ??= import("./prometheus.js").then(({ createRegistry }) => createRegistry(this));
    return this.#registry;
  }

  /** All figures in Prometheus's text format. */
  async text(): Promise<string> {
    return (await this.registry()).metrics();
  }
}
