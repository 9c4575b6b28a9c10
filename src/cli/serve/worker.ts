/** A worker: one of the processes that serve together, told by the primary process what to serve. */

import cluster from "node:cluster";
import { create } from "../../server/create.js";
import { shareMetrics } from "../../server/prometheus.js";
import { DONE } from "../exit-codes.js";
import { endOtherwise } from "../io.js";
import { listen } from "./address.js";
import type { ToPrimary, ToWorker } from "./messages.js";
import type { Reporter } from "./reporter.js";
import type { Serving } from "./serving.js";

const tell = (message: ToPrimary): void => void process.send!(message);

export async function serveAsWorker(reporter: Reporter, serving: Serving): Promise<number> {
  try {
    await serve(reporter, serving);
    return DONE;
  } finally {
    // What binds it to the primary process keeps it alive; but what it has to say is still to be said.
    cluster.worker!.disconnect();
  }
}

async function serve(reporter: Reporter, { address, maxBytes, token }: Serving): Promise<void> {
  const asking = new Asking();
  let newest: Uint8Array | undefined;
  let onModel = (_artifact: Uint8Array): void => {};
  let onStart = (_start: ToWorker & { kind: "start" }): void => {};
  const started = new Promise<ToWorker & { kind: "start" }>((resolve) => {
    onStart = resolve;
  });
  const ended = new Promise<void>((resolve) => {
    endOtherwise(resolve);
    process.on("message", (message: ToWorker) => {
      if (message.kind === "start") onStart(message);
      else if (message.kind === "model") {
        newest = message.artifact;
        onModel(newest);
      } else if (message.kind === "metrics") asking.answer(message.id, message.text);
      else if (message.kind === "end") resolve();
    });
  });
  // A terminal that goes away says so to all; only the primary process reloads.
  process.on("SIGHUP", () => {});
  tell({ kind: "started" });

  const { port, artifact } = await started;
  const { server, served, metrics } = await create(
    { model: artifact, maxBytes, log: reporter.log, ...(token && { token }) },
    () => asking.ask(),
  );
  await shareMetrics(metrics);
  onModel = (other) => void served.swap(other);
  // Another may have come in the meantime.
  if (newest) onModel(newest);
  tell({ kind: "listening", url: await listen(server, { ...address, port }) });
  await ended;
  await server.close();
}

/** Asks the primary process for the figures of all workers. */
class Asking {
  readonly #waiting = new Map<number, { resolve: (text: string) => void; reject: (error: Error) => void }>();
  #next = 0;

  ask(): Promise<string> {
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject });
      tell({ kind: "metrics", id });
    });
  }

  answer(id: number, text: string | undefined): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (text === undefined) waiting?.reject(new Error("a worker did not tell its figures in time"));
    else waiting?.resolve(text);
  }
}
