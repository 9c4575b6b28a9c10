/** The manual page `newsgroups.1`: command definitions → roff. The build writes it. */

import type { Command } from "commander";
import { COUNTS, MODEL } from "./definitions/define.js";
import { helpOf } from "./help-texts.js";

/** The environment variables that commands read. */
const ENVIRONMENT = {
  NEWSGROUPS_MODEL: "Default model file of predict, terms, evaluate, load-check and serve.",
  NO_COLOR: "If set and not empty, progress and explanations have no colours.",
  FORCE_COLOR: "If set to anything but 0 or false, predict --why colours the text even if stdout is not a terminal.",
  TERM: "If set to dumb, predict --why does not colour the text.",
};

const FILES = {
  [COUNTS]: "Default counts file: train writes it, dump reads it.",
  [MODEL]: "Default model file that dump writes.",
  "data/20newsgroups.model": "In the package: the built-in 20 Newsgroups model, used if no other model is given.",
};

/** Returns the page, in macros that groff and mandoc both support. It has no date, so that builds are reproducible. */
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
    // No hyphenation and no wide spaces: readers copy names and addresses.
    ".nr HY 0",
    ".ad l",
    ".SH NAME",
    `${program.name()} \\- ${escaped(
      program
        .description()
        .replace(/^./, (first) => first.toLowerCase())
        .replace(/\.$/, ""),
    )}`,
    ".SH SYNOPSIS",
    program.commands.map((command) => usage(help.commandUsage(command))).join("\n.br\n"),
    ".SH DESCRIPTION",
    filled("Results go to standard output, messages to standard error."),
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

/** The end of a command's help: notes, and the examples and exit codes that `examples` of define.ts writes. */
function closingOf(command: Command): Closing {
  const help = helpOf(command);
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

/** A term and its description. */
function tagged(term: string, text: string): string {
  return `.TP\n${escaped(term).replace(/(?<![\w<])(?:\\-)+[\w\\-]+|^\w[\w.\\/-]*/g, "\\fB$&\\fR")}\n${filled(text)}`;
}

/** Lines shown verbatim. */
function shown(lines: readonly string[]): string[] {
  return [".RS 4", ".EX", ...lines.map((each) => escaped(each.trim())), ".EE", ".RE"];
}

/** Text in lines of at most 64 characters. Escapes a leading period, and lets longer words break. */
function filled(text: string): string {
  return escaped(text.replace(/(.{1,64})(?: +|$)/g, "$1\n").trimEnd())
    .replace(/^\./gm, "\\&.")
    .replace(/\w{32}(?=\w)/g, "$&\\:");
}

/** Escapes characters that roff would replace, and characters beyond ASCII. */
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
