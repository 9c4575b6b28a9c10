/** Worker: one of several processes that serve together, directed by the primary process. */

import cluster from "node:cluster";
import { shareMetrics } from "../../server/prometheus.js";
import { create } from "../../server/server.js";
import { DONE } from "../exit-codes.js";
import { endOtherwise } from "../io.js";
import { listen } from "./address.js";
import type { Reporter } from "./reporter.js";
import type { ServeSettings } from "./settings.js";
import type { ToPrimary, ToWorker } from "./worker-messages.js";

const send = (message: ToPrimary): void => void process.send!(message);

/** @returns the exit code, when the primary process or a signal ends the worker. */
export async function serveAsWorker(reporter: Reporter, settings: ServeSettings): Promise<number> {
  try {
    await serve(reporter, settings);
    return DONE;
  } finally {
    // The channel would keep the process alive. Disconnecting still sends what is queued.
    cluster.worker!.disconnect();
  }
}

type Start = ToWorker & { kind: "start" };

async function serve(reporter: Reporter, { address, maxBytes, token }: ServeSettings): Promise<void> {
  const requests = new MetricsRequests();
  let newest: Uint8Array | undefined;
  let onModel = (_artifact: Uint8Array): void => {};
  let onStart = (_start: Start): void => {};
  const started = new Promise<Start>((resolve) => {
    onStart = resolve;
  });
  const ended = new Promise<void>((resolve) => {
    endOtherwise(resolve);
    process.on("message", (message: ToWorker) => {
      if (message.kind === "start") onStart(message);
      else if (message.kind === "model") {
        newest = message.artifact;
        onModel(newest);
      } else if (message.kind === "metrics") requests.answer(message.id, message.text);
      else if (message.kind === "end") resolve();
    });
  });
  // A closing terminal sends SIGHUP to all processes; only the primary process reloads.
  process.on("SIGHUP", () => {});
  send({ kind: "started" });

  const { port, artifact } = await started;
  const options = { model: artifact, maxBytes, log: reporter.log, ...(token && { token }) };
  const { server, served, metrics } = await create(options, () => requests.send());
  shareMetrics(metrics, served);
  onModel = (other) => void served.swap(other);
  // Another model may have come in the meantime.
  if (newest) onModel(newest);
  send({ kind: "listening", url: await listen(server, { ...address, port }) });
  await ended;
  await server.close();
}

/** Requests to the primary process for the metrics of all workers. */
class MetricsRequests {
  readonly #pending = new Map<number, { resolve: (text: string) => void; reject: (error: Error) => void }>();
  #nextId = 0;

  send(): Promise<string> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#pending.set(id, { resolve, reject });
      send({ kind: "metrics", id });
    });
  }

  answer(id: number, text: string | undefined): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (text === undefined) pending?.reject(new Error("a worker did not send its metrics in time"));
    else pending?.resolve(text);
  }
}
