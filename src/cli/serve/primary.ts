/** The primary process: starts the workers that serve, replaces those that die, and tells them what to serve. */

import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { readBytes } from "../../files/read.js";
import { CLOSING_MS } from "../../server/closing.js";
import { WorkersMetrics } from "../../server/prometheus.js";
import { ServedModel } from "../../server/served-model.js";
import { DONE, FAILED } from "../exit-codes.js";
import { endOtherwise } from "../io.js";
import { type Address, freePort, listenError } from "./address.js";
import type { ToPrimary, ToWorker } from "./messages.js";
import { Reloading } from "./reloading.js";
import type { Reporter } from "./reporter.js";
import { ENDING, type Serving, tellStart, tellSwap } from "./serving.js";

/** A worker that died young is replaced after so many milliseconds, for the next one may die as soon. */
const PATIENCE_MS = 1_000;
/** What a worker may take longer to end than its last request. */
const END_MS = 2_000;

/** @returns the exit code, when all workers have ended. */
export async function serveWithWorkers(reporter: Reporter, serving: Serving, count: number): Promise<number> {
  const ended = new Promise<void>((resolve) => endOtherwise(resolve));
  const reloading = new Reloading(serving.path, serving.isWatched);
  const primary = new Primary(reporter, serving, await portOf(serving.address));
  // One before the others: what keeps it from listening keeps them all.
  const url = await primary.start();
  if (url === undefined) return FAILED;
  await Promise.all(Array.from({ length: count - 1 }, () => primary.start()));
  tellStart(reporter, serving, url, primary.served.current, count);
  reloading.start(() => primary.reload());
  await ended;
  reporter.tell(ENDING);
  reloading.stop();
  await primary.end();
  return DONE;
}

/** The port of all workers, those that come later too. */
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
  /** What the workers are given, so that all answer by the same bytes, whatever becomes of the file. */
  #artifact: Uint8Array;
  readonly #metrics = new WorkersMetrics();
  #isEnding = false;

  constructor(reporter: Reporter, { path }: Serving, port: number) {
    this.#reporter = reporter;
    this.#path = path;
    this.#port = port;
    this.#artifact = readBytes(path);
    this.served = new ServedModel(this.#artifact, path);
    cluster.setupPrimary({ serialization: "advanced" });
  }

  /**
   * Starts a worker.
   *
   * @returns where it listens; undefined if it ended before.
   */
  start(): Promise<string | undefined> {
    const worker = cluster.fork();
    const start = performance.now();
    return new Promise((resolve) => {
      let isListening = false;
      worker.on("message", (message: ToPrimary) => {
        if (message.kind === "started") {
          tell(worker, { kind: "start", port: this.#port, artifact: this.#artifact });
        } else if (message.kind === "metrics") void this.#tellMetrics(worker, message.id);
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

  /** Loads and checks the model's file, and tells the workers of it; one that is no good is told of, and all stays. */
  reload(): void {
    const isSwapped = tellSwap(this.#reporter, this.#path, this.served, () => {
      const artifact = readBytes(this.#path);
      const loaded = this.served.swap(artifact, this.#path);
      this.#artifact = artifact;
      return loaded;
    });
    if (!isSwapped) return;
    for (const worker of workers()) tell(worker, { kind: "model", artifact: this.#artifact });
  }

  /** Lets the workers finish, and waits for them. */
  async end(): Promise<void> {
    this.#isEnding = true;
    await Promise.all(
      workers().map(async (worker) => {
        const exit = once(worker, "exit");
        tell(worker, { kind: "end" });
        const late = AbortSignal.timeout(CLOSING_MS + END_MS);
        late.addEventListener("abort", () => worker.process.kill("SIGKILL"));
        await exit;
      }),
    );
  }

  async #replace(worker: Worker, how: number | string, ms: number): Promise<void> {
    this.#reporter.complain(`worker ${worker.process.pid} died (${how}); another takes its place`);
    if (ms < PATIENCE_MS) await setTimeout(PATIENCE_MS);
    if (!this.#isEnding && (await this.start()) === undefined) await this.#replace(worker, "at its start", 0);
  }

  async #tellMetrics(worker: Worker, id: number): Promise<void> {
    const text = await this.#metrics.text().catch(() => undefined);
    tell(worker, { kind: "metrics", id, text });
  }
}

function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

function tell(worker: Worker, message: ToWorker): void {
  // It may have died a moment ago, which its exit tells.
  if (worker.isConnected()) worker.send(message, () => {});
}
