/** Reloading: when the model of a running server is to be read again. */

import { unwatchFile, watchFile } from "node:fs";

/** How often, in milliseconds, a watched file is looked at. */
const WATCH_MS = 500;

/**
 * Calls `reload` at SIGHUP, and, if the file is watched, when it has changed. It is looked at by its path, so that it may
 * be renamed over, as `dump` does, or be a link that is turned to another file.
 *
 * @returns ends it.
 */
export function onReload(path: string, isWatched: boolean, reload: () => void): () => void {
  process.on("SIGHUP", reload);
  if (isWatched) watchFile(path, { interval: WATCH_MS }, reload);
  return () => {
    process.off("SIGHUP", reload);
    if (isWatched) unwatchFile(path, reload);
  };
}
