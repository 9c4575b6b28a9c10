/** Plain English: phrases that readers had to read twice stay out of help, messages, pages and documents. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { manPage } from "../../src/cli/man-page.js";
import { createProgram } from "../../src/cli/program.js";
import { ROOT } from "./blocks.js";

/** Each phrase, with the words to use instead. */
const PHRASES: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/(?<!\bthere |\bThere )\bis no (?!longer\b|more\b|less\b|different\b|better\b|worse\b)\w+/, "is not a …"],
  [/\bare no (?:texts?|words|terms|counts)\b(?! in\b| to\b)/, "are not …"],
  [/(?<!than|type) expected(?=[`"'])/, "give …, or expected …, got …"],
  [/one source of texts/i, "give either text arguments or --lines, not both"],
  [/\bcommonest\b/i, "most common"],
  [/\bothers? of (?:their|its) kind\b/i, "95 % intervals"],
  [/\bof which (?:\w+ )?(?:is|are)\b/i, "start a new sentence"],
  [/\bwho has (?:many|it)\b|\bfor who\b/i, "you, if you have many"],
  [/\b(?:is|are|was) told\b|\btold (?:by|of)\b|\btells? of\b|\bwhat \w+ tells?\b/i, "report, show, list, describe"],
  [/\b(?:most|least|more) telling\b|\btelling (?:terms|words)\b/i, "informative, significant"],
  [/\bsp(?:eaks?|oke) (?:for|against|a second)\b/i, "drive, favour, repeat evidence"],
  [/\btaken for (?:what|another|it)\b/i, "confused with; confusion matrix"],
  [/\bshare told\b/i, "name the measure"],
  [/\bthere and back\b/i, "round trip"],
  [/\bmend(?:s|ed|ing)?\b/i, "fix"],
  [/\band so is one\b/i, "say which one"],
  [/\btrade of \w+ for\b/i, "say what the number is"],
  [/\bis none\b|\bare none\b|\bnone that it can be\b/i, "is invalid, is missing"],
  [/\bno good\b/i, "bad, invalid"],
  [/\bwhoever\b/i, "anyone who"],
  [/\bbut broken\b|\bno multiple\b/i, "invalid; not a multiple"],
];

/** The lines of a text that hold one of the phrases, with the words to use instead. */
function hits(name: string, text: string): string[] {
  return text.split("\n").flatMap((line, i) =>
    PHRASES.flatMap(([phrase, instead]) => {
      const found = phrase.exec(line)?.[0];
      return found === undefined ? [] : [`${name}:${i + 1}: "${found}" in: ${line.trim()} (better: ${instead})`];
    }),
  );
}

/** TypeScript without its comments: the strings that users see, and code, which holds no phrases. */
function withoutComments(source: string): string {
  const blank = (comment: string): string => comment.replace(/[^\n]/g, "");
  return source.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(^|\s)\/\/.*$/gm, blank);
}

const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(ROOT + folder, { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .map((name) => `${folder}/${name}`);

const read = (path: string): string => readFileSync(ROOT + path, "utf8");

describe("plain English", () => {
  it("finds a phrase, and the line that has it", () => {
    expect(hits("help", "fine\nthe commonest category")).toEqual([
      'help:2: "commonest" in: the commonest category (better: most common)',
    ]);
    expect(hits("help", "the text is empty; expected a text, got nothing; there is no file")).toEqual([]);
    expect(withoutComments('/** a\n b */ x = "//y"; // c\nz')).toBe('\n x = "//y";\nz');
  });

  it("is what the help of every command and the manual page are in", () => {
    let help = "";
    const program = createProgram(process, () => {});
    for (const command of [program, ...program.commands]) {
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    }
    expect(help).toContain("--min-probability");
    expect([...hits("help", help), ...hits("newsgroups.1", manPage(program))]).toEqual([]);
  });

  it("is what the messages and pages of every source file are in", () => {
    // The list of stop words holds some that must not be used.
    const files = filesIn("src", /(?<!\.d|english-stop-words)\.(?:ts|html)$/);
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => hits(file, withoutComments(read(file))))).toEqual([]);
  });

  it.each(["README.md", "data/README.md", ...filesIn("docs", /\.md$/)])("is what %s is in", (file) => {
    expect(hits(file, read(file))).toEqual([]);
  });
});
