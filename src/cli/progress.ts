/** Progress: a spinner with counts while something takes long. The only module that imports ora. */

import { setImmediate } from "node:timers/promises";
import type { Ora } from "ora";
import type { Io } from "./io.js";

/** Work shorter than this shows no spinner. */
const PATIENCE_MS = 500;
const FRAME_MS = 80;

/** A spinner on a terminal; nothing where stderr is none, or with `--quiet`. */
export class Progress {
  readonly #io: Io;
  readonly #isShown: boolean;
  #next = performance.now() + PATIENCE_MS;
  #spinner: Ora | undefined;

  constructor(io: Io) {
    this.#io = io;
    const { isTTY, columns } = io.streams.stderr;
    // A terminal that was given no size says 0 columns, and ora would clear lines without end there.
    this.#isShown = isTTY === true && columns !== 0 && !io.quiet;
  }

  /** Shows how far the work is; to be awaited often, for synchronous work leaves timers and signals no turn. */
  async show(text: () => string): Promise<void> {
    if (performance.now() < this.#next) return;
    this.#next = performance.now() + FRAME_MS;
    if (this.#isShown) {
      this.#spinner ??= await this.#start(text());
      this.#spinner.text = text();
    }
    await setImmediate();
  }

  /** Shows at once what is about to take long, for work that will leave the spinner no turn. */
  async announce(text: string): Promise<void> {
    this.#next = 0;
    await this.show(() => text);
  }

  /** Takes the spinner away. */
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
