/** Primary process: starts the workers that serve, replaces those that die, and gives them the model. */

import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { readBytes } from "../../files/read.js";
import { SHUTDOWN_MS } from "../../server/limits.js";
import { workersMetrics } from "../../server/prometheus.js";
import { loadChecked, ServedModel } from "../../server/served-model.js";
import { DONE, FAILED } from "../exit-codes.js";
import { endOtherwise } from "../io.js";
import { type Address, freePort, listenError } from "./address.js";
import { ReloadTrigger } from "./reload-trigger.js";
import type { Reporter } from "./reporter.js";
import type { ServeSettings } from "./settings.js";
import type { ToPrimary, ToWorker } from "./worker-messages.js";

/** A worker that lived less than this is replaced only after this, because the next one may die as soon. */
const RESTART_MS = 1_000;
/** Milliseconds that a worker may take to exit after its last request. */
const EXIT_MS = 2_000;

/** @returns the exit code, when all workers have ended. */
export async function serveWithWorkers(reporter: Reporter, settings: ServeSettings, count: number): Promise<number> {
  const ended = new Promise<void>((resolve) => endOtherwise(resolve));
  const trigger = new ReloadTrigger(settings.path, settings.isWatched);
  const primary = new Primary(reporter, settings.path, await portOf(settings.address));
  // One first: if it cannot listen, none can.
  const url = await primary.start();
  if (url === undefined) return FAILED;
  await Promise.all(Array.from({ length: count - 1 }, () => primary.start()));
  reporter.listening(settings, url, primary.served.current, count);
  trigger.start(() => primary.reload());
  await ended;
  reporter.shuttingDown();
  trigger.stop();
  await primary.end();
  return DONE;
}

/** The port of all workers, including those that are started later. */
async function portOf(address: Address): Promise<number> {
  try {
    return address.port === 0 ? await freePort(address.host) : address.port;
  } catch (error) {
    throw listenError(address, error);
  }
}

class Primary {
  readonly served: ServedModel;
  readonly #reporter: Reporter;
  readonly #path: string;
  readonly #port: number;
  /** Sent to the workers, so that all serve the same bytes even if the file changes. */
  #artifact: Uint8Array;
  readonly #metrics = workersMetrics();
  #isEnding = false;

  constructor(reporter: Reporter, path: string, port: number) {
    this.#reporter = reporter;
    this.#path = path;
    this.#port = port;
    this.#artifact = readBytes(path);
    this.served = new ServedModel(loadChecked(this.#artifact, path));
    cluster.setupPrimary({ serialization: "advanced" });
  }

  /**
   * Starts a worker.
   *
   * @returns the URL at which it listens; undefined if it ended before.
   */
  start(): Promise<string | undefined> {
    const worker = cluster.fork();
    const start = performance.now();
    return new Promise((resolve) => {
      let isListening = false;
      worker.on("message", (message: ToPrimary) => {
        if (message.kind === "started") {
          send(worker, { kind: "start", port: this.#port, artifact: this.#artifact });
        } else if (message.kind === "metrics") void this.#sendMetrics(worker, message.id);
        else if (message.kind === "listening") {
          isListening = true;
          resolve(message.url);
        }
      });
      worker.once("exit", (code, signal) => {
        resolve(undefined);
        if (isListening && !this.#isEnding) void this.#replace(worker, signal ?? code, performance.now() - start);
      });
    });
  }

  /** Loads and checks the model's file, and sends it to the workers. A bad model is reported, and nothing changes. */
  reload(): void {
    const isSwapped = this.#reporter.swap(this.#path, this.served, () => {
      const artifact = readBytes(this.#path);
      this.served.swap(artifact, this.#path);
      this.#artifact = artifact;
    });
    if (!isSwapped) return;
    for (const worker of workers()) send(worker, { kind: "model", artifact: this.#artifact });
  }

  /** Lets the workers finish their requests, and waits until they have ended. */
  async end(): Promise<void> {
    this.#isEnding = true;
    await Promise.all(
      workers().map(async (worker) => {
        const exit = once(worker, "exit");
        send(worker, { kind: "end" });
        const late = AbortSignal.timeout(SHUTDOWN_MS + EXIT_MS);
        late.addEventListener("abort", () => worker.process.kill("SIGKILL"));
        await exit;
      }),
    );
  }

  async #replace(worker: Worker, how: number | string, ms: number): Promise<void> {
    this.#reporter.error(`worker ${worker.process.pid} died (${how}); starting another`);
    if (ms < RESTART_MS) await setTimeout(RESTART_MS);
    if (!this.#isEnding && (await this.start()) === undefined) await this.#replace(worker, "while starting", 0);
  }

  async #sendMetrics(worker: Worker, id: string): Promise<void> {
    const text = await this.#metrics().catch(() => undefined);
    send(worker, { kind: "metrics", id, text });
  }
}

function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

function send(worker: Worker, message: ToWorker): void {
  // It may have died a moment ago; its exit is handled elsewhere.
  if (worker.isConnected()) worker.send(message, () => {});
}
