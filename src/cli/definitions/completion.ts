/** `newsgroups completion`: its argument. */

import { Argument, type Command } from "commander";
import { SHELLS, type Shell } from "../completion/shells.js";
import { type Action, examples } from "./define.js";

export function defineCompletion(program: Command, action: Action): void {
  const command = program
    .command("completion")
    .description("Print a script that completes commands, options and files in a shell.")
    .addArgument(new Argument("<shell>", "shell to print the script for").choices(SHELLS))
    .addHelpText(
      "after",
      `
Add one line to ~/.bashrc, to ~/.zshrc after compinit, or to ~/.config/fish/config.fish:
  source <(newsgroups completion bash)
  source <(newsgroups completion zsh)
  newsgroups completion fish | source
${examples("newsgroups completion bash", "newsgroups completion zsh > ~/.zfunc/_newsgroups")}`,
    );
  action(command, async (io, _options, shell: Shell) =>
    (await import("../commands/completion.js")).completionCommand(io, shell, program),
  );
}
