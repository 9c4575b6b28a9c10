/** The lexer against examples, and against regular expressions that say the same. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ADDRESS, characterClass, EMOJI, UNSPACED, UNSPACED_MARK, WORD } from "../../../src/core/text/characters.js";
import { fold } from "../../../src/core/text/fold.js";
import { hashForm } from "../../../src/core/text/hash.js";
import { Lexer, MAX_FORM_BYTES } from "../../../src/core/text/lexer.js";

/** Longest part of an address before its `@`, in UTF-16 units. */
const MAX_LOCAL_UNITS = 64;

interface Form {
  readonly form: string;
  readonly isAddress: boolean;
  readonly bytes: Uint8Array;
  readonly length: number;
}

function formsOf(text: string, lexer: Lexer = new Lexer()): Form[] {
  const forms: Form[] = [];
  lexer.open(text);
  while (lexer.next()) {
    const { isAddress, length } = lexer;
    forms.push({
      form: lexer.form(),
      isAddress,
      bytes: lexer.bytes.slice(lexer.start, lexer.start + length),
      length,
    });
  }
  return forms;
}

const wordsOf = (text: string): string[] => formsOf(text).map(({ form }) => form);
const addressesOf = (text: string): string[] =>
  formsOf(text)
    .filter(({ isAddress }) => isAddress)
    .map(({ form }) => form);

const encoder = new TextEncoder();

/** A letter for what a character is to the lexer: signs of `c++` stand for themselves, digits of ASCII are apart from other words. */
function kindOf(character: string): string {
  if (/[@+#=]/.test(character)) return character;
  if (/[0-9]/.test(character)) return "d";
  if (/[\u{1f1e6}-\u{1f1ff}]/u.test(character)) return "f";
  const letters: Readonly<Record<number, string>> = {
    [WORD]: "w",
    [ADDRESS]: "a",
    [EMOJI]: "e",
    [UNSPACED]: "u",
    [UNSPACED_MARK]: "m",
  };
  return letters[characterClass(encoder.encode(character), 0)] ?? " ";
}

/** Forms as regular expressions over such letters. */
const FORMS = {
  address: /[wd][wda+=]*@[wd](?:[wda+=@]*[wd])?/y,
  word: /[wd]+(?:(?<!d)(?:\+\+(?![+#=])|[+#](?![+#=wd])))?/y,
  emoji: /ff|[fe]/y,
  run: /[um]+/y,
};

/** The same cut by backtracking regular expressions: right, and slow on long texts. */
function reference(text: string): { form: string; isAddress: boolean }[] {
  const characters = [...fold(text)];
  const kinds = characters.map(kindOf).join("");
  const forms: { form: string; isAddress: boolean }[] = [];
  for (let at = 0; at < kinds.length; ) {
    const found = (form: RegExp): string => {
      form.lastIndex = at;
      return form.exec(kinds)?.[0] ?? "";
    };
    const slice = (start: number, end: number): string => characters.slice(at + start, at + end).join("");
    const address = found(FORMS.address);
    const isAddress = address !== "" && slice(0, address.indexOf("@")).length <= MAX_LOCAL_UNITS;
    const whole = isAddress ? address : found(FORMS.word) || found(FORMS.emoji);
    if (whole !== "") forms.push({ form: slice(0, whole.length), isAddress });
    const run = found(FORMS.run);
    // A letter with its marks; marks without a letter are one too.
    const letters = [...run.matchAll(/um*|m+/g)].map(({ 0: { length }, index }) => slice(index, index + length));
    if (letters.length === 1) forms.push({ form: letters[0]!, isAddress: false });
    letters.slice(1).forEach((letter, i) => {
      forms.push({ form: letters[i]! + letter, isAddress: false });
    });
    at += Math.max(whole.length, run.length, 1);
  }
  return forms;
}

const pieces = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(..."abz09AZ@@@..-_+++##=%!&/~ \n'\"*") },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...["é", "İ", "ΑΣ", "\u0301", "ß", "½", "𝐀", "𐐨", "\ufeff", "\u00ad", "—", "™"],
      ...["字", "東京", "カ", "ﾞ", "\u3099", "ก", "\u0e31", "ไทย", "ភា", "\u17d2", "မြ", "ລາວ", "한국"],
      ...["😀", "❤️", "👍🏽", "🇩🇪", "🇩", "👩‍💻", "☎", "©"],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "x".repeat(63),
      "ab".repeat(40),
      "é".repeat(32),
      "a.".repeat(32),
      `ก${"\u0e31".repeat(29)}`,
    ),
  },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) },
  { weight: 1, arbitrary: fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3 }) },
);
const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));

describe("Lexer", () => {
  it("splits text into lower-case words of letters and digits, in order", () => {
    expect(wordsOf("Windows 3.1 on a 486DX-50!")).toEqual(["windows", "3", "1", "on", "a", "486dx", "50"]);
    expect(wordsOf("don't  comp.sys.ibm")).toEqual(["don", "t", "comp", "sys", "ibm"]);
    expect(wordsOf("snake_case a/b")).toEqual(["snake", "case", "a", "b"]);
  });

  it("keeps letters of all scripts with blanks, and combining marks, in words", () => {
    expect(wordsOf("naïve ÉTUDE Straße")).toEqual(["naïve", "étude", "strasse"]);
    expect(wordsOf("cafe\u0301, кот; 한국어 हिन्दी")).toEqual(["café", "кот", "한국어", "हिन्दी"]);
    expect(wordsOf("𝐀𝐁 𐐀x")).toEqual(["ab", "𐐨x"]);
  });

  it("keeps ++ behind a letter, and a + or # if no letter or digit follows", () => {
    expect(wordsOf("C C++ C# F# A+ c+")).toEqual(["c", "c++", "c#", "f#", "a+", "c+"]);
    expect(wordsOf("C++11, C++. (C#) g++/clang++")).toEqual(["c++", "11", "c++", "c#", "g++", "clang++"]);
    expect(wordsOf("a+b C#x ctrl+alt")).toEqual(["a", "b", "c", "x", "ctrl", "alt"]);
    expect(wordsOf("C++语言 C#语言 C#—yes c#’s")).toEqual(["c++", "语言", "c#", "语言", "c#", "yes", "c#", "s"]);
  });

  it("leaves signs alone behind digits and blanks, before = and in runs", () => {
    expect(wordsOf("1+ 2++ 486# + ++ # i+=1 i++=2 c+++ c### c+# c++#")).toEqual("1 2 486 i 1 i 2 c c c c".split(" "));
  });

  it("takes each emoji for a form by itself, whatever stands beside it", () => {
    expect(wordsOf("go🚀go 🚀 great😀!")).toEqual(["go", "🚀", "go", "🚀", "great", "😀"]);
    expect(wordsOf("😡😡😡")).toEqual(["😡", "😡", "😡"]);
    // Text emoji, with and without the selector that colours them.
    expect(wordsOf("❤️ ❤ ☹️☀️ ☎")).toEqual(["❤", "❤", "☹", "☀", "☎"]);
  });

  it("takes the two letters of a flag for one form, and does without skin tones and joiners", () => {
    expect(wordsOf("🇩🇪🇫🇷 🇯🇵x")).toEqual(["🇩🇪", "🇫🇷", "🇯🇵", "x"]);
    expect(wordsOf("🇩🇪🇫")).toEqual(["🇩🇪", "🇫"]);
    expect(wordsOf("👍🏽 👍")).toEqual(["👍", "👍"]);
    // A family is its members: woman, woman, girl, boy.
    expect(wordsOf("👩‍👩‍👧‍👦")).toEqual(["👩", "👩", "👧", "👦"]);
    // A keycap is its digit.
    expect(wordsOf("1️⃣")).toEqual(["1"]);
  });

  it("takes neighbours in a run of letters without blanks for forms, and a letter alone (as Lucene's CJKBigramFilter)", () => {
    // Chinese, Japanese in three scripts, and half-width kana.
    expect(wordsOf("我爱北京")).toEqual(["我爱", "爱北", "北京"]);
    expect(wordsOf("東京都へ行く。")).toEqual(["東京", "京都", "都へ", "へ行", "行く"]);
    expect(wordsOf("カード ｶｰﾄﾞ")).toEqual(["カー", "ード", "カー", "ード"]);
    expect(wordsOf("人 が、水")).toEqual(["人", "が", "水"]);
  });

  it("keeps their marks with the letters of Thai, Lao, Khmer and Burmese", () => {
    // ที่ and นี้ are a letter with a vowel and a tone each.
    expect(wordsOf("ที่นี่ดี")).toEqual(["ที่นี่", "นี่ดี"]);
    expect(wordsOf("ລາວ")).toEqual(["ລາ", "າວ"]);
    expect(wordsOf("ភាសា")).toEqual(["ភាសា"]);
    expect(wordsOf("မြန်မာ")).toEqual(["မြန်", "န်မာ"]);
    expect(wordsOf("ก")).toEqual(["ก"]);
  });

  it("parts scripts with and without blanks", () => {
    expect(wordsOf("iPhone手机2024年")).toEqual(["iphone", "手机", "2024", "年"]);
    expect(wordsOf("ไทยThai ๑๒")).toEqual(["ไท", "ทย", "thai", "๑๒"]);
    expect(wordsOf("東京😀都")).toEqual(["東京", "😀", "都"]);
    expect(wordsOf("한국東京")).toEqual(["한국", "東京"]);
  });

  it("keeps the text around an @ together as one address", () => {
    expect(addressesOf("Mail Jane.Doe+news@cs.example.edu, or bob!uucp@host.")).toEqual([
      "jane.doe+news@cs.example.edu",
      "bob!uucp@host",
    ]);
    expect(wordsOf("(a@b)")).toEqual(["a@b"]);
    expect(addressesOf("<1993Apr5.1@host.com>")).toEqual(["1993apr5.1@host.com"]);
    expect(addressesOf("a@b@c")).toEqual(["a@b@c"]);
  });

  it("finds no address at an @ without word characters on both sides", () => {
    for (const text of ["a@", "a@ b", "@b", "a@.b", "a @b", "a@@", "@", "a,@b"]) {
      expect(addressesOf(text), text).toEqual([]);
    }
    expect(wordsOf("a@.b@c")).toEqual(["a", "b@c"]);
    expect(wordsOf("c#@host c++@host 東@京")).toEqual(["c#", "host", "c++@host", "東", "京"]);
  });

  it("starts and ends an address with a word character", () => {
    expect(wordsOf("..a.@b.-")).toEqual(["a.@b"]);
    expect(wordsOf("x ~a@b~ y")).toEqual(["x", "a@b", "y"]);
  });

  it("begins an address at most 64 characters before its @", () => {
    const near = "a.".repeat(32);
    expect(formsOf(`${near}@b`).map(({ isAddress }) => isAddress)).toEqual([true]);
    expect(formsOf(`a.${near}@b`).map(({ isAddress }) => isAddress)).toEqual([false, true]);
    expect(wordsOf(`${"a".repeat(65)}@b`)).toEqual(["", "b"]);
  });

  it("finds no form in text without word characters", () => {
    for (const text of ["", " ", "\n\r\t", "--- ... !!!", "\ufeff", "\ud83d", "\ude00", "@@@"]) {
      expect(formsOf(text), JSON.stringify(text)).toEqual([]);
    }
  });

  it("ends a word at a lone surrogate", () => {
    expect(wordsOf("a\ud83db\ude00c")).toEqual(["a", "b", "c"]);
  });

  it(`gives a form of more than ${MAX_FORM_BYTES} bytes the length 0 and the form ""`, () => {
    const lengths = (text: string): number[] => formsOf(text).map(({ length }) => length);
    expect(lengths("a".repeat(64))).toEqual([64]);
    expect(lengths("a".repeat(65))).toEqual([0]);
    expect(lengths("é".repeat(32))).toEqual([64]);
    expect(lengths(`${"é".repeat(32)}a`)).toEqual([0]);
    expect(lengths(`a${"é".repeat(32)}`)).toEqual([0]);
    expect(lengths("𐐨".repeat(16))).toEqual([64]);
    expect(lengths(`${"𐐨".repeat(16)}𐐨`)).toEqual([0]);
    expect(wordsOf(`before ${"x".repeat(1000)} behind`)).toEqual(["before", "", "behind"]);
  });

  it("forgets the previous text when it opens another", () => {
    const lexer = new Lexer();
    lexer.open("one@two three");
    lexer.next();
    expect(formsOf("four", lexer).map(({ form, isAddress }) => [form, isAddress])).toEqual([["four", false]]);
    expect(lexer.next()).toBe(false);
    expect(lexer.next()).toBe(false);
  });

  it("agrees with a reference made of regular expressions on any text", () => {
    const lexer = new Lexer();
    fc.assert(
      fc.property(texts, (text) => {
        const forms = formsOf(text, lexer);
        const expected = reference(text);
        expect(forms.map(({ isAddress }) => isAddress)).toEqual(expected.map(({ isAddress }) => isAddress));
        expected.forEach(({ form }, i) => {
          const bytes = encoder.encode(form);
          const fits = bytes.length <= MAX_FORM_BYTES;
          expect(forms[i]!.form).toBe(fits ? form : "");
          expect(forms[i]!.bytes).toEqual(fits ? bytes : new Uint8Array());
        });
      }),
      // A capital of Unicode 16 whose lower case is an old letter, and a mark of Unicode 17.
      { numRuns: 3000, examples: [["\ua7cb"], ["a\ua7cbb"], ["a\u1acfb"]] },
    );
  });

  it("cuts the same wherever a text stands: it takes text in ASCII in blocks, and none must end a form", () => {
    const lexer = new Lexer();
    const parts = fc.constantFrom("a", "Bc", "1", ".", "@", "+", "#", "-", " ", "=", "X".repeat(70));
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 60 }), fc.nat(120), (ascii, behind) => {
        const text = ascii.join("");
        const moved = formsOf(" ".repeat(4096 * 2 - behind) + text, lexer);
        expect(moved).toEqual(formsOf(text));
      }),
      { numRuns: 3000 },
    );
  });

  // Each text has about a million characters: work that grew with the square of that would not end within the time limit.
  it.each([
    ["one endless word", "a".repeat(1_000_000), 1, 0],
    ["@ alone", "@".repeat(1_000_000), 0, 0],
    ["words and @ by turns", "a@".repeat(500_000), 1, 1],
    ["words with an @ and no address", "a@ ".repeat(350_000), 350_000, 0],
    ["dotted words without @", "a.".repeat(500_000), 500_000, 0],
    ["dotted words before one @", `${"a.".repeat(500_000)}@b`, 500_000 - 32 + 1, 1],
    ["dotted words behind one @", `a@${"b.".repeat(500_000)}`, 1, 1],
    ["address after address", "a@b ".repeat(250_000), 250_000, 250_000],
    ["halves of surrogate pairs", "\ud83d".repeat(1_000_000), 0, 0],
    ["combining marks", "\u0301".repeat(1_000_000), 1, 0],
    ["emoji", "😀".repeat(500_000), 500_000, 0],
    ["letters of flags", "🇩".repeat(500_001), 250_001, 0],
    ["letters of a script without blanks", "字".repeat(1_000_000), 999_999, 0],
    ["marks of such a script", `ก${"\u0e31x".repeat(300_000)}`, 600_000, 0],
    ["plus signs", `c${"+".repeat(1_000_000)}`, 1, 0],
    ["plus signs by turns", "c+".repeat(500_000), 500_000, 0],
    ["double plus signs by turns", "c++".repeat(300_000), 300_000, 0],
    ["punctuation of addresses", ".-_+%!=&/~".repeat(100_000), 0, 0],
  ])("is not slowed down by %s", (_, text, forms, addresses) => {
    const lexer = new Lexer();
    lexer.open(text);
    const seen = { forms: 0, addresses: 0 };
    while (lexer.next()) {
      seen.forms++;
      if (lexer.isAddress) seen.addresses++;
    }
    expect(seen).toEqual({ forms, addresses });
  });
});

describe("hashForm", () => {
  /** FNV-1a and MurmurHash3's fmix32 in whole numbers without bounds. */
  function referenceHash(bytes: Uint8Array): number {
    const U32 = 0xffffffffn;
    let hash = 0x811c9dc5n;
    for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x01000193n) & U32;
    hash = ((hash ^ (hash >> 16n)) * 0x85ebca6bn) & U32;
    hash = ((hash ^ (hash >> 13n)) * 0xc2b2ae35n) & U32;
    return Number(BigInt.asIntN(32, hash ^ (hash >> 16n)));
  }

  it("is FNV-1a followed by the mixer of MurmurHash3", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(hashForm(bytes, 0, bytes.length)).toBe(referenceHash(bytes));
      }),
    );
  });

  it("reads only the bytes from start to end", () => {
    const bytes = new TextEncoder().encode("xxwordyy");
    expect(hashForm(bytes, 2, 6)).toBe(referenceHash(new TextEncoder().encode("word")));
  });
});
