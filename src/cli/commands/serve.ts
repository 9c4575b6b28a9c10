/** `newsgroups serve`: answers prediction requests over HTTP. */

import { isatty } from "node:tty";
import type { Io } from "../io.js";
import { modelPath } from "../model-path.js";
import { Reporter } from "../serve/reporter.js";
import { readToken, type ServeSettings } from "../serve/settings.js";
import { serveInProcess } from "../serve/single-process.js";

export interface ServeOptions {
  readonly model?: string;
  readonly host: string;
  readonly port: number;
  readonly workers: number;
  readonly maxBytes: number;
  readonly tokenFile?: string;
  readonly watch: boolean;
  readonly log?: boolean;
}

const STDOUT = 1;

export async function serveCommand(io: Io, options: ServeOptions): Promise<number> {
  const { host, port, workers, maxBytes, tokenFile, watch, log } = options;
  const token = tokenFile === undefined ? undefined : readToken(tokenFile);
  const path = modelPath(io.streams.env, options.model);
  const settings: ServeSettings = { path, address: { host, port }, maxBytes, token, isWatched: watch };
  const reporter = new Reporter(io, log ?? !isatty(STDOUT), workers > 1);
  try {
    // Each module is loaded only when it is needed, because loading takes time.
    if (workers === 1) return await serveInProcess(reporter, settings);
    const { default: cluster } = await import("node:cluster");
    if (cluster.isWorker) return await (await import("../serve/worker.js")).serveAsWorker(reporter, settings);
    return await (await import("../serve/primary.js")).serveWithWorkers(reporter, settings, workers);
  } finally {
    await reporter.end();
  }
}
