/** Completion for fish. */

import type { CompletedCommand, CompletedOption, Value } from "./definitions.js";

/** Returns the script, for `source`, or for `newsgroups.fish` in the folder of completions. */
export function fishScript([program, ...commands]: readonly [CompletedCommand, ...CompletedCommand[]]): string {
  const { name } = program;
  const complete = (condition: string, rest: string): string => `complete -c ${name} -n ${quoted(condition)} ${rest}`;
  const lines = [program, ...commands].flatMap(({ name: command, options, values }) => {
    const condition = `__${name}_at ${command === name ? '""' : command}`;
    const variadic = options.filter(({ value }) => value?.isVariadic);
    const further = `${condition} ${variadic.flatMap(({ flags }) => flags).join(" ")}`;
    return [
      ...options.map((option) => complete(condition, optionWords(option))),
      ...variadic.map(({ flags, value }) => complete(`${condition} ${flags.join(" ")}`, words(value!))),
      ...values
        .slice(0, command === name ? 0 : 1)
        .map((value) => complete(variadic.length > 0 ? `${condition}; and not ${further}` : condition, words(value))),
    ];
  });
  const named = commands.map((command) =>
    complete(`__${name}_at ""`, `-a ${command.name} -d ${quoted(command.description)}`),
  );
  return `# Completion of ${name} for fish. In ~/.config/fish/config.fish: ${name} completion fish | source
# Whether the line is at a command ("" before there is one) and, if options are given, at further values of one of them.
function __${name}_at
  set -l words (commandline -opc)
  test "$words[2]" = $argv[1]; or return
  set -q argv[2]; or return 0
  set -l options (string match -- '-*' $words)
  contains -- "$options[-1]" $argv[2..-1]
end
complete -c ${name} -f
${[...named, ...lines].join("\n")}
`;
}

function optionWords({ flags, description, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const required = value === undefined || value.isOptional ? "" : " -r";
  return `${names.join(" ")}${required} ${value ? `${words(value)} ` : ""}-d ${quoted(description)}`;
}

/** The completions of a value. */
function words({ kind, choices, isList }: Value): string {
  if (kind === "file") return "-F";
  if (kind === "folder") return "-f -a '(__fish_complete_directories)'";
  if (kind === "other") return "-f";
  return `-f -a ${quoted(isList ? `(__fish_append , ${choices.join(" ")})` : choices.join(" "))}`;
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;
