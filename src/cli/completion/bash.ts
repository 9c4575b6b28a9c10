/** Completion for bash, 3.2 or later. */

import type { CompletedCommand, Value } from "./definitions.js";

/** Returns the script. Names and choices need no quoting in a shell. */
export function bashScript([program, ...commands]: readonly [CompletedCommand, ...CompletedCommand[]]): string {
  const { name } = program;
  const optionValues = commands.flatMap(({ name: command, options }) =>
    options.flatMap(({ flags, value }) => {
      // An optional value is completed like the argument after it.
      if (!value || value.isOptional) return [];
      const keys = flags.flatMap((flag) => [
        `"${command} ${flag}"`,
        ...(value.isVariadic ? [`"${command} ${flag} ..."`] : []),
      ]);
      return [`    ${keys.join(" | ")}) ${completes(value)} ;;`];
    }),
  );
  const cases = [program, ...commands].map(({ name: command, options, values }) => {
    const flags = options.flatMap(({ flags }) => flags).join(" ");
    return `        ${command === name ? '""' : command}) options="${flags}" ${values.slice(0, 1).map(completes).join("")} ;;`;
  });
  return `# Completion of ${name} for bash. In ~/.bashrc: source <(${name} completion bash)
_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} word words=() options= kind= choices=
  # "--option=value" arrives as three words.
  for word in "\${COMP_WORDS[@]:0:COMP_CWORD}"; do
    [[ $word == = ]] || words+=("$word")
  done
  [[ $current == = ]] && current=
  local at=\${#words[@]}
  while ((--at > 1)) && [[ \${words[at]} != -?* ]]; do :; done
  local key="\${words[1]-} \${words[at]-}"
  # Further values of a variadic option, until the next option.
  if ((\${#words[@]} - at > 1)); then
    [[ $current == -* ]] && key= || key+=" ..."
  fi
  case $key in
${optionValues.join("\n")}
    *)
      case \${words[1]-} in
${cases.join("\n")}
      esac
      [[ $current == -* ]] && kind=choice choices=$options
      ;;
  esac
  COMPREPLY=()
  # Readline completes files and folders, because it handles spaces; without compopt, compgen does.
  local IFS=$'\\n'
  case $kind in
    file) compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$current")) ;;
    folder) compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$current")) ;;
    choice) IFS=$' \\n' && COMPREPLY=($(compgen -W "$choices" -- "$current")) ;;
    list)
      compopt -o nospace 2>/dev/null
      word=\${current##*,}
      IFS=$' \\n' && COMPREPLY=($(compgen -P "\${current%"$word"}" -W "$choices" -- "$word"))
      ;;
  esac
}
complete -F _${name} ${name}
`;
}

/** Sets what to complete. */
function completes({ kind, choices, isList }: Value): string {
  if (kind === "choice") return `kind=${isList ? "list" : kind} choices="${choices.join(" ")}"`;
  return `kind=${kind}`;
}
