/** Metrics: what the server counts about its requests; `prometheus.ts` writes them out. */

/** Upper bounds of the latency buckets, in seconds: a short text takes tens of microseconds, 1 MiB up to a second. */
export const BUCKETS: readonly number[] = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1,
];

/** The counts of one route. */
export class RouteMetrics {
  readonly byStatus: Map<number, number> = new Map();
  /** Requests by the first bucket that holds them; the last entry is for those beyond all bounds. */
  readonly byBucket: Float64Array = new Float64Array(BUCKETS.length + 1);
  seconds = 0;
}

/** The counts of one server. Plain additions: prom-client's own counters take a tenth of a request's time. */
export class Metrics {
  /** Requests in flight. */
  requestsInFlight = 0;
  /** Bytes of the bodies of requests in flight, as announced by their headers. */
  bytesInFlight = 0;
  readonly byRoute: Map<string, RouteMetrics> = new Map();

  /** Counts a request that begins, with a body of this many bytes. */
  begin(bytes: number): void {
    this.requestsInFlight++;
    this.bytesInFlight += bytes;
  }

  /**
   * Counts a request that has ended.
   *
   * @param bytes as given to {@link begin}.
   * @param route one of the server's routes, not the client's path: each takes memory.
   * @param seconds from the request's header to the end of the answer.
   */
  end(bytes: number, route: string, status: number, seconds: number): void {
    this.requestsInFlight--;
    this.bytesInFlight -= bytes;
    let counts = this.byRoute.get(route);
    if (!counts) {
      counts = new RouteMetrics();
      this.byRoute.set(route, counts);
    }
    counts.byStatus.set(status, (counts.byStatus.get(status) ?? 0) + 1);
    counts.seconds += seconds;
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]!) bucket++;
    counts.byBucket[bucket]!++;
  }
}
