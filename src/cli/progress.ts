/** Progress: a spinner with counts during long work. Only this module imports ora. */

import { setImmediate } from "node:timers/promises";
import type { Ora } from "ora";
import type { Io } from "./io.js";

/** Shorter work shows no spinner. */
const DELAY_MS = 500;
const FRAME_MS = 80;

/** A spinner on stderr; nothing if stderr is not a terminal, or with `--quiet`. */
export class Progress {
  readonly #io: Io;
  readonly #isShown: boolean;
  #next = performance.now() + DELAY_MS;
  #spinner: Ora | undefined;

  constructor(io: Io) {
    this.#io = io;
    const { isTTY, columns } = io.streams.stderr;
    // A terminal without a size reports 0 columns, and makes ora clear lines forever.
    this.#isShown = isTTY === true && columns !== 0 && !io.quiet;
  }

  /** Shows the progress. Await it often: it lets timers and signals run between synchronous work. */
  async show(text: () => string): Promise<void> {
    if (performance.now() < this.#next) return;
    this.#next = performance.now() + FRAME_MS;
    if (this.#isShown) {
      this.#spinner ??= await this.#start(text());
      this.#spinner.text = text();
    }
    await setImmediate();
  }

  /** Shows a text at once, before synchronous work that will block the spinner. */
  async announce(text: string): Promise<void> {
    this.#next = 0;
    await this.show(() => text);
  }

  /** Removes the spinner. */
  stop(): void {
    this.#spinner?.stop();
  }

  async #start(text: string): Promise<Ora> {
    const { default: ora } = await import("ora");
    const { stderr, env } = this.#io.streams;
    const isPlain = (env["NO_COLOR"] ?? "") !== "";
    return ora({
      text,
      stream: stderr as NodeJS.WriteStream,
      color: isPlain ? false : "cyan",
      discardStdin: false,
    }).start();
  }
}
