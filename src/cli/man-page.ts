/** The manual page `newsgroups.1`: the program's definitions → roff. The build writes it; no command needs it. */

import type { Command } from "commander";
import { COUNTS, MODEL } from "./program.js";

/** What the commands read besides their arguments. */
const ENVIRONMENT = {
  NEWSGROUPS_MODEL: "the model of predict, evaluate, load-check and serve where none is named.",
  NO_COLOR: "if it is set and not empty, progress and reasons are shown without colours.",
  FORCE_COLOR:
    "if it is set and neither empty nor 0, the text of predict --why is coloured where stdout is no terminal, too.",
  TERM: "if it is dumb, the text of predict --why is not coloured.",
};

const FILES = {
  [COUNTS]: "what train writes and dump reads, unless told otherwise.",
  [MODEL]: "what dump writes, unless told otherwise.",
  "data/20newsgroups.model": "in the package: the embedded model of the 20 Newsgroups, used where no other is named.",
};

/** The page, in the macros that groff and mandoc both know. It has no date, so that each build gives the same bytes. */
export function manPage(program: Command): string {
  const help = program.createHelp();
  const commands = program.commands.flatMap((command) => {
    const { notes, examples } = closingOf(command);
    return [
      `.SS ${escaped(command.name())}`,
      usage(help.commandUsage(command)),
      ".PP",
      filled(command.description()),
      ...help.visibleArguments(command).map((each) => tagged(`<${each.name()}>`, help.argumentDescription(each))),
      ...help.visibleOptions(command).map((each) => tagged(each.flags, help.optionDescription(each))),
      ...notes.flatMap((note) => [".PP", note]),
      ".PP",
      "Examples:",
      ...shown(examples),
    ];
  });
  const { examples, exitCodes } = closingOf(program);
  return [
    `.TH ${program.name().toUpperCase()} 1 "" "${program.name()} ${program.version()}" "User Commands"`,
    // No hyphens and no wide spaces: names and addresses are to be copied as they are.
    ".nr HY 0",
    ".ad l",
    ".SH NAME",
    `${program.name()} \\- ${escaped(program.description().replace(/^S/, "s").replace(/\.$/, ""))}`,
    ".SH SYNOPSIS",
    program.commands.map((command) => usage(help.commandUsage(command))).join("\n.br\n"),
    ".SH DESCRIPTION",
    filled("Results go to standard output, everything else to standard error."),
    ".SH OPTIONS",
    ...help.visibleOptions(program).map((each) => tagged(each.flags, help.optionDescription(each))),
    ".SH COMMANDS",
    ...commands,
    ".SH ENVIRONMENT",
    ...Object.entries(ENVIRONMENT).map(([name, text]) => tagged(name, text)),
    ".SH FILES",
    ...Object.entries(FILES).map(([name, text]) => tagged(name, text)),
    ".SH EXIT STATUS",
    ...exitCodes.map(([code, text]) => tagged(code, text)),
    ".SH EXAMPLES",
    ...shown(examples),
    ".SH SEE ALSO",
    ".BR parallel (1),",
    ".BR curl (1),",
    ".BR jq (1)",
    "",
  ].join("\n");
}

interface Closing {
  readonly notes: readonly string[];
  readonly examples: readonly string[];
  readonly exitCodes: readonly (readonly [string, string])[];
}

/** What a command's help has behind what commander says of it: what `examples` of program.ts made, and notes before it. */
function closingOf(command: Command): Closing {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  const [before = "", after = ""] = help.slice(command.helpInformation().length).split("\nExamples:\n");
  const [examples = "", codes = ""] = after.split("\nExit codes: ");
  const notes = before
    .trim()
    .split(/\n(?! )/)
    .filter((note) => note !== "");
  return {
    notes: notes.map((note) => {
      const [first, ...indented] = note.split("\n");
      return [filled(first!), ...(indented.length > 0 ? shown(indented) : [])].join("\n");
    }),
    examples: examples.split("\n").filter((example) => example !== ""),
    exitCodes: [...codes.matchAll(/(\d+) ([^,.]+)/g)].map(([, code, meaning]) => [code!, meaning!]),
  };
}

/** `newsgroups train [options] <corpus...>`, names in bold. */
function usage(text: string): string {
  return escaped(text).replace(/^[^[<]*[^[< ]/, "\\fB$&\\fR");
}

/** A term and what it means. */
function tagged(term: string, text: string): string {
  return `.TP\n${escaped(term).replace(/(?<![\w<])(?:\\-)+[\w\\-]+|^\w[\w.\\/-]*/g, "\\fB$&\\fR")}\n${filled(text)}`;
}

/** Lines as they are. */
function shown(lines: readonly string[]): string[] {
  return [".RS 4", ".EX", ...lines.map((each) => escaped(each.trim())), ".EE", ".RE"];
}

/** Text as lines of at most 64 characters. A period at the start of one would be a request, and what is longer may break. */
function filled(text: string): string {
  return escaped(text.replace(/(.{1,64})(?: +|$)/g, "$1\n").trimEnd())
    .replace(/^\./gm, "\\&.")
    .replace(/\w{32}(?=\w)/g, "$&\\:");
}

/** Characters that roff makes something else of, as they are typed; others than ASCII by their numbers. */
function escaped(text: string): string {
  return text
    .replace(/[\\'"`^~-]/g, (character) => SPECIAL[character]!)
    .replace(
      /\P{ASCII}/gu,
      (character) => `\\[u${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}]`,
    );
}

const SPECIAL: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "'": "\\(aq",
  '"': "\\(dq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
  "-": "\\-",
};
