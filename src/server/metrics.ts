/** Metrics: what the server counts about itself, for Prometheus. The only module that imports prom-client. */

import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ServedModel } from "./served-model.js";

/** Upper bounds of the latency buckets, in seconds: a short text takes tens of microseconds, 1 MiB up to a second. */
const BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

const LABELS = ["method", "route", "status"] as const;

/** What is being answered at the moment. */
export interface InFlight {
  /** Number of requests. */
  requests: number;
  /** Bytes of their bodies, as their headers announce them. */
  bytes: number;
}

/** Counts of one server. */
export class Metrics {
  readonly registry: Registry = new Registry();
  readonly #requests: Counter<(typeof LABELS)[number]>;
  readonly #duration: Histogram<"route">;

  constructor(served: ServedModel, inFlight: InFlight) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#requests = new Counter({
      name: "newsgroups_http_requests_total",
      help: "Requests answered; status 499: the client went before.",
      labelNames: LABELS,
      registers,
    });
    this.#duration = new Histogram({
      name: "newsgroups_http_request_duration_seconds",
      help: "Time from a request's header to the end of its answer.",
      labelNames: ["route"],
      buckets: BUCKETS,
      registers,
    });
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

  /** @param seconds from the request's header to the end of the answer. */
  count(method: string, route: string, status: number, seconds: number): void {
    this.#requests.inc({ method, route, status }, 1);
    this.#duration.observe({ route }, seconds);
  }

  /** All figures in Prometheus's text format. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
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
