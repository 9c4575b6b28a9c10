/** Serving alone: one process that listens, reloads and ends. */

import { NewsgroupsError, printable } from "../../errors.js";
import { create } from "../../server/create.js";
import { DONE } from "../exit-codes.js";
import { endOtherwise } from "../io.js";
import { drain, listen } from "./address.js";
import { onReload } from "./reloading.js";
import type { Reporter } from "./reporter.js";
import { ENDING, type Serving, swappedLine, tellStart } from "./serving.js";

export async function serveAlone(reporter: Reporter, serving: Serving): Promise<number> {
  const { path, address, maxBytes, token, isWatched } = serving;
  const { server, served } = await create({ model: path, maxBytes, log: reporter.log, ...(token && { token }) });
  const ended = new Promise<void>((resolve) => endOtherwise(resolve));
  const url = await listen(server, address);
  tellStart(reporter, serving, url, served.current, 1);
  const stopReloading = onReload(path, isWatched, () => {
    try {
      reporter.tell(swappedLine(path, served.swap(path)));
    } catch (error) {
      if (!(error instanceof NewsgroupsError)) throw error;
      reporter.complain(`${error.message}; the model before stays (${printable(served.current.digest)})`);
    }
  });
  await ended;
  reporter.tell(ENDING);
  stopReloading();
  await drain(server);
  return DONE;
}
