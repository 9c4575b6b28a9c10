/** The command line: arguments → exit code. */

import { CommanderError } from "commander";
import { NewsgroupsError, printable } from "../core/errors.js";
import { DONE, FAILED, MISUSED } from "./exit-codes.js";
import { ClosedPipe, endOnSignals, Io, type Streams } from "./io.js";
import { createProgram } from "./program.js";

/**
 * Runs one command.
 *
 * @param args the arguments after the program's name.
 * @returns the exit code: {@link DONE}, {@link FAILED} or {@link MISUSED}.
 */
export async function main(args: readonly string[], streams: Streams = process): Promise<number> {
  // The reader of stderr may be gone; then nobody can be notified.
  streams.stderr.on("error", () => {});
  if (streams === process) endOnSignals(streams);
  try {
    return await run(args, streams);
  } catch (error) {
    if (error instanceof ClosedPipe) return DONE;
    if (error instanceof NewsgroupsError) {
      streams.stderr.write(`newsgroups: ${printable(error.message)}\n`);
      return error.code === "usage" ? MISUSED : FAILED;
    }
    const stack = error instanceof Error ? error.stack : String(error);
    streams.stderr.write(`newsgroups: internal error; please report it with this stack trace:\n${stack}\n`);
    return FAILED;
  }
}

async function run(args: readonly string[], streams: Streams): Promise<number> {
  const io = new Io(streams, false);
  let code = DONE;
  try {
    await createProgram(streams, (result) => {
      code = result;
    }).parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode === 0 ? DONE : MISUSED;
  }
  await io.flush();
  return code;
}
