/** The lexicon: asks wink-nlp about surface forms, on a thread of its own while documents are read. */

import { createRequire } from "node:module";
import { Tinypool } from "tinypool";
import { pinned } from "../../versions.js";
import type { Words } from "../tables/words.js";

/** The packages whose answers these are: with others, the same text may count otherwise. */
export const LEXICON_VERSIONS: Readonly<Record<string, string>> = {
  "wink-nlp": pinned("wink-nlp"),
  "wink-eng-lite-web-model": pinned("wink-eng-lite-web-model"),
};

/** One thread for the whole process. It never keeps the process alive. */
let thread: Tinypool | undefined;

/** Starts the thread, if it does not run yet: it takes a quarter of a second to load wink-nlp, and 60 MB. */
export function openLexicon(): Tinypool {
  thread ??= new Tinypool({
    // Named in package.json: the compiled module is found from there wherever this one was bundled to.
    filename: createRequire(import.meta.url).resolve("#stop-words"),
    minThreads: 1,
    maxThreads: 1,
    // All that is asked goes to the thread at once, so that it never waits for this one.
    concurrentTasksPerWorker: 1 << 16,
  });
  return thread;
}

/** Which of the words are stop words: 1 for those that are, 0 for the others. Answers come in the order of asking. */
export function stopWordsAmong(words: Words): Promise<Uint8Array> {
  return openLexicon().run(words);
}

/** Ends the thread, which gives its memory back; what is asked later starts another. */
export async function closeLexicon(): Promise<void> {
  const ending = thread;
  thread = undefined;
  await ending?.destroy();
}
