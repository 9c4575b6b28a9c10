/** N-grams against scikit-learn's, and against what must hold of all texts. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Analyzer, type AnalyzerSettings } from "../../../../../src/core/models/scikit-learn/text/analyzer.js";
import { PatternFault } from "../../../../../src/core/models/scikit-learn/text/pattern/pattern.js";
import { ANSWERS, analyzerOf, digest, gramsOf, settings } from "./answers.js";

const anyText = fc.string({ unit: "binary", maxLength: 60 });
const anySettings: fc.Arbitrary<AnalyzerSettings> = fc
  .record({
    analyzer: fc.constantFrom("word" as const, "char" as const, "char_wb" as const),
    min: fc.integer({ min: 1, max: 4 }),
    more: fc.integer({ min: 0, max: 3 }),
    lowercase: fc.boolean(),
    stripAccents: fc.constantFrom("unicode" as const, "ascii" as const, null),
    keepsDecomposed: fc.boolean(),
    tokenPattern: fc.constantFrom("(?u)\\b\\w\\w+\\b", "\\S+", "(?:\\w|-)*", null),
  })
  .map(({ min, more, ...others }) => ({ ...others, ngramRange: [min, min + more] }));

describe("Analyzer", () => {
  it.each(ANSWERS.settings.map((each, i) => [JSON.stringify(each), i] as const))("answers as Python: %s", (_, i) => {
    const analyzer = analyzerOf(ANSWERS.settings[i]!);
    expect(ANSWERS.texts.map((text) => gramsOf(analyzer, text).join("|"))).toEqual(ANSWERS.grams[i]);
    const digests = ANSWERS.random.texts.map((text) => digest(gramsOf(analyzer, text)));
    expect(digest(digests)).toBe(ANSWERS.random.digests[i]);
  });

  it("gives the words of a text in UTF-8", () => {
    const analyzer = new Analyzer(settings());
    expect(gramsOf(analyzer, "To be, or not: it's a na\u00cfve 4-year plan")).toEqual([
      "to",
      "be",
      "or",
      "not",
      "it",
      "na\u00efve",
      "year",
      "plan",
    ]);
    expect(gramsOf(analyzer, "")).toEqual([]);
  });

  it("joins words by one space, whatever was between them", () => {
    const analyzer = new Analyzer(settings({ ngramRange: [1, 3] }));
    expect(gramsOf(analyzer, "one -- two,\n\u4e09\u4e09 ")).toEqual([
      "one",
      "two",
      "\u4e09\u4e09",
      "one two",
      "two \u4e09\u4e09",
      "one two \u4e09\u4e09",
    ]);
  });

  it("leaves stop words out before it joins words", () => {
    const asked: string[] = [];
    const analyzer = new Analyzer(settings({ ngramRange: [1, 2] }), (bytes, start, end) => {
      asked.push(new TextDecoder().decode(bytes.subarray(start, end)));
      return asked.at(-1) === "the" || asked.at(-1) === "and";
    });
    expect(gramsOf(analyzer, "The cat and the hat")).toEqual(["cat", "hat", "cat hat"]);
    expect(asked).toEqual(["the", "cat", "and", "the", "hat"]);
  });

  it("asks about no stop word for n-grams of characters", () => {
    const analyzer = new Analyzer(settings({ analyzer: "char_wb", ngramRange: [3, 3] }), () => true);
    expect(gramsOf(analyzer, "the")).toEqual([" th", "the", "he "]);
  });

  it("splits at white space where there is no pattern", () => {
    const analyzer = new Analyzer(settings({ tokenPattern: null }));
    expect(gramsOf(analyzer, " A\u00a0b\u001c\u001fc-d\u2028\u200be\u0085")).toEqual(["a", "b", "c-d", "\u200be"]);
  });

  it("joins empty words too", () => {
    const analyzer = new Analyzer(settings({ tokenPattern: "x*", ngramRange: [1, 2] }));
    expect(gramsOf(analyzer, "axx")).toEqual(["", "xx", "", " xx", "xx "]);
  });

  it("counts a word that is shorter than an n-gram once", () => {
    const analyzer = new Analyzer(settings({ analyzer: "char_wb", ngramRange: [3, 5] }));
    expect(gramsOf(analyzer, "a bc")).toEqual([" a ", " bc", "bc ", " bc "]);
  });

  it("makes one space of two white-space characters, and none of one", () => {
    const analyzer = new Analyzer(settings({ analyzer: "char", ngramRange: [1, 1] }));
    expect(gramsOf(analyzer, "\ta\u3000\nb ")).toEqual(["\t", "a", " ", "b", " "]);
  });

  it("refuses a pattern that it cannot match, unless the pattern has no say", () => {
    expect(() => new Analyzer(settings({ tokenPattern: "(?=a)" }))).toThrow(PatternFault);
    expect(gramsOf(new Analyzer(settings({ tokenPattern: "(?=a)", analyzer: "char" })), "b")).toEqual(["b"]);
  });

  it("gives ranges that lie in the bytes, and whole characters", () => {
    fc.assert(
      fc.property(anySettings, anyText, (some, text) => {
        const analyzer = new Analyzer(some);
        // The decoder of gramsOf throws at half a character.
        gramsOf(analyzer, text).forEach((_, i) => {
          expect(analyzer.starts[i]).toBeLessThanOrEqual(analyzer.ends[i]!);
          expect(analyzer.ends[i]).toBeLessThanOrEqual(analyzer.bytes.length);
        });
      }),
    );
  });

  it("answers the same however often and after whatever it is asked", () => {
    fc.assert(
      fc.property(anySettings, fc.array(anyText, { minLength: 2, maxLength: 5 }), (some, texts) => {
        const analyzer = new Analyzer(some);
        const answers = texts.map((text) => gramsOf(analyzer, text));
        expect(texts.map((text) => gramsOf(new Analyzer(some), text))).toEqual(answers);
      }),
    );
  });

  it("takes the n-grams of characters from the text, in their order and number", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z\u00e9\u{1f600}]*$/u), fc.integer({ min: 1, max: 4 }), (text, n) => {
        const analyzer = new Analyzer(settings({ analyzer: "char", ngramRange: [n, n] }));
        const characters = Array.from(text);
        const expected = characters.map((_, i) => characters.slice(i, i + n)).filter(({ length }) => length === n);
        expect(gramsOf(analyzer, text)).toEqual(expected.map((gram) => gram.join("")));
      }),
    );
  });

  it("has room for long texts", () => {
    for (const analyzer of ["word", "char", "char_wb"] as const) {
      const long = new Analyzer(settings({ analyzer, ngramRange: [1, 2] }));
      expect(long.analyze("ab \u4e2d\u4e2d  ".repeat(20_000))).toBeGreaterThan(79_000);
    }
  });
});
