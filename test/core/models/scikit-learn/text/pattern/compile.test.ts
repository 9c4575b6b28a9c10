/** Token patterns against Python's `re.findall`, and against what must hold of all patterns. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AutomatonPattern } from "../../../../../../src/core/models/scikit-learn/text/pattern/automaton-pattern.js";
import { compilePattern } from "../../../../../../src/core/models/scikit-learn/text/pattern/compile.js";
import { parsePattern } from "../../../../../../src/core/models/scikit-learn/text/pattern/parse.js";
import { PatternFault } from "../../../../../../src/core/models/scikit-learn/text/pattern/pattern.js";
import { Program } from "../../../../../../src/core/models/scikit-learn/text/pattern/program.js";
import { RunPattern } from "../../../../../../src/core/models/scikit-learn/text/pattern/run-pattern.js";
import { ANSWERS, allCharacters, digest, wordsOf } from "../answers.js";

const { patterns } = ANSWERS;
/** One in 50, those of ASCII among them. */
const SOME_CHARACTERS = allCharacters()
  .filter((character, i) => character < "\x80" || i % 50 === 0)
  .join("");

const automaton = (pattern: string): AutomatonPattern => new AutomatonPattern(new Program(parsePattern(pattern)));

describe("compilePattern", () => {
  it.each(patterns.words)("finds what re.findall finds: %s", (pattern, ...words) => {
    const compiled = compilePattern(pattern);
    expect(patterns.texts.map((text) => wordsOf(compiled, text).join("|"))).toEqual(words);
    expect(patterns.texts.map((text) => wordsOf(automaton(pattern), text).join("|"))).toEqual(words);
  });

  it("finds what re.findall finds, for 400 random patterns", () => {
    for (const [pattern, expected] of patterns.digests) {
      const compiled = compilePattern(pattern);
      const digests = patterns.randomTexts.map((text) => digest(wordsOf(compiled, text)));
      expect(digest(digests), pattern).toBe(expected);
    }
  });

  it.each(ANSWERS.invalid)("refuses what Python refuses: %s", (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(PatternFault);
  });

  it.each([
    ["a(?=b)", "a lookahead is not supported, at position 1"],
    ["(?!b)", "a lookahead is not supported, at position 0"],
    ["(?<=a)b", "a lookbehind is not supported, at position 0"],
    ["(?<!a)b", "a lookbehind is not supported, at position 0"],
    ["(a)\\1", "a backreference is not supported, at position 3"],
    ["(?P<a>a)(?P=a)", "a backreference is not supported, at position 8"],
    ["(a)?(?(1)b|c)", "a condition is not supported, at position 4"],
    ["(?>a)", "an atomic group is not supported, at position 0"],
    ["\\w++", "a possessive repeat is not supported, at position 2"],
    ["(a)(b)", "more than one capturing group is not supported, at position 3"],
    ["(?P<\u00e9>a)", "this name of a group is not supported, at position 0"],
    ["\\N{DIGIT ONE}", "a character by its name is not supported, at position 0"],
    ["(?a:\\w)", "ASCII in a part of the pattern alone is not supported, at position 0"],
    ["(?L)a", "the flag L is not supported, at position 2"],
    ["(?:".repeat(101), "a group within 100 others is not supported, at position 300"],
    ["a(?i)", "flags that do not come first, at position 1"],
    ["*", "nothing to repeat, at position 0"],
    ["\u{1f600}[", "it ends too early, at position 2"],
    ["(?:\\w{50}){50}", "a pattern of more than 2000 steps is not supported"],
    [
      "((((((((((((a*)*)*)*)*)*)*)*)*)*)*)*)*".replaceAll("(", "(?:"),
      "a pattern of more than 2000 steps is not supported",
    ],
  ])("says what it does not support: %s", (pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(new PatternFault(message));
  });

  it.each([
    "(?u)\\b\\w\\w+\\b",
    "\\b\\w+\\b",
    "\\w{1,}",
    "\\w+",
    "\\b[a-zA-Z]{3,}\\b",
    "[a-zA-Z]+",
    "\\S+",
    "[^\\W\\d_]+",
    "\\b(\\w\\w+)\\b",
    "(?:(?:\\b)\\d+)",
    "(?a)\\b\\w+",
    "[a-z\\d]+\\b",
  ])("scans for a common pattern, and finds the same: %s", (pattern) => {
    expect(compilePattern(pattern)).toBeInstanceOf(RunPattern);
    const texts = [...patterns.texts, ...patterns.randomTexts, ...ANSWERS.random.texts, SOME_CHARACTERS];
    for (const text of texts) expect(wordsOf(compilePattern(pattern), text)).toEqual(wordsOf(automaton(pattern), text));
  });

  it.each([
    "\\w*",
    "\\w+?",
    "\\w{2,5}",
    "\\w[a-z]+",
    "\\b[\\w-]+\\b",
    "\\b[^\\W]+\\b",
    "\\b[\\u0041-\\uffff]+\\b",
    "\\b(?i:[a-z])+\\b",
    "\\b(?i)[a-z]+\\b".replace("\\b(?i)", "(?i)\\b"),
    "(\\w)\\w+",
    "\\w+\\B",
    "(?:ab)+",
    "a",
    "\\b",
    "",
  ])("scans for no other: %s", (pattern) => {
    expect(compilePattern(pattern)).toBeInstanceOf(AutomatonPattern);
  });
});

describe("AutomatonPattern", () => {
  it.each([
    ["(a*)*b", "a".repeat(100_000), 0],
    ["(?:x+x+)+y", "x".repeat(100_000), 0],
    // Here it is not one match that takes long in other engines, but all of them together.
    ["a*b|a", "a".repeat(100_000), 100_000],
    ["(?:a?){400}a{400}", "a".repeat(100_000), 125],
    ["(?:(?:(?:a*)*)*)*c", "a".repeat(100_000), 0],
    ["(?:\\b\\w+\\b\\W*){1,200}z", "the quick brown ".repeat(6250), 0],
  ])("takes less than a second for 100 kB: %s", (pattern, text, count) => {
    const compiled = automaton(pattern);
    const start = performance.now();
    expect(wordsOf(compiled, text)).toHaveLength(count);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it("finds the same in a text of many blocks as in each part of it", () => {
    const compiled = automaton("[a-z]+(?:'[a-z]+)?|\\d{1,3}|$");
    const part = "It's 12345 o'clock, isn't it? 'Yes' \u4e2d ";
    const words = wordsOf(compiled, part).slice(0, -1);
    const repeated = Array.from({ length: 2000 }, () => words).flat();
    expect(wordsOf(compiled, part.repeat(2000))).toEqual([...repeated, ""]);
  });

  it("finds matches that are longer than a block", () => {
    const compiled = automaton("a(?:b|c)*(d)|(?:b|c)+");
    const long = `a${"bc".repeat(10_000)}`;
    expect(wordsOf(automaton("a[bc]*d|[bc]+"), `${long}d${long}`)).toEqual([`${long}d`, long.slice(1)]);
    expect(wordsOf(compiled, `${long}d`)).toEqual(["d"]);
  });

  it("starts its tables again when a text needs too many states", () => {
    const random = fc.sample(fc.stringMatching(/^[ab]{9000}$/), { numRuns: 1, seed: 1 })[0]!;
    const compiled = automaton("[ab]{12}a[ab]*?c|[ab]{20}|b");
    const expected = random.match(/[ab]{20}|b/g);
    expect(wordsOf(compiled, random)).toEqual(expected);
    expect(wordsOf(compiled, `${random}c`)).toEqual([`${random}c`]);
  });

  it("finds what RegExp finds, where JavaScript means the same", () => {
    // Bodies of repeats that can be empty, which none can be here, are matter for Python alone.
    const node: fc.Memo<string> = fc.memo((depth) =>
      depth <= 1
        ? fc.constantFrom("a", "b", "[ab]", "[^a]", "c")
        : fc.oneof(
            fc.tuple(node(), node()).map(([first, second]) => first + second),
            fc.tuple(node(), node()).map(([first, second]) => `(?:${first}|${second})`),
            fc
              .tuple(node(), fc.constantFrom("?", "*", "+", "??", "*?", "+?", "{2}", "{1,2}"), node())
              .map(([body, count, next]) => `(?:${body})${count}${next}`),
          ),
    );
    fc.assert(
      fc.property(node(4), fc.stringMatching(/^[abc]{0,20}$/), (pattern, text) => {
        expect(wordsOf(automaton(pattern), text)).toEqual(text.match(new RegExp(pattern, "g")) ?? []);
      }),
    );
  });
});
