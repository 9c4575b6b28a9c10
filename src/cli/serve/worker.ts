/** Worker: one of several processes that serve together, directed by the primary process. */

import cluster from "node:cluster";
import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { shareMetrics } from "../../server/prometheus.js";
import type { ServedModel } from "../../server/served-model.js";
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

async function serve(reporter: Reporter, { address, maxBytes, token }: ServeSettings): Promise<void> {
  // By their kind; answers with metrics by their id, since several may be pending.
  const messages = new EventEmitter();
  let served: ServedModel | undefined;
  let newest: Uint8Array | undefined;
  messages.on("model", ({ artifact }: { artifact: Uint8Array }) => {
    newest = artifact;
    served?.swap(artifact);
  });
  const started = once(messages, "start") as Promise<[ToWorker & { kind: "start" }]>;
  const ended = new Promise<void>((resolve) => {
    endOtherwise(resolve);
    messages.once("end", resolve);
  });
  process.on("message", (message: ToWorker) => messages.emit("id" in message ? message.id : message.kind, message));
  // A closing terminal sends SIGHUP to all processes; only the primary process reloads.
  process.on("SIGHUP", () => {});
  send({ kind: "started" });

  const [{ port, artifact }] = await started;
  const options = { model: artifact, maxBytes, log: reporter.log, ...(token && { token }) };
  const created = await create(options, { metricsText: () => metricsOfAll(messages) });
  served = created.served;
  shareMetrics(created.metrics, served);
  // A newer model may have come in the meantime.
  if (newest) served.swap(newest);
  send({ kind: "listening", url: await listen(created.server, { ...address, port }) });
  await ended;
  await created.server.close();
}

/** Requests the metrics of all workers from the primary process. */
async function metricsOfAll(messages: EventEmitter): Promise<string> {
  const id = randomUUID();
  send({ kind: "metrics", id });
  const [{ text }] = (await once(messages, id)) as [ToWorker & { kind: "metrics" }];
  if (text === undefined) throw new Error("a worker did not send its metrics in time");
  return text;
}
