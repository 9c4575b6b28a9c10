/** Serving alone: one process that listens, reloads and ends. */

import { create } from "../../server/create.js";
import { DONE } from "../exit-codes.js";
import { endOtherwise } from "../io.js";
import { listen } from "./address.js";
import { Reloading } from "./reloading.js";
import type { Reporter } from "./reporter.js";
import { ENDING, type Serving, tellStart, tellSwap } from "./serving.js";

export async function serveAlone(reporter: Reporter, serving: Serving): Promise<number> {
  const { path, address, maxBytes, token, isWatched } = serving;
  const ended = new Promise<void>((resolve) => endOtherwise(resolve));
  const reloading = new Reloading(path, isWatched);
  const { server, served } = await create({ model: path, maxBytes, log: reporter.log, ...(token && { token }) });
  tellStart(reporter, serving, await listen(server, address), served.current, 1);
  reloading.start(() => void tellSwap(reporter, path, served, () => served.swap(path)));
  await ended;
  reporter.tell(ENDING);
  reloading.stop();
  await server.close();
  return DONE;
}
