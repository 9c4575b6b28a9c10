/** Help as the build has made it, for output that is no terminal: it has 80 columns. */

import { fstatSync, statSync } from "node:fs";
import type { HelpTexts } from "../help-texts.js";

/** The help of the program and of its commands; the build puts it here. */
declare const HELP: HelpTexts;

const STDOUT = 1;

/**
 * Returns the help of a command, or of the program.
 *
 * @returns undefined if there is no such command, or if the lines may have another length.
 */
export function helpFor(command: string | undefined): string | undefined {
  if (isTerminal()) return undefined;
  const { program, commands } = HELP;
  if (command === undefined) return program;
  return Object.hasOwn(commands, command) ? commands[command] : undefined;
}

/** A terminal is a character device, as is `/dev/null`. Node's own test takes three milliseconds to load. */
function isTerminal(): boolean {
  const stats = fstatSync(STDOUT);
  return stats.isCharacterDevice() && stats.rdev !== statSync("/dev/null").rdev;
}
