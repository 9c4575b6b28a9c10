/** Completion for zsh, with its function `_arguments`. */

import type { CompletedCommand, CompletedOption, Value } from "./definitions.js";

/** Returns the script, for `source`, or for `_newsgroups` in a folder of `$fpath`. */
export function zshScript([program, ...commands]: readonly [CompletedCommand, ...CompletedCommand[]]): string {
  const { name } = program;
  const described = commands.map((command) => `        ${quoted(`${command.name}:${command.description}`)}`);
  const cases = commands.map((command) =>
    [
      `        ${command.name})`,
      "          _arguments -s -S \\",
      [...command.options.map(optionSpec), ...valueSpecs(command)].map((spec) => `            ${spec}`).join(" \\\n"),
      "          ;;",
    ].join("\n"),
  );
  return `#compdef ${name}
# Completion of ${name} for zsh. In ~/.zshrc, after compinit: source <(${name} completion zsh)
_${name}() {
  local curcontext=$curcontext state line
  _arguments -C \\
${program.options.map((option) => `    ${optionSpec(option)} \\\n`).join("")}    ':command:->command' \\
    '*::argument:->argument'
  case $state in
    command)
      local -a commands=(
${described.join("\n")}
      )
      _describe command commands
      ;;
    argument)
      case $line[1] in
${cases.join("\n")}
      esac
      ;;
  esac
}
if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

/** `'(-o --output)'{-o+,--output=}'[description]:file:_files'`: once, or repeatedly if it is variadic. */
function optionSpec({ flags, description, value }: CompletedOption): string {
  const written = flags.map((flag) => (value ? `${flag}${flag.startsWith("--") ? "=" : "+"}` : flag));
  const times = value?.isVariadic ? "'*'" : `'(${flags.join(" ")})'`;
  const names = written.length > 1 ? `{${written.join(",")}}` : written[0];
  const explained = `[${description.replace(/[\\[\]]/g, "\\$&")}]`;
  const valued = value ? `${value.isOptional ? "::" : ":"}${value.name}:${action(value)}` : "";
  return `${times}${names}${quoted(explained + valued)}`;
}

/** The arguments of a command; after a variadic option, its further values come first. */
function valueSpecs({ options, values }: CompletedCommand): string[] {
  const further = options.flatMap(({ flags, value }) =>
    value?.isVariadic ? [`(${flags.join("|")}) ${action(value)} ;;`] : [],
  );
  if (further.length === 0) {
    return values.map((value) => quoted(`${value.isVariadic ? "*" : ""}:${value.name}:${action(value)}`));
  }
  const [value] = values;
  const otherwise = value ? ` (*) ${action(value)} ;;` : "";
  return [quoted(`*:${value?.name ?? ""}:{case $words[$words[(I)-*]] in ${further.join(" ")}${otherwise} esac}`)];
}

/** The zsh command that completes a value. */
function action({ name, kind, choices, isList }: Value): string {
  if (kind === "file") return "_files";
  if (kind === "folder") return "_files -/";
  if (kind === "other") return `_message "${name}"`;
  return isList ? `_values -s , ${name} ${choices.join(" ")}` : `compadd - ${choices.join(" ")}`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
