/** `newsgroups serve`: its options. */

import type { Command } from "commander";
import { DEFAULT_MAX_BODY_BYTES } from "../../server/limits.js";
import type { ServeOptions } from "../commands/serve.js";
import { maxBytes, port, whole } from "../option-values.js";
import { MODEL_OPTION } from "../quick/flags.js";
import { type Action, examples } from "./define.js";

export function defineServe(program: Command, action: Action): void {
  const command = program
    .command("serve")
    .description('Serve predictions over HTTP: POST /prediction takes {"text": ...} and returns {"category": ...}.')
    .option(...MODEL_OPTION)
    .option("--host <name>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port to listen on; 0 picks a free one", port, 8000)
    .option("--workers <number>", "number of worker processes; use one per core", whole, 1)
    .option("--max-bytes <number>", "maximum size of a request body in bytes", maxBytes, DEFAULT_MAX_BODY_BYTES)
    .option("--token-file <file>", "require the bearer token in this file")
    .option("--watch", "reload the model when its file changes, as on SIGHUP", false)
    .option("--log", "log each request as a line of JSON (default: on, unless stdout is a terminal)")
    .option("--no-log", "do not log requests")
    .addHelpText(
      "after",
      `
SIGHUP reloads the model.
SIGINT or SIGTERM stops the server, with exit code 0, once the requests in flight are answered; a second signal stops it at once.
${examples("newsgroups serve", "newsgroups serve -m newsgroups.model --host 0.0.0.0 --token-file token --workers 4")}`,
    );
  action(command, async (io, options: ServeOptions) =>
    (await import("../commands/serve.js")).serveCommand(io, options),
  );
}
