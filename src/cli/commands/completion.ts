/** `newsgroups completion`: command definitions → a completion script for a shell. */

import type { Command } from "commander";
import { bashScript } from "../completion/bash.js";
import { type CompletedCommand, definitionsOf } from "../completion/definitions.js";
import { fishScript } from "../completion/fish.js";
import type { Shell } from "../completion/shells.js";
import { zshScript } from "../completion/zsh.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";

// The scripts contain all completions, so that no key press waits for Node to start. Libraries (@bomb.sh/tab, omelette,
// @pnpm/tabtab) run the program at each key press instead.
const SCRIPTS: Record<Shell, (definitions: [CompletedCommand, ...CompletedCommand[]]) => string> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

export async function completionCommand(io: Io, shell: Shell, program: Command): Promise<number> {
  await io.print(SCRIPTS[shell](definitionsOf(program)));
  return DONE;
}
