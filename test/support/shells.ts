/** Real shells that complete a command line: what they offer, and what they make of a line typed at a terminal. */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import type { Shell } from "../../src/cli/completion/shells.js";

/** Without the settings of whoever runs the tests, and without a completion that the system has for it. */
const PLAIN: Record<Shell, readonly string[]> = {
  bash: ["--norc", "--noprofile"],
  zsh: ["-f"],
  fish: ["--no-config"],
};

/** Asks for what is completed. $1 is the script, $2 the line; one candidate is printed on each line. */
const ASKING: Record<Shell, string> = {
  // As readline does it: by the function that `complete -p` names, and with words parted as COMP_WORDBREAKS has it.
  bash: `
    source "$1"
    function=$(complete -p newsgroups | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
    COMP_LINE=$2 COMP_POINT=\${#2}
    read -ra COMP_WORDS <<< "\${2//=/ = }"
    [[ $2 == *[\\ =] ]] && COMP_WORDS+=("")
    COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    $function newsgroups "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
    printf '%s\\n' "\${COMPREPLY[@]}"`,
  // In a second zsh at a terminal of its own, for only its line editor completes; what it would list is written down.
  zsh: `
    zmodload zsh/zpty
    zpty shell zsh -f
    zpty -w shell "PROMPT= RPROMPT=; script=\${(q)1} folder=\${(q)PWD}"
    zpty -w shell 'cd $folder; autoload -Uz compinit && compinit -D -u && source $script
      compadd() {
        if [[ -n \${(M)@:#-[OAD]} ]]; then builtin compadd "$@"; return; fi
        local -a found; builtin compadd -O found "$@"; print -rl -- $found >> $folder/.offered
        builtin compadd "$@"
      }
      ended() { compstate[insert]= compstate[list]=; print >> $folder/.ended; }
      comppostfuncs=(ended); bindkey "^I" complete-word; print REA''DY'
    zpty -r -m shell seen '*READY*'
    zpty -w -n shell "$2"$'\\t'
    while [[ ! -e .ended ]]; do sleep 0.02; done
    [[ -e .offered ]] && cat .offered
    zpty -d shell
    rm -f .offered .ended`,
  fish: `
    source $argv[1]
    complete -C $argv[2] | string replace -r '\\t.*' ''
    true`,
};

/** What a shell offers for a line with the cursor at its end, sorted; files are those of the working folder. */
export function candidates(shell: Shell, script: string, line: string, cwd: string): string[] {
  const name = shell === "fish" ? [] : [shell];
  const args = [...PLAIN[shell], "-c", ASKING[shell], ...name, script, line];
  const printed = execFileSync(shell, args, { cwd, encoding: "utf8", timeout: 15_000 });
  return [...new Set(printed.split("\n").filter((found) => found !== ""))].sort();
}

/** How a shell at a terminal is given the script, as the documentation says it. $script is its path. */
const GIVING: Record<Shell, string> = {
  bash: "source $script",
  zsh: "mkdir functions; cp $script functions/_newsgroups; fpath=(./functions $fpath); autoload -Uz compinit; compinit -u -D",
  fish: "cat $script | source",
};

const TAB = "\t";
const TO_THE_START = "\x01";

/** The words of a line that is typed at a terminal and ended with the TAB key, as the shell then has them. */
export async function typed(shell: Shell, script: string, line: string, cwd: string): Promise<string[]> {
  const terminal = spawn("script", ["-qfec", [shell, ...PLAIN[shell]].join(" "), "/dev/null"], {
    cwd,
    env: { ...process.env, script, TERM: "dumb", EDITOR: "", VISUAL: "" },
    timeout: 15_000,
  });
  let screen = "";
  let ready = (): void => {};
  terminal.stdout.on("data", (chunk) => {
    screen += chunk;
    if (screen.includes("[ready]")) ready();
  });
  const ended = once(terminal, "close");
  terminal.stdin.write(`${GIVING[shell]}; printf '[%s]' ready\r`);
  await Promise.race([new Promise<void>((resolve) => (ready = resolve)), ended]);
  terminal.stdin.end(`${line}${TAB}${TO_THE_START}printf '[%s]' \rexit\r`);
  await ended;
  const words = /\[newsgroups\](?:\[[^\]]*\])*/.exec(screen);
  if (!words) throw new Error(`${shell} made nothing of ${JSON.stringify(line)}: ${JSON.stringify(screen)}`);
  return words[0].slice(1, -1).split("][");
}
