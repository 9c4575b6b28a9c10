/** Prometheus: the server's metrics → Prometheus's text format. The only module that imports prom-client. */

import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  type Metric,
  type MetricValueWithName,
  Registry,
} from "prom-client";
import { BUCKETS, type Metrics, type RouteMetrics } from "./metrics.js";
import type { ServedModel } from "./served-model.js";

/** A registry that reads the server's metrics at each scrape, and has metrics of the process from now on. */
export function createRegistry(metrics: Metrics, served: ServedModel): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Counter({
    name: "newsgroups_http_requests_total",
    help: "Requests answered; status 499: the client disconnected first.",
    labelNames: ["route", "status"],
    registers,
    collect() {
      this.reset();
      for (const [route, { byStatus }] of metrics.byRoute) {
        for (const [status, requests] of byStatus) this.inc({ route, status }, requests);
      }
    },
  });
  registry.registerMetric(durations(metrics.byRoute));
  new Gauge({
    name: "newsgroups_http_requests_in_flight",
    help: "Requests in flight.",
    registers,
    collect() {
      this.set(metrics.requestsInFlight);
    },
  });
  new Gauge({
    name: "newsgroups_model_info",
    help: "Number of processes that serve the model with this digest.",
    labelNames: ["digest"],
    registers,
    collect() {
      this.reset();
      this.set({ digest: served.current.digest }, 1);
    },
  });
  new Gauge({
    name: "newsgroups_model_memory_bytes",
    help: "Memory that the model takes in all processes together.",
    registers,
    collect() {
      this.set(served.current.memory);
    },
  });
  return registry;
}

/** A histogram read from the counts of each route. */
function durations(byRoute: ReadonlyMap<string, RouteMetrics>): Metric {
  const name = "newsgroups_http_request_duration_seconds";
  const valuesOf = ([route, { byBucket, seconds }]: [string, RouteMetrics]): MetricValueWithName<"le" | "route">[] => {
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
  // A registry uses no more of a metric than this, though prom-client's type has more.
  return histogram as unknown as Metric;
}

/** In a worker process: sends its metrics to the primary process when that requests them. */
export function shareMetrics(metrics: Metrics, served: ServedModel): void {
  AggregatorRegistry.setRegistries(createRegistry(metrics, served));
  new AggregatorRegistry();
}

/**
 * In the primary process: returns a function that collects the metrics of all workers, adds them up and returns them in
 * Prometheus's text format. It throws if a worker does not answer within 5 s.
 */
export function workersMetrics(): () => Promise<string> {
  const registry = new AggregatorRegistry();
  return () => registry.clusterMetrics();
}
