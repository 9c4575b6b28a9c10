/** The texts of the help: command definitions → what `--help` prints. The build keeps them for the quick answer, and the manual page quotes them. */

import type { Command } from "commander";

/** The help of a program. */
export interface HelpTexts {
  readonly program: string;
  /** By name. */
  readonly commands: Readonly<Record<string, string>>;
}

/** Returns the help of a program and its commands. */
export function helpTexts(program: Command): HelpTexts {
  return {
    program: helpOf(program),
    commands: Object.fromEntries(program.commands.map((command) => [command.name(), helpOf(command)])),
  };
}

/** Returns what `--help` prints where stdout is no terminal, whatever it is now. */
export function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 80 }).outputHelp();
  return text;
}
