/** Exposition: what the server counted → figures for Prometheus. The only module that imports prom-client. */

import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  type Metric,
  type MetricValueWithName,
  Registry,
} from "prom-client";
import { BUCKETS, type Metrics, type Tally } from "./metrics.js";

/** A registry that reads the metrics each time it is asked, and tells of the process from now on. */
export function createRegistry({ served, inFlight, byRoute }: Metrics): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
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
  registry.registerMetric(durations(byRoute));
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
  return registry;
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
export async function shareMetrics(metrics: Metrics): Promise<void> {
  AggregatorRegistry.setRegistries(await metrics.registry());
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
