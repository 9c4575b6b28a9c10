/** The parts of the command definitions that shell completion needs. */

import type { Command, Option } from "commander";

/** A value of an option or an argument. */
export interface Value {
  /** Its placeholder, such as `file` of `--output <file>`. */
  readonly name: string;
  readonly kind: "file" | "folder" | "choice" | "other";
  /** With `choice`: the choices. */
  readonly choices: readonly string[];
  /** With `choice`: whether several may be given, separated by commas, as in `<part,...>`. */
  readonly isList: boolean;
  /** Whether several may be given as separate arguments, as in `<file...>`. */
  readonly isVariadic: boolean;
  readonly isOptional: boolean;
}

export interface CompletedOption {
  /** All its names, such as `-o` and `--output`. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly value: Value | undefined;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  readonly values: readonly Value[];
}

/** Placeholders of files; a folder may do as well. */
const FILES: ReadonlySet<string> = new Set(["file", "corpus", "counts", "model"]);
const FOLDERS: ReadonlySet<string> = new Set(["folder"]);

/** Returns the program itself, whose only value is the name of a command, then its visible commands. */
export function definitionsOf(program: Command): [CompletedCommand, ...CompletedCommand[]] {
  const commands = program.createHelp().visibleCommands(program);
  const names = commands.map((command) => command.name());
  const described = (command: Command, values: readonly Value[]): CompletedCommand => ({
    name: command.name(),
    description: command.description(),
    options: command.createHelp().visibleOptions(command).map(optionOf),
    values,
  });
  const asValues = (command: Command): Value[] =>
    command.registeredArguments.map((argument) =>
      asValue(
        argument.name(),
        // The argument of the `help` command, which commander adds.
        argument.name() === "command" ? names : argument.argChoices,
        argument.variadic,
        !argument.required,
      ),
    );
  return [
    described(program, [asValue("command", names, false, false)]),
    ...commands.map((command) => described(command, asValues(command))),
  ];
}

const PLACEHOLDER = /[<[]([^>\],.]+)(,?)/;

function optionOf({ flags, short, long, description, argChoices, variadic, optional }: Option): CompletedOption {
  const [, name, comma] = PLACEHOLDER.exec(flags) ?? [];
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    description,
    value: name === undefined ? undefined : asValue(name, argChoices, variadic, optional, comma === ","),
  };
}

function asValue(
  name: string,
  choices: readonly string[] | undefined,
  isVariadic: boolean,
  isOptional: boolean,
  isList = false,
): Value {
  const kind = choices ? "choice" : FILES.has(name) ? "file" : FOLDERS.has(name) ? "folder" : "other";
  return { name, kind, choices: choices ?? [], isList, isVariadic, isOptional };
}
