/** The quick request: arguments → what the quick answer is asked for. */

import { HELP_COMMAND, HELP_FLAGS, MODEL_OPTION, namesOf, VERSION_FLAGS } from "./flags.js";

/** What `predict` was asked for, as far as it can be answered here. */
export interface PredictRequest {
  readonly what: "prediction";
  /** Of one text; none if it is on standard input. */
  readonly words: readonly string[];
  readonly model: string | undefined;
}

/** What was asked for. */
export type QuickRequest =
  | PredictRequest
  | { readonly what: "version" }
  /** Of the program, if no command is named. */
  | { readonly what: "help"; readonly command?: string };

const isNameIn = (flags: string, arg: string | undefined): boolean => arg !== undefined && namesOf(flags).includes(arg);

/** Reads arguments. @returns undefined if they ask for something that the program has to answer. */
export function quickRequest(args: readonly string[]): QuickRequest | undefined {
  const [command, ...rest] = args;
  if (command === undefined) return undefined;
  if (args.length === 1) {
    if (isNameIn(VERSION_FLAGS, command)) return { what: "version" };
    if (command === HELP_COMMAND || isNameIn(HELP_FLAGS, command)) return { what: "help" };
  }
  if (args.length === 2) {
    if (command === HELP_COMMAND) return { what: "help", command: rest[0]! };
    if (isNameIn(HELP_FLAGS, rest[0])) return { what: "help", command };
  }
  return command === "predict" ? predictRequest(rest) : undefined;
}

function predictRequest(args: readonly string[]): PredictRequest | undefined {
  const words: string[] = [];
  let model: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (isNameIn(MODEL_OPTION[0], arg) && model === undefined) {
      model = args[++i];
      if (model === undefined || model.startsWith("-")) return undefined;
    } else if (arg.startsWith("-")) return undefined;
    else words.push(arg);
  }
  return { what: "prediction", words, model };
}
