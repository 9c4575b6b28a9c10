/** Serving with a single process, which listens, reloads and shuts down. */

import { create } from "../../server/server.js";
import { DONE } from "../exit-codes.js";
import { endOtherwise } from "../io.js";
import { listen } from "./address.js";
import { ReloadTrigger } from "./reload-trigger.js";
import type { Reporter } from "./reporter.js";
import type { ServeSettings } from "./settings.js";

/** @returns the exit code, after SIGINT or SIGTERM. */
export async function serveInProcess(reporter: Reporter, settings: ServeSettings): Promise<number> {
  const { path, address, maxBytes, token, isWatched } = settings;
  const ended = new Promise<void>((resolve) => endOtherwise(resolve));
  const trigger = new ReloadTrigger(path, isWatched);
  const { server, served } = await create({ model: path, maxBytes, log: reporter.log, ...(token && { token }) });
  reporter.listening(settings, await listen(server, address), served.current, 1);
  trigger.start(() => void reporter.swap(path, served, () => served.swap(path)));
  await ended;
  reporter.shuttingDown();
  trigger.stop();
  await server.close();
  return DONE;
}
