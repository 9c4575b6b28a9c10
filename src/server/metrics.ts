/** Metrics: what the server counts about itself, for Prometheus. The only module that imports prom-client. */

import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  type Metric,
  type MetricValueWithName,
  Registry,
} from "prom-client";
import type { ServedModel } from "./served-model.js";

/** What is being answered at the moment. */
export interface InFlight {
  /** Number of requests. */
  requests: number;
  /** Bytes of their bodies, as their headers announce them. */
  bytes: number;
}

/** Upper bounds of the latency buckets, in seconds: a short text takes tens of microseconds, 1 MiB up to a second. */
const BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

/** What was counted for one route. */
class Tally {
  readonly byStatus: Map<number, number> = new Map();
  /** Requests by the first bucket that holds them; one more for those that take longer than all. */
  readonly byBucket: Float64Array = new Float64Array(BUCKETS.length + 1);
  seconds = 0;
}

/** Counts of one server. Counting is adding to a few numbers: prom-client's own takes a tenth of a request's time. */
export class Metrics {
  readonly registry: Registry = new Registry();
  readonly #byRoute = new Map<string, Tally>();

  constructor(served: ServedModel, inFlight: InFlight) {
    const byRoute = this.#byRoute;
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    new Counter({
      name: "newsgroups_http_requests_total",
      help: "Requests answered; status 499: the client went before.",
      labelNames: ["route", "status"],
      registers,
      collect() {
        this.reset();
        for (const [route, { byStatus }] of byRoute) {
          for (const [status, requests] of byStatus) this.inc({ route, status }, requests);
        }
      },
    });
    this.registry.registerMetric(durations(byRoute));
    new Gauge({
      name: "newsgroups_http_requests_in_flight",
      help: "Requests that are being answered.",
      registers,
      collect() {
        this.set(inFlight.requests);
      },
    });
    new Gauge({
      name: "newsgroups_model_info",
      help: "Number of processes that answer by the model with this digest.",
      labelNames: ["digest"],
      registers,
      collect() {
        this.reset();
        this.set({ digest: served.current.digest }, 1);
      },
    });
    new Gauge({
      name: "newsgroups_model_memory_bytes",
      help: "Memory that the model takes, in all processes together.",
      registers,
      collect() {
        this.set(served.current.memory);
      },
    });
  }

  /**
   * Counts a request.
   *
   * @param route one of a few: each takes memory of its own.
   * @param seconds from the request's header to the end of the answer.
   */
  count(route: string, status: number, seconds: number): void {
    let tally = this.#byRoute.get(route);
    if (!tally) {
      tally = new Tally();
      this.#byRoute.set(route, tally);
    }
    tally.byStatus.set(status, (tally.byStatus.get(status) ?? 0) + 1);
    tally.seconds += seconds;
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]!) bucket++;
    tally.byBucket[bucket]!++;
  }

  /** All figures in Prometheus's text format. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}

/** A histogram that is read from the tallies. */
function durations(byRoute: ReadonlyMap<string, Tally>): Metric {
  const name = "newsgroups_http_request_duration_seconds";
  const valuesOf = ([route, { byBucket, seconds }]: [string, Tally]): MetricValueWithName<"le" | "route">[] => {
    let requests = 0;
    const buckets = Array.from(byBucket, (n, i) => {
      requests += n;
      return { metricName: `${name}_bucket`, labels: { le: BUCKETS[i] ?? "+Inf", route }, value: requests };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels: { route }, value: seconds },
      { metricName: `${name}_count`, labels: { route }, value: requests },
    ];
  };
  const histogram = {
    name,
    get: async () => ({
      name,
      help: "Time from a request's header to the end of its answer.",
      type: "histogram",
      aggregator: "sum",
      values: [...byRoute].flatMap(valuesOf),
    }),
  };
  // A registry asks its metrics for no more than this; the type is of those that prom-client itself offers.
  return histogram as unknown as Metric;
}

/** In a worker process: hands its figures to the primary process when that asks for them. */
export function shareMetrics({ registry }: Metrics): void {
  AggregatorRegistry.setRegistries(registry);
  new AggregatorRegistry();
}

/** In the primary process: the figures of all workers, added, in Prometheus's text format. */
export class WorkersMetrics {
  readonly #registry = new AggregatorRegistry();

  /** @throws Error if a worker does not answer within 5 s. */
  text(): Promise<string> {
    return this.#registry.clusterMetrics();
  }
}
