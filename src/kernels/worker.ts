/** What the helping thread runs. */

import { parentPort } from "node:worker_threads";
import { Hand, type Shared } from "./tasks.js";

parentPort!.on("message", (shared: Shared) => new Hand(shared, 1).help());
