/** Reload trigger: when a running server must load its model again. */

import { statSync } from "node:fs";

/** Milliseconds between two looks at a watched file. */
const WATCH_MS = 500;

/**
 * Triggers a reload at SIGHUP and, if the file is watched, when it has changed. Create it before the file is first read,
 * so that no change is missed. The file is watched by its path: it may be replaced, as `dump` does, or be a link that is
 * pointed at another file.
 */
export class ReloadTrigger {
  #reload: (() => void) | undefined;
  /** Triggered before {@link start}. */
  #isDue = false;
  #watch: NodeJS.Timeout | undefined;

  constructor(path: string, isWatched: boolean) {
    process.on("SIGHUP", () => this.#trigger());
    if (!isWatched) return;
    let seen = stateOf(path);
    this.#watch = setInterval(() => {
      const state = stateOf(path);
      if (state === seen) return;
      seen = state;
      this.#trigger();
    }, WATCH_MS).unref();
  }

  /** From now on `reload` is called. */
  start(reload: () => void): void {
    this.#reload = reload;
    if (this.#isDue) reload();
  }

  /** From now on nothing is called; SIGHUP is ignored, so that it does not end the process. */
  stop(): void {
    clearInterval(this.#watch);
    this.#reload = () => {};
  }

  #trigger(): void {
    if (this.#reload) this.#reload();
    else this.#isDue = true;
  }
}

/** A string that changes when the file does; empty if there is no file. */
function stateOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? "" : [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(" ");
}
