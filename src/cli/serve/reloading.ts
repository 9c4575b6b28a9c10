/** Reloading: when the model of a running server is to be read again. */

import { statSync } from "node:fs";

/** How often, in milliseconds, a watched file is looked at. */
const WATCH_MS = 500;

/**
 * Asks for a reload at SIGHUP, and, if the file is watched, when it is another one than when this was made: so make it before
 * the file is read. It is looked at by its path, so that it may be renamed over, as `dump` does, or be a link that is turned
 * to another file.
 */
export class Reloading {
  #reload: (() => void) | undefined;
  /** Asked for before it could be done. */
  #isDue = false;
  #watch: NodeJS.Timeout | undefined;

  constructor(path: string, isWatched: boolean) {
    process.on("SIGHUP", () => this.#ask());
    if (!isWatched) return;
    let seen = stateOf(path);
    this.#watch = setInterval(() => {
      const state = stateOf(path);
      if (state === seen) return;
      seen = state;
      this.#ask();
    }, WATCH_MS).unref();
  }

  /** From now on `reload` is called. */
  start(reload: () => void): void {
    this.#reload = reload;
    if (this.#isDue) reload();
  }

  /** From now on nothing is called; a SIGHUP does nothing, and does not end the process. */
  stop(): void {
    clearInterval(this.#watch);
    this.#reload = () => {};
  }

  #ask(): void {
    if (this.#reload) this.#reload();
    else this.#isDue = true;
  }
}

/** What changes when a file does; the same for all that are not there. */
function stateOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? "" : [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(" ");
}
