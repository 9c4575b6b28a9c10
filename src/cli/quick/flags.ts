/** The flags that the quick answer knows, as the program defines them. */

export const VERSION_FLAGS = "-V, --version";
export const HELP_FLAGS = "-h, --help";
/** The command that prints the help of a command. */
export const HELP_COMMAND = "help";

export const MODEL_DEFAULT = "(default: $NEWSGROUPS_MODEL, else the built-in 20 Newsgroups model)";

/** The model option of all commands that predict: flags and description. */
export const MODEL_OPTION: readonly [string, string] = ["-m, --model <file>", `model file ${MODEL_DEFAULT}`];

/** The names of an option: `-m` and `--model`. */
export const namesOf = (flags: string): readonly string[] => flags.split(", ").map((flag) => flag.split(" ")[0]!);
