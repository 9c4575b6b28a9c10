/** What the stop-word thread runs: it answers each list of words that it gets, in order. */

import { parentPort } from "node:worker_threads";
import stopWords from "./is-stop-word.js";

parentPort!.on("message", (words) => parentPort!.postMessage(stopWords(words)));
