/** Asking which words are stop words: on a thread of its own, while documents are read, or on this one. */

import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { WINK_MODEL_VERSION, WINK_NLP_VERSION } from "../../versions.js";
import type { Words } from "../tables/words.js";

/** The packages whose answers these are: with others, the same text may be counted differently. */
export const STOP_WORD_VERSIONS: Readonly<Record<string, string>> = {
  "wink-nlp": WINK_NLP_VERSION,
  "wink-eng-lite-web-model": WINK_MODEL_VERSION,
};

/** Takes lists of words, and answers them in the order of asking. */
interface Responder {
  ask(words: Words): Promise<Uint8Array>;
  end(): Promise<unknown>;
}

/** A thread that answers. It keeps the process alive only while an answer is due. */
class StopWordThread implements Responder {
  readonly #worker: Worker;
  /** What takes the answers that are due, in the order of asking. */
  readonly #due: { resolve(answers: Uint8Array): void; reject(reason: unknown): void }[] = [];
  #failure: unknown;

  /** @param onEnd called when the thread has ended, whatever the reason. */
  constructor(file: string, onEnd: () => void) {
    // Without the flags of the process: with `--input-type`, for one, the thread would not start.
    this.#worker = new Worker(file, { execArgv: [] });
    this.#worker.on("message", (answers: Uint8Array) => {
      this.#due.shift()!.resolve(answers);
      if (this.#due.length === 0) this.#worker.unref();
    });
    this.#worker.on("error", (error) => {
      this.#failure = error;
    });
    this.#worker.on("exit", () => {
      this.#failure ??= new Error("the thread for stop words has ended");
      for (const { reject } of this.#due) reject(this.#failure);
      onEnd();
    });
    // After the listeners: listening to messages keeps the process alive again.
    this.#worker.unref();
  }

  ask(words: Words): Promise<Uint8Array> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#due.push({ resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage(words);
    });
  }

  end(): Promise<unknown> {
    return this.#worker.terminate();
  }
}

/** Answers on this thread: slower, but a bundler finds wink-nlp by this import, and needs no file beside the bundle. */
const HERE: Responder = {
  ask: async (words) => (await import("./is-stop-word.js")).default(words),
  end: async () => {},
};

let responder: Responder | undefined;

function start(): Responder {
  try {
    // Named in package.json: from there the compiled module is found wherever this one was bundled to.
    const file = createRequire(import.meta.url).resolve("#stop-words");
    const thread = new StopWordThread(file, () => {
      if (responder === thread) responder = undefined;
    });
    return thread;
  } catch {
    // This module is in somebody's bundle, or the process may not start threads.
    return HERE;
  }
}

/** Starts the thread, if it does not run yet: loading wink-nlp takes it a quarter of a second and 60 MB. */
export function startStopWords(): void {
  responder ??= start();
}

/** Whether each word is a stop word: 1 for those that are, 0 for the others. Answers come in the order of asking. */
export function askStopWords(words: Words): Promise<Uint8Array> {
  responder ??= start();
  return responder.ask(words);
}

/** Ends the thread, which gives its memory back; asking again starts another. */
export async function endStopWords(): Promise<void> {
  const ending = responder;
  responder = undefined;
  await ending?.end();
}
