/** `newsgroups serve`: a model → answers over HTTP. */

import { isatty } from "node:tty";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { readBytes } from "../../files/read.js";
import type { Io } from "../io.js";
import { modelPath } from "../model-path.js";
import { Reporter } from "../serve/reporter.js";
import { serveAlone } from "../serve/single-process.js";

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
  const path = modelPath(io, options.model);
  const serving = { path, address: { host, port }, maxBytes, token, isWatched: watch };
  const reporter = new Reporter(io, log ?? !isatty(STDOUT), workers > 1);
  try {
    // Each is loaded only where it is needed, for that takes time.
    if (workers === 1) return await serveAlone(reporter, serving);
    const { default: cluster } = await import("node:cluster");
    if (cluster.isWorker) return await (await import("../serve/worker.js")).serveAsWorker(reporter, serving);
    return await (await import("../serve/primary.js")).serveWithWorkers(reporter, serving, workers);
  } finally {
    await reporter.end();
  }
}

const MOST_TOKEN_BYTES = 4096;
/** What a header can carry: RFC 6750, section 2.1. */
const TOKEN = /^[\w.~+/-]+=*$/;

/** The token of a file that has nothing else. */
function readToken(path: string): string {
  const token = Buffer.from(readBytes(path, MOST_TOKEN_BYTES)).toString("latin1").trim();
  if (TOKEN.test(token)) return token;
  throw new NewsgroupsError(
    "input",
    `${printable(path)}: no token; one of letters, digits and - . _ ~ + / expected, and nothing else`,
  );
}
